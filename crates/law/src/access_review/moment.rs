//! Reading a moment from a file, and putting one into words.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::Seconds;
use crate::working_days;

/// A moment as people write it: with an offset ("2026-03-01T21:40:00Z"), by the clock on the wall, or a day alone.
pub(super) fn read(text: &str, zone: &TimeZone) -> Option<Seconds> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment.as_second());
    }
    let local = match text.parse::<DateTime>() {
        Ok(local) => local,
        Err(_) => text.parse::<Date>().ok()?.at(0, 0, 0, 0),
    };
    Some(zone.to_timestamp(local).ok()?.as_second())
}

/// The moment on the wall; the edge of the calendar where it leaves it.
pub(super) fn local(at: Seconds, zone: &TimeZone) -> Zoned {
    Timestamp::from_second(at).unwrap_or_default().to_zoned(zone.clone())
}

/// "21:40 on Sunday 8 March 2026".
pub(super) fn words(at: Seconds, zone: &TimeZone) -> String {
    let local = local(at, zone);
    format!("{:02}:{:02} on {}", local.hour(), local.minute(), day(at, zone))
}

/// "Sunday 8 March 2026".
pub(super) fn day(at: Seconds, zone: &TimeZone) -> String {
    working_days::long(local(at, zone).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_to_write_a_moment() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let summer = read("2026-07-01T08:00:00Z", &zone).unwrap();
        assert_eq!(read("2026-07-01T09:00", &zone), Some(summer));
        assert_eq!(read("2026-07-01T09:00:00+01:00", &zone), Some(summer));
        assert_eq!(read("2026-07-01", &zone), Some(summer - 9 * 3600));
        assert_eq!(read("last Tuesday", &zone), None);
        assert_eq!(words(summer, &zone), "09:00 on Wednesday 1 July 2026");
    }
}
