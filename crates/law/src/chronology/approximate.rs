//! Dates known to the day, the month, the year, or only as before something.

use jiff::civil::Date;

use crate::working_days::{day_month_year, month_name};

/// When something happened, as exactly as anybody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ApproximateDate {
    /// Known to the day.
    Day {
        /// The day.
        date: Date,
    },
    /// Known to the month.
    Month {
        /// Year.
        year: i16,
        /// Month, 1 to 12.
        month: i8,
    },
    /// Known to the year.
    Year {
        /// Year.
        year: i16,
    },
    /// Some time before a year: "before 2019".
    Before {
        /// Year.
        year: i16,
    },
}

impl ApproximateDate {
    /// The first and last day it can have been. No first day for "before"; `None` for a month or a year there is not.
    pub fn bounds(self) -> Option<(Option<Date>, Date)> {
        let first_of = |year| Date::new(year, 1, 1).ok();
        match self {
            Self::Day { date } => Some((Some(date), date)),
            Self::Month { year, month } => {
                let first = Date::new(year, month, 1).ok()?;
                Some((Some(first), first.last_of_month()))
            }
            Self::Year { year } => Some((Some(first_of(year)?), Date::new(year, 12, 31).ok()?)),
            Self::Before { year } => Some((None, first_of(year)?.yesterday().ok()?)),
        }
    }

    /// "4 June 2026", "June 2026", "2026", "before 2026".
    pub fn in_words(self) -> String {
        match self {
            Self::Day { date } => day_month_year(date),
            Self::Month { year, month } => format!("{} {year}", month_name(month)),
            Self::Year { year } => year.to_string(),
            Self::Before { year } => format!("before {year}"),
        }
    }

    /// Where it stands in a chronology: by the first day it can have been, and of those that begin together the vaguest
    /// first, so that "2019" comes before "January 2019" and that before "1 January 2019". "Before 2019" stands at the
    /// border of 2019, after everything that is known to be earlier.
    fn order(self) -> (i16, i8, i8, u8) {
        match self {
            Self::Before { year } => (year, 1, 1, 0),
            Self::Year { year } => (year, 1, 1, 1),
            Self::Month { year, month } => (year, month, 1, 2),
            Self::Day { date } => (date.year(), date.month(), date.day(), 3),
        }
    }
}

impl PartialOrd for ApproximateDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ApproximateDate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order().cmp(&other.order())
    }
}
