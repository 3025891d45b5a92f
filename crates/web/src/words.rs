//! Dates and times as people say them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The moment on a clock in England.
pub fn london(at: Timestamp) -> Zoned {
    match TimeZone::get("Europe/London") {
        Ok(zone) => at.to_zoned(zone),
        Err(_) => at.to_zoned(TimeZone::UTC),
    }
}

/// The moment at which a clock in England shows this; `None` beyond the calendar.
pub fn instant(there: DateTime) -> Option<Timestamp> {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    there.to_zoned(zone).ok().map(|there| there.timestamp())
}

/// "4 June 2026".
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "Thursday 4 June 2026".
pub fn weekday(date: Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

/// "4 June 2026 at 5:00pm".
pub fn moment(at: Timestamp) -> String {
    let there = london(at);
    format!("{} at {}", day(there.date()), clock(&there))
}

/// "5pm on Thursday 4 June 2026".
pub fn by(at: Timestamp) -> String {
    let there = london(at);
    format!("{} on {}", clock(&there), weekday(there.date()))
}

/// The end of a time: "the end of 3 June 2026" where it is the midnight after that day, else "3 June 2026 at 2:05pm".
pub fn end(at: Timestamp) -> String {
    let there = london(at);
    match there.date().yesterday() {
        Ok(last) if there.time() == Time::midnight() => format!("the end of {}", day(last)),
        _ => moment(at),
    }
}

/// "5:30pm", where the council is.
pub fn time(at: Timestamp) -> String {
    clock(&london(at))
}

fn clock(there: &Zoned) -> String {
    let half = if there.hour() < 12 { "am" } else { "pm" };
    let hour = match there.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    match there.minute() {
        0 => format!("{hour}{half}"),
        minute => format!("{hour}:{minute:02}{half}"),
    }
}

/// "200,000".
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// With a capital, to begin a line.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let said = [0, 7, 999, 1000, 200_000, 1_234_567, -4_321].map(thousands);
        assert_eq!(said, ["0", "7", "999", "1,000", "200,000", "1,234,567", "-4,321"]);
    }

    #[test]
    fn times_are_english_and_summer_time_counts() {
        let at: Timestamp = "2026-06-04T16:00:00Z".parse().expect("a time");
        assert_eq!(by(at), "5pm on Thursday 4 June 2026");
        let at: Timestamp = "2026-11-28T00:05:00Z".parse().expect("a time");
        assert_eq!(moment(at), "28 November 2026 at 12:05am");
        assert_eq!(end(at), "28 November 2026 at 12:05am");
        let at: Timestamp = "2026-06-30T23:00:00Z".parse().expect("midnight in summer");
        assert_eq!(end(at), "the end of 30 June 2026");
    }
}
