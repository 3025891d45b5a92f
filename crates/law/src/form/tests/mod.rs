//! Marlshire's forms, filled in by invented people; mistakes of those who write forms; and properties of any answers.

mod calculated;
mod casework;
mod casework_mistakes;
mod casework_properties;
mod charlie_banks;
mod mistakes;
mod parent_online;
mod prefilled;
mod properties;
mod typed_rows;
mod versions;

use jiff::civil::{Date, date};

use super::{Answers, Audience, Form, Problem, Step, fill, validate_section};
use crate::pack::Pack;

/// The day everything happens.
const TODAY: Date = date(2026, 5, 20);

fn pack() -> Pack {
    crate::pack::tests::marlshire()
}

/// Posts one page as a browser does: `name=value` pairs without the path's group and item.
fn post(
    form: &Form,
    audience: Audience,
    answers: &mut Answers,
    address: &str,
    fields: &[(&str, &str)],
) -> Vec<Problem> {
    let Some(Step::Page { section, item }) = Step::from_address(form, address) else {
        panic!("{address} is not a page")
    };
    let section = form.section(&section).expect("the section of the address");
    let prefix = match (&section.repeat, item) {
        (Some(group), Some(item)) => format!("{group}.{item}."),
        _ => String::new(),
    };
    let posted: Vec<(String, String)> =
        fields.iter().map(|(name, value)| (format!("{prefix}{name}"), (*value).to_owned())).collect();
    let mut problems = fill(form, section, item, audience, answers, &posted);
    problems.extend(validate_section(form, section, item, audience, answers, TODAY));
    problems
}

/// The messages of problems, in order.
fn messages(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.message.as_str()).collect()
}
