//! The children in need census.

use returns::cin;
use returns::cin::read::{Census, Refused};
use returns::collection::Collection;
use returns::year::CollectionYear;

use super::handed_in::{Checked, HandedIn, Problem, field, not_older, of_the_other};
use crate::posted::UploadedFile;

/// Reads the file, and last year's where it came along, and asks every rule.
pub fn checked(handed_in: &HandedIn) -> Result<Checked, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut kept = |problem: Problem| problems.push(problem);
    let notes = handed_in.notes().map_err(&mut kept).ok();
    let census = match handed_in.file(field::CENSUS) {
        Some(file) => read(file, field::CENSUS, handed_in.year).map_err(&mut kept).ok(),
        None => {
            kept(Problem::of(field::CENSUS, "Choose the census file to check"));
            None
        }
    };
    let last = handed_in.file(field::LAST_CENSUS).map(|file| read(file, field::LAST_CENSUS, None));
    let last = last.and_then(|it| it.map_err(&mut kept).ok());
    if let (Some(this), Some(last)) = (&census, &last)
        && let Some(problem) = not_older(this.cin.year, last.cin.year, field::LAST_CENSUS)
    {
        kept(problem);
    }
    let (Some(census), Some(notes), true) = (census, notes, problems.is_empty()) else {
        return Err(problems);
    };
    let findings = cin::check(&census.cin);
    let last = last.map(|it| it.cin);
    let report = cin::report::report(&census.cin, findings, &census.complaints, last.as_ref(), &notes);
    let name = handed_in.file(field::CENSUS).map(|it| it.name.clone()).unwrap_or_default();
    Ok(Checked {
        report,
        notes,
        notes_name: format!("{name}.notes.toml"),
        name,
        called: "census-report",
        year_told: handed_in.year.is_none(),
        warnings: Vec::new(),
    })
}

fn read(file: &UploadedFile, field: &'static str, year: Option<CollectionYear>) -> Result<Census, Problem> {
    if let Some(problem) = of_the_other(&file.bytes, &file.name, field, Collection::Census) {
        return Err(problem);
    }
    cin::read::census(&file.bytes[..], year, |_| {}).map_err(|refused| {
        let what_to_do = match refused {
            Refused::Empty | Refused::NotXml(_) | Refused::OtherCollection(_) => {
                ". Choose the XML file that goes to COLLECT"
            }
            _ => "",
        };
        Problem::of(field, format!("{}: {refused}{what_to_do}", file.name))
    })
}
