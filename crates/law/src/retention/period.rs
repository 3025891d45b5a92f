//! When a period ends.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::pack::{Amount, Unit};

/// The last day of a period that runs from `event`: the corresponding day, or the last of its month. `None` past the year 9999,
/// and for units that no calendar counts.
pub fn ends(event: Date, period: Amount) -> Option<Date> {
    let count = i64::from(period.count);
    // jiff keeps to the last day of a shorter month.
    let span = match period.unit {
        Unit::Days => count.days(),
        Unit::Weeks => count.weeks(),
        Unit::Months => count.months(),
        Unit::Years => count.years(),
        Unit::Minutes | Unit::Hours | Unit::WorkingHours | Unit::WorkingDays => return None,
    };
    event.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn ends_on(event: Date, period: &str) -> Option<Date> {
        ends(event, period.parse().expect("an amount"))
    }

    #[test]
    fn the_corresponding_day_or_the_last_of_its_month() {
        assert_eq!(ends_on(date(2012, 7, 10), "25 years"), Some(date(2037, 7, 10)));
        assert_eq!(ends_on(date(2012, 2, 29), "25 years"), Some(date(2037, 2, 28)));
        assert_eq!(ends_on(date(2012, 2, 29), "40 years"), Some(date(2052, 2, 29)));
        assert_eq!(ends_on(date(2026, 11, 30), "3 months"), Some(date(2027, 2, 28)));
        assert_eq!(ends_on(date(2027, 11, 30), "3 months"), Some(date(2028, 2, 29)));
        assert_eq!(ends_on(date(2026, 1, 31), "3 months"), Some(date(2026, 4, 30)));
        assert_eq!(ends_on(date(2026, 3, 1), "30 days"), Some(date(2026, 3, 31)));
        assert_eq!(ends_on(date(9990, 1, 1), "75 years"), None);
        assert_eq!(ends_on(date(2026, 1, 1), "4 working hours"), None);
    }
}
