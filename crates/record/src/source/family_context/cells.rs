//! What cells mean: dates, what was found, where a case stands.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use law::involvement_rules::{Found, Nature};

use super::table::{Reading, Row, plain};
use crate::source::Case;

/// A date as `2019-04-15` or `15/04/2019`. `None` when it is neither.
pub(super) fn read_date(text: &str) -> Option<Date> {
    if let Some((day, rest)) = text.split_once('/') {
        let (month, year) = rest.split_once('/')?;
        // Two digits of a year leave the century open: that is no date.
        return (year.len() == 4)
            .then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())?;
    }
    let is_iso = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_iso.then(|| text.parse().ok())?
}

/// A date, or nothing when the cell is empty. What is neither is a mistake.
pub(super) fn date(reading: &mut Reading<'_>, row: &Row, column: &str) -> Option<Date> {
    let text = row.cell(column);
    if text.is_empty() {
        return None;
    }
    let read = read_date(text);
    if read.is_none() {
        reading.wrong(
            row.file,
            row.line,
            format!("{column} is no date: write it as 2019-04-15 or 15/04/2019"),
        );
    }
    read
}

/// A moment, such as `2020-01-06T10:00` on the clock in England or `2020-01-06T10:00:00Z`; a date means its start.
pub(super) fn moment(reading: &mut Reading<'_>, row: &Row, column: &str) -> Option<Timestamp> {
    let text = row.cell(column);
    if text.is_empty() {
        return None;
    }
    let local = read_date(text).map(Date::into).or_else(|| text.replace(' ', "T").parse::<DateTime>().ok());
    let read = text.parse::<Timestamp>().ok().or_else(|| law::clocks::london().to_timestamp(local?).ok());
    if read.is_none() {
        reading.wrong(row.file, row.line, format!("{column} is no time: write it as 2020-01-06T10:00"));
    }
    read
}

/// What a service found; a mistake when it is not said.
pub(super) fn found(reading: &mut Reading<'_>, row: &Row, column: &str) -> Option<Found> {
    let read = match plain(row.cell(column)).as_str() {
        "current" => Some(Found::Current),
        "historic" | "historical" | "past" => Some(Found::Historic),
        "nonefound" | "none" => Some(Found::NoneFound),
        _ => None,
    };
    if read.is_none() {
        reading.wrong(row.file, row.line, format!("{column} must be current, historic or none found"));
    }
    read
}

/// Where a housing case stands. An empty cell means that none was found.
pub(super) fn case(reading: &mut Reading<'_>, row: &Row, column: &str) -> Case {
    match plain(row.cell(column)).as_str() {
        "open" | "caseopen" => Case::Open,
        "closed" | "caseclosed" => Case::Closed,
        "" | "no" | "nonefound" | "norecordsfound" | "norecordfound" => Case::NoneFound,
        _ => {
            reading.wrong(row.file, row.line, format!("{column} must be open, closed or empty"));
            Case::NoneFound
        }
    }
}

/// What somebody had to do with an offence; a mistake when it is not said.
pub(super) fn nature(reading: &mut Reading<'_>, row: &Row, column: &str) -> Option<Nature> {
    let read = match plain(row.cell(column)).as_str() {
        "convict" | "convicted" | "offender" => Some(Nature::Convicted),
        "suspect" | "suspected" => Some(Nature::Suspected),
        _ => None,
    };
    if read.is_none() {
        reading.wrong(row.file, row.line, format!("{column} must be offender or suspect"));
    }
    read
}
