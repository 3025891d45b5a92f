//! A delivery in the files of the Family Context project (MIT): `datasources.csv` says where each service's data comes
//! from, `person.csv` whom the services were asked about, and one file a service what they know.
//!
//! Columns nobody needs (gender, address) are not read. Every mistake is told with its file and line, and a delivery
//! with a mistake is not a delivery.

mod cells;
mod people;
mod police;
mod services;
mod sources;
mod table;

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use jiff::civil::Date;
use law::involvement_rules::{Found, InvolvementRules};

use super::feed::Coverage;
use super::{Detail, Summary};
use table::Reading;

/// The files a delivery may have.
pub const FILES: [&str; 7] = [
    sources::FILE,
    people::FILE,
    services::SCHOOL,
    services::ADULT_SOCIAL_CARE,
    services::HOUSING,
    police::FILE,
    police::OFFENCES,
];

/// Something about one line of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct Problem {
    /// The file.
    pub file: &'static str,
    /// The line, counted from 1 with the heading.
    pub line: u64,
    /// What is wrong. Never repeats a name or a date of birth: it ends up in logs and tickets.
    pub message: String,
}

/// A delivery, read and found whole.
#[derive(Debug, Clone, Default)]
pub struct Delivery {
    /// Whom the services were asked about, by the delivery's own ids.
    pub people: BTreeMap<String, Asked>,
    /// What each service said.
    pub feeds: Vec<NewFeed>,
    /// What was read although it is not as it should be.
    pub notes: Vec<Problem>,
}

/// Somebody the services were asked about.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The line in `person.csv`.
    pub line: u64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Date of birth. Without one nobody is found.
    pub born: Option<Date>,
}

/// What one service said.
#[derive(Debug, Clone)]
pub struct NewFeed {
    /// Where it comes from and what it covers.
    pub coverage: Coverage,
    /// What it says, a line at a time.
    pub lines: Vec<Line>,
}

/// What a service says about one person.
#[derive(Debug, Clone)]
pub struct Line {
    /// The file.
    pub file: &'static str,
    /// The line in it.
    pub line: u64,
    /// The delivery's id of the person.
    pub person: String,
    /// What was found, with the summary and the detail unless it is nothing.
    pub said: (Found, Option<(Summary, Detail)>),
}

/// Reads a delivery from its files, by name. `now` is when that happens: nothing can be newer.
///
/// # Errors
/// Every mistake found, in order of file and line.
pub fn read(
    files: &HashMap<&str, &str>,
    rules: &InvolvementRules,
    now: Timestamp,
) -> Result<Delivery, Vec<Problem>> {
    let mut reading = Reading::new(files);
    let sources = sources::read(&mut reading, now);
    let people = people::read(&mut reading);
    let mut lines = services::read(&mut reading);
    lines.extend(police::read(&mut reading, rules));
    for line in &lines {
        if !people.contains_key(&line.person) {
            reading.wrong(
                line.file,
                line.line,
                format!("person.csv has nobody with the id ‘{}’", line.person),
            );
        }
    }
    services::no_contradictions(&mut reading, &lines);
    let feeds = sources::with_lines(&mut reading, sources, lines);
    reading.finish(Delivery { people, feeds, notes: Vec::new() })
}

#[cfg(test)]
mod tests;
