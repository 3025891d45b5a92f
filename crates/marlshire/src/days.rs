//! Small sums with dates, kept to whole days.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

/// `date` moved by `days`, stopping at the ends of the calendar.
pub(crate) fn plus(date: Date, days: i32) -> Date {
    date.saturating_add(days.days())
}

/// `date` moved by whole `years`; 29 February becomes the 28th.
pub(crate) fn plus_years(date: Date, years: i32) -> Date {
    date.saturating_add(years.years())
}

/// Days from `earlier` to `later`; negative when they are the other way round.
pub(crate) fn between(earlier: Date, later: Date) -> i32 {
    (later - earlier).get_days()
}

/// Whole years of age on a day; negative before birth.
pub(crate) fn age(born: Date, on: Date) -> i32 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    i32::from(on.year()) - i32::from(born.year()) - i32::from(!had_birthday)
}

/// The first of September that starts the school year holding `date`.
pub(crate) fn school_year_start(date: Date) -> Date {
    let year = if date.month() >= 9 { date.year() } else { date.year() - 1 };
    Date::constant(year, 9, 1)
}

/// The day itself, or the Monday after when it falls on a weekend.
pub(crate) fn weekday(date: Date) -> Date {
    match date.weekday() {
        jiff::civil::Weekday::Saturday => plus(date, 2),
        jiff::civil::Weekday::Sunday => plus(date, 1),
        _ => date,
    }
}

/// A moment on a day.
pub(crate) fn at(date: Date, hour: i8, minute: i8) -> DateTime {
    date.at(hour, minute, 0, 0)
}
