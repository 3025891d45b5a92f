//! Working days: which days a council works, and counting them.
//!
//! Weekends and bank holidays are not working days. Bank holidays come from a table that ends; a count that runs past
//! its end answers [`CannotCompute`], never a guess. Day 0 is the day something happens, so one working day from a
//! Monday is the Tuesday. (Some data tools count the first day as day 1; a [`crate::clocks::Clock`] can say so.)

mod bank_holidays;
mod calendar;
mod words;

pub use bank_holidays::Division;
pub(crate) use calendar::tomorrow;
pub use calendar::{Calendar, CalendarName};
pub use words::{abbreviated, clock_time, long, plural, weekday};
pub(crate) use words::{day_month_year, month_name};

use jiff::civil::Date;

/// Why a date could not be worked out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotCompute {
    /// The table of bank holidays does not reach the date.
    #[error("Bank holidays are known from {} to {} only, so {} cannot be counted", long(*first), long(*last), long(*date))]
    OutsideTable {
        /// The day that was needed.
        date: Date,
        /// The first day of the table.
        first: Date,
        /// The last day of the table.
        last: Date,
    },
    /// The arithmetic leaves the years a date can hold.
    #[error("The date is too far away to work out")]
    TooFar,
    /// A table of bank holidays could not be read.
    #[error("The table of bank holidays cannot be read: line {line}")]
    UnreadableTable {
        /// The line, counted from 1.
        line: usize,
    },
    /// Office hours that close before they open.
    #[error("The office hours do not open before they close")]
    NoOfficeHours,
}

#[cfg(test)]
mod tests;
