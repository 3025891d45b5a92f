//! Dates of birth: known, estimated, expected or unknown.
//!
//! Front doors hear "she's about six" and "the baby is due in May". Each is kept as what it is, so that nothing later
//! mistakes a guess for a fact: a retention date from an estimated birth says it is estimated.

mod form;
mod range;

pub use form::{DateError, DateField, DateParts, parse_age, parse_born, parse_expected, parse_roughly};

use jiff::civil::Date;

use crate::age;
use crate::working_days::{day_month_year, month_name};

/// What is known about when a person was born or will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DateOfBirth {
    /// Known to the day.
    Exact {
        /// The day.
        date: Date,
    },
    /// Known to the month.
    EstimatedMonth {
        /// Year.
        year: i16,
        /// Month, 1 to 12.
        month: i8,
    },
    /// Known to the year.
    EstimatedYear {
        /// Year.
        year: i16,
    },
    /// Said to be an age on a day.
    EstimatedAge {
        /// Whole years.
        age: u16,
        /// The day it was said.
        on: Date,
    },
    /// Not born yet: the expected date of delivery.
    Expected {
        /// The expected day.
        date: Date,
    },
    /// Nothing is known.
    Unknown,
}

impl DateOfBirth {
    /// The exact date, if that is what is known.
    pub const fn exact(&self) -> Option<Date> {
        match self {
            Self::Exact { date } => Some(*date),
            _ => None,
        }
    }

    /// Whether this is an unborn child.
    pub const fn is_expected(&self) -> bool {
        matches!(self, Self::Expected { .. })
    }

    /// Whether this is a guess that should be replaced when the date is learnt.
    pub const fn is_estimated(&self) -> bool {
        matches!(self, Self::EstimatedMonth { .. } | Self::EstimatedYear { .. } | Self::EstimatedAge { .. })
    }

    /// Whole years on `today`: exact, or the middle of what an estimate allows. `None` for unborn and unknown.
    pub fn years_on(&self, today: Date) -> Option<u16> {
        match self {
            Self::Exact { date } => Some(age::years(*date, today)),
            Self::Expected { .. } | Self::Unknown => None,
            _ => Some(age::years(self.middle()?, today)),
        }
    }

    /// Whether the person is certainly a child (under 18) on `today`. `None` where the estimate leaves it open or
    /// nothing is known; unborn children count as children.
    pub fn is_child_on(&self, today: Date) -> Option<bool> {
        if self.is_expected() {
            return Some(true);
        }
        let (first, last) = self.bounds()?;
        let (oldest, youngest) = (age::years(first, today) < 18, age::years(last, today) < 18);
        (oldest == youngest).then_some(oldest)
    }

    /// Whether the person counts as a child on `today`. Where their age leaves it open, whoever is on file as somebody's parent
    /// or carer does not.
    pub fn counts_as_child_on(&self, today: Date, raises_somebody: bool) -> bool {
        self.is_child_on(today).unwrap_or(!raises_somebody)
    }

    /// The age in words: "4 years", "7 months", "about 6", "expected 3 May 2027", "age not known".
    pub fn age_text(&self, today: Date) -> String {
        match self {
            Self::Exact { date } => age::in_words(*date, today),
            Self::Expected { date } => format!("expected {}", day_month_year(*date)),
            Self::Unknown => "age not known".to_owned(),
            _ => match self.years_on(today) {
                Some(0) => "under 1, estimated".to_owned(),
                Some(years) => format!("about {years}"),
                None => "age not known".to_owned(),
            },
        }
    }

    /// The date in words: "10 July 2012", "about July 2012", "about 2012", "due 3 May 2027", "not known".
    pub fn in_words(&self) -> String {
        match self {
            Self::Exact { date } => day_month_year(*date),
            Self::EstimatedMonth { year, month } => format!("about {} {year}", month_name(*month)),
            Self::EstimatedYear { year } => format!("about {year}"),
            Self::EstimatedAge { age, on } => format!("said to be {age} on {}", day_month_year(*on)),
            Self::Expected { date } => format!("due {}", day_month_year(*date)),
            Self::Unknown => "not known".to_owned(),
        }
    }
}

/// `date` with day and month exchanged, the commonest slip in copying a date: `None` where that is no date or the same.
pub fn day_and_month_swapped(date: Date) -> Option<Date> {
    let swapped = Date::new(date.year(), date.day(), date.month()).ok()?;
    (swapped != date).then_some(swapped)
}

#[cfg(test)]
mod tests;
