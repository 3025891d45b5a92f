//! What makes more rules of SSDA903 run: the council's code, Ofsted's providers, postcodes.

use returns::ssda903::{self, Context, Providers, Return};

use super::handed_in::{HandedIn, Problem, field};
use super::looked_after::{files, told};

/// The council's code, where one was typed.
pub fn authority(handed_in: &HandedIn) -> Result<Option<String>, Problem> {
    let typed = handed_in.authority.as_str();
    let digits = |it: &str| it.len() == 8 && it.bytes().all(|byte| byte.is_ascii_digit());
    if typed.is_empty() {
        return if handed_in.file(field::POSTCODES).is_some() {
            Err(Problem::of(field::AUTHORITY, "Enter the council’s code: it says which postcodes are inside"))
        } else {
            Ok(None)
        };
    }
    if typed.strip_prefix(['E', 'W', 'S', 'N']).is_some_and(digits) {
        return Ok(Some(typed.to_owned()));
    }
    Err(Problem::of(field::AUTHORITY, "Enter a letter and eight digits, E10000016 for example"))
}

/// Ofsted's list, where one was chosen. What could not be read of it becomes a warning, unless it is everything.
pub fn providers(handed_in: &HandedIn, warnings: &mut Vec<String>) -> Result<Option<Providers>, Problem> {
    let files = files(handed_in, field::PROVIDERS);
    if files.is_empty() {
        return Ok(None);
    }
    let (providers, complaints) = ssda903::read_providers(&files);
    let told = told(&complaints);
    if providers.is_empty() {
        let asked = "Choose Ofsted’s list as a workbook or CSV file, with its headings";
        return Err(Problem::of(field::PROVIDERS, format!("{}. {asked}", told.join(". "))));
    }
    warnings.extend(told.into_iter().map(|it| format!("The list of providers: {it}")));
    Ok(Some(providers))
}

/// Works out where placements are, where a file of postcodes was chosen.
pub fn places(
    handed_in: &HandedIn,
    now: &mut Return,
    last: Option<&mut Return>,
    context: &mut Context,
) -> Result<(), Problem> {
    let counties = match handed_in.file(field::COUNTIES) {
        Some(file) => ssda903::counties(&file.bytes[..])
            .map_err(|error| Problem::of(field::COUNTIES, format!("{}: {error}", file.name)))?,
        None => Default::default(),
    };
    let Some(file) = handed_in.file(field::POSTCODES) else {
        return match handed_in.file(field::COUNTIES) {
            Some(_) => Err(Problem::of(
                field::POSTCODES,
                "Choose the file of postcodes too: the list of districts is used with it",
            )),
            None => Ok(()),
        };
    };
    let mut both: Vec<&mut Return> = std::iter::once(now).chain(last).collect();
    let problem = |what: String| Problem::of(field::POSTCODES, format!("{}: {what}", file.name));
    let found = if file.bytes.starts_with(b"PK") {
        let unpacked = ssda903::with_csv_of_zip(&file.bytes, |list| {
            ssda903::work_out_places(&mut both, list, &counties, context)
        });
        unpacked.map_err(problem)?
    } else {
        ssda903::work_out_places(&mut both, &file.bytes[..], &counties, context)
    };
    match found.map_err(|error| problem(error.to_string()))? {
        0 => Err(problem(
            "none of the return’s postcodes is in it. Choose a file that has them, or check without one"
                .to_owned(),
        )),
        _ => Ok(()),
    }
}
