//! SSDA903: children looked after.

use returns::collection::Collection;
use returns::read::Complaints;
use returns::ssda903::{self, Context, File, Return};
use returns::year::CollectionYear;

use super::handed_in::{Checked, HandedIn, Problem, field, not_older, of_the_other};
use super::lookups::{authority, places, providers};
use crate::posted::UploadedFile;

/// So many things that could not be read are told beside a field.
const TOLD: usize = 3;

/// Reads the files, and everything that came along, and asks every rule.
pub fn checked(handed_in: &HandedIn) -> Result<Checked, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut warnings = Vec::new();
    let mut kept = |problem: Problem| problems.push(problem);
    let notes = handed_in.notes().map_err(&mut kept).ok();
    let now = read(handed_in, field::FILES).map_err(&mut kept).ok().flatten();
    if now.is_none() && handed_in.file(field::FILES).is_none() {
        kept(Problem::of(field::FILES, "Choose the files of the return"));
    }
    let last = read(handed_in, field::LAST_FILES).map_err(&mut kept).ok().flatten();
    let year = now.as_ref().and_then(|(now, _)| year(handed_in, now).map_err(&mut kept).ok());
    if let (Some(year), Some((last, _))) = (year, &last)
        && let Some(of_last) = ssda903::year_told(last)
        && let Some(problem) = not_older(year, of_last, field::LAST_FILES)
    {
        kept(problem);
    }
    let mut context = Context {
        year,
        authority: authority(handed_in).map_err(&mut kept).ok().flatten(),
        providers: providers(handed_in, &mut warnings).map_err(&mut kept).ok().flatten(),
        ..Context::default()
    };
    let (mut now, complaints) = now.unwrap_or_default();
    let mut last = last.map(|(last, complaints)| {
        warnings.extend(told(&complaints).into_iter().map(|it| format!("Last year’s files: {it}")));
        last
    });
    if let Err(problem) = places(handed_in, &mut now, last.as_mut(), &mut context) {
        kept(problem);
    }
    let (Some(notes), true) = (notes, problems.is_empty()) else { return Err(problems) };
    let findings = ssda903::validate(&now, last.as_ref(), &context);
    let mut report = ssda903::report(&now, findings, &complaints, last.as_ref(), &context, &notes);
    report.not_asked = ssda903::not_asked(&context, last.is_some(), now.places_known);
    let own_name = format!("ssda903-{}.notes.toml", report.year);
    Ok(Checked {
        name: names(handed_in),
        notes_name: handed_in.notes_name().map_or(own_name, str::to_owned),
        report,
        notes,
        called: "ssda903-report",
        year_told: handed_in.year.is_none(),
        warnings,
    })
}

/// The return of a field's files; `None` where there are none.
fn read(handed_in: &HandedIn, field: &'static str) -> Result<Option<(Return, Complaints)>, Problem> {
    let files = files(handed_in, field);
    if files.is_empty() {
        return Ok(None);
    }
    for file in handed_in.all(field) {
        if let Some(problem) = of_the_other(&file.bytes, &file.name, field, Collection::LookedAfter) {
            return Err(problem);
        }
    }
    let (read, complaints) = ssda903::read_files(&files);
    if read.submitted.contains(&true) {
        return Ok(Some((read, complaints)));
    }
    let mut words = told(&complaints).join(". ");
    words.push_str(". Hand in the CSV files of the return with their headings (CHILD, DOB and so on), a workbook of them, or one XML file");
    Err(Problem::of(field, words))
}

/// The files of a field for the reader, each with a name of its own.
pub fn files(handed_in: &HandedIn, field: &str) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    for UploadedFile { name, bytes, .. } in handed_in.all(field) {
        let again = files.iter().filter(|it| it.name.ends_with(name.as_str())).count();
        let name = if again == 0 { name.clone() } else { format!("({}) {name}", again + 1) };
        files.push(File { name, bytes: bytes.to_vec() });
    }
    files
}

/// The first things that could not be read, in words.
pub fn told(complaints: &Complaints) -> Vec<String> {
    let mut told: Vec<String> = complaints
        .first()
        .iter()
        .take(TOLD)
        .map(|it| match (&it.file, it.line) {
            (Some(file), 0) => format!("{file}: {}", it.what),
            (Some(file), line) => format!("{file}, line {line}: {}", it.what),
            (None, _) => it.what.clone(),
        })
        .collect();
    let left = complaints.first().len().saturating_sub(TOLD) + complaints.more();
    if left > 0 {
        told.push(format!("And {left} more"));
    }
    told
}

/// The year that was chosen, otherwise the one the dates tell.
fn year(handed_in: &HandedIn, now: &Return) -> Result<CollectionYear, Problem> {
    if let Some(year) = handed_in.year {
        return Ok(year);
    }
    let (first, last) = (CollectionYear::FIRST, CollectionYear::LAST);
    match ssda903::year_told(now) {
        Some(year) if year.nearest_known() == year => Ok(year),
        Some(year) => Err(Problem::of(
            field::YEAR,
            format!(
                "The dates in the files are of {year}, and rules are known from {first} to {last}. Choose the year whose rules to use"
            ),
        )),
        None => Err(Problem::of(
            field::YEAR,
            "There are no dates in the files that tell their year. Choose the year whose rules to use",
        )),
    }
}

/// What was handed in: the file, or the first of them and how many more.
fn names(handed_in: &HandedIn) -> String {
    let names: Vec<&str> = handed_in.all(field::FILES).map(|it| it.name.as_str()).collect();
    match names[..] {
        [] => String::new(),
        [one] => one.to_owned(),
        [one, other] => format!("{one} and {other}"),
        [first, ..] => format!("{first} and {} more files", names.len() - 1),
    }
}
