//! From TOML to a typed file, with mistakes told in plain words.

use jiff::civil::{Date, Time};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};

use super::problem::{PackProblem, Problems};

/// Reads one file of the pack.
///
/// # Errors
/// One problem: TOML stops at the first thing it cannot understand.
pub fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, PackProblem> {
    toml::from_str(text).map_err(|error| {
        let (message, instead) = in_plain_words(error.message());
        let mut problems = Problems::of(file, text);
        problems.at_byte(error.span().map_or(0, |span| span.start), message, instead);
        problems.into_found().remove(0)
    })
}

/// Splits the reader's message into what is wrong and what would be right.
fn in_plain_words(message: &str) -> (String, String) {
    let message = message.trim().replace('\n', "; ");
    let (wrong, right) = match message.split_once(", expected ") {
        Some((wrong, right)) => (wrong.to_owned(), format!("expected {right}")),
        None => (message, String::new()),
    };
    if let Some(field) = wrong.strip_prefix("unknown field ") {
        return (format!("Kith does not know {}", quoted(field)), quoted(&right));
    }
    if let Some(field) = wrong.strip_prefix("missing field ") {
        return (format!("{} is missing", quoted(field)), "add it".to_owned());
    }
    (quoted(&wrong), quoted(&right))
}

/// Back-ticks are for programmers.
fn quoted(text: &str) -> String {
    let mut open = true;
    text.chars()
        .map(|c| match c {
            '`' => {
                let mark = if open { '‘' } else { '’' };
                open = !open;
                mark
            }
            other => other,
        })
        .collect()
}

/// A date written the TOML way, without quotes: `2026-04-01`.
pub(crate) fn date<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(from)?;
    match (written.date, written.time) {
        (Some(day), None) => Date::new(day.year as i16, day.month as i8, day.day as i8)
            .map_err(|e| D::Error::custom(e.to_string())),
        _ => Err(D::Error::custom("a time is written here, expected a date such as 2026-04-01")),
    }
}

/// A time of day written the TOML way, without quotes: `17:00:00`.
pub(super) fn time<'de, D: Deserializer<'de>>(from: D) -> Result<Time, D::Error> {
    let written = toml::value::Datetime::deserialize(from)?;
    match (written.date, written.time) {
        (None, Some(at)) => Time::new(at.hour as i8, at.minute as i8, at.second.unwrap_or(0) as i8, 0)
            .map_err(|e| D::Error::custom(e.to_string())),
        _ => Err(D::Error::custom("a date is written here, expected a time such as 17:00:00")),
    }
}
