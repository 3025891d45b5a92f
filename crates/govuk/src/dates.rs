//! The two date filters MOJ's timeline and messages use, in England's time.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Writes a moment as MOJ's `mojDate` does: `date`, `shortdate`, `datetime`, `shortdatetime` or `time`.
/// Any other kind gives the moment as written.
pub fn moj_date(moment: &str, kind: &str) -> Result<String, String> {
    let date = |pattern| moment_at(moment).map(|at| format(&at, pattern));
    match kind {
        "date" => date("D MMMM YYYY"),
        "shortdate" => date("D MMM YYYY"),
        "time" => time(moment),
        "datetime" => Ok(format!("{} at {}", date("D MMMM YYYY")?, time(moment)?)),
        "shortdatetime" => Ok(format!("{} at {}", date("D MMM YYYY")?, time(moment)?)),
        _ => Ok(moment.to_owned()),
    }
}

/// Writes a moment in a Moment.js pattern (`D`, `DD`, `MMM`, `YYYY`, `h`, `mm`, `a`, `[text]` …).
pub fn moment(moment: &str, pattern: &str) -> Result<String, String> {
    moment_at(moment).map(|at| format(&at, pattern))
}

/// GOV.UK style: "1:32pm", but "1pm" on the hour.
fn time(moment: &str) -> Result<String, String> {
    let at = moment_at(moment)?;
    Ok(format(&at, if at.minute() > 0 { "h:mma" } else { "ha" }))
}

/// Reads an ISO moment. One with an offset is moved to England's time; one without already is.
fn moment_at(moment: &str) -> Result<Zoned, String> {
    let england = TimeZone::get("Europe/London").map_err(|error| error.to_string())?;
    if let Ok(instant) = moment.parse::<Timestamp>() {
        return Ok(instant.to_zoned(england));
    }
    moment
        .parse::<DateTime>()
        .and_then(|local| local.to_zoned(england))
        .map_err(|_| format!("`{moment}` is not a date and time such as 2026-05-31T14:30"))
}

const PATTERNS: &[(&str, &str)] = &[
    ("YYYY", "%Y"),
    ("MMMM", "%B"),
    ("dddd", "%A"),
    ("MMM", "%b"),
    ("ddd", "%a"),
    ("YY", "%y"),
    ("MM", "%m"),
    ("DD", "%d"),
    ("HH", "%H"),
    ("hh", "%I"),
    ("mm", "%M"),
    ("ss", "%S"),
    ("M", "%-m"),
    ("D", "%-d"),
    ("H", "%-H"),
    ("h", "%-I"),
    ("m", "%-M"),
    ("s", "%-S"),
    ("a", "%P"),
    ("A", "%p"),
    ("Z", "%:z"),
];

fn format(at: &Zoned, pattern: &str) -> String {
    let mut written = String::new();
    let mut rest = pattern;
    while let Some(next) = rest.chars().next() {
        if let Some((literal, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
            written.push_str(literal);
            rest = after;
        } else if let Some((token, code)) = PATTERNS.iter().find(|(token, _)| rest.starts_with(token)) {
            written.push_str(&at.strftime(code).to_string());
            rest = &rest[token.len()..];
        } else {
            written.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    written
}
