//! The earliest and latest day an estimate allows.

use jiff::ToSpan;
use jiff::civil::Date;

use super::DateOfBirth;
use crate::age;

impl DateOfBirth {
    /// The first and last day the person can have been born, or is expected. `None` where nothing is known.
    pub fn bounds(&self) -> Option<(Date, Date)> {
        match *self {
            Self::Exact { date } | Self::Expected { date } => Some((date, date)),
            Self::EstimatedMonth { year, month } => {
                let first = Date::new(year, month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            Self::EstimatedYear { year } => {
                Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
            }
            Self::EstimatedAge { age, on } => {
                Some((age::earliest_birth(age, on)?, age::latest_birth(age, on)?))
            }
            Self::Unknown => None,
        }
    }

    /// The day in the middle of the bounds, for ordering and for "about 6".
    pub(super) fn middle(&self) -> Option<Date> {
        let (first, last) = self.bounds()?;
        let days = last.duration_since(first).as_hours() / 24 / 2;
        first.checked_add(days.days()).ok()
    }
}
