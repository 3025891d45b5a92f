//! Counting the hours an office is open.

use jiff::ToSpan;
use jiff::civil::DateTime;

use super::office_hours::OfficeHours;
use crate::working_days::{Calendar, CannotCompute, clock_time, long};

const MINUTE: i64 = 60;

/// The wall time `hours` working hours after `start`. Says in `told` from when they are counted if not at once.
pub(super) fn add_working_hours(
    calendar: &Calendar,
    office: OfficeHours,
    start: DateTime,
    hours: u32,
    told: &mut String,
) -> Result<DateTime, CannotCompute> {
    let mut left = i64::from(hours) * 60 * MINUTE;
    let mut day = start.date();
    let mut first = true;
    loop {
        let opens = day.to_datetime(office.opens);
        let closes = day.to_datetime(office.closes);
        let from = if first && start > opens { start } else { opens };
        if calendar.is_working_day(day)? && from < closes {
            if from != start && first_time(told) {
                *told += &format!(", counted from {} on {}", clock_time(from.time()), long(day));
            }
            let open_for = seconds_between(from, closes);
            if left <= open_for {
                return from.checked_add(left.seconds()).map_err(|_| CannotCompute::TooFar);
            }
            left -= open_for;
        }
        first = false;
        day = crate::working_days::tomorrow(day)?;
    }
}

/// Working minutes from `from` to `to`; 0 where `to` is not later.
pub(super) fn working_minutes_between(
    calendar: &Calendar,
    office: OfficeHours,
    from: DateTime,
    to: DateTime,
) -> Result<i64, CannotCompute> {
    let mut seconds = 0;
    let mut day = from.date();
    while day <= to.date() {
        if calendar.is_working_day(day)? {
            let begin = from.max(day.to_datetime(office.opens));
            let end = to.min(day.to_datetime(office.closes));
            seconds += seconds_between(begin, end).max(0);
        }
        day = crate::working_days::tomorrow(day)?;
    }
    Ok(seconds / MINUTE)
}

fn first_time(told: &str) -> bool {
    !told.contains("counted from") && !told.contains("treated as received")
}

fn seconds_between(from: DateTime, to: DateTime) -> i64 {
    to.duration_since(from).as_secs()
}
