//! How old somebody is, and when they reach an age.
//!
//! A person reaches an age at the start of the day of their birthday (Family Law Reform Act 1969, section 9). Somebody
//! born on 29 February reaches it on 1 March in a year without that day: 28 February is not yet the anniversary.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::working_days::{day_month_year, plural};

/// Whole years from `born` to `on`; 0 before the first birthday and before birth.
pub fn years(born: Date, on: Date) -> u16 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    let years = on.year() - born.year() - i16::from(!had_birthday);
    years.max(0).unsigned_abs()
}

/// Whole months from `born` to `on`; 0 before birth. A month that lacks the day ends it, except February, so that
/// months and years agree about 29 February.
pub fn months(born: Date, on: Date) -> u32 {
    let between = (i32::from(on.year()) - i32::from(born.year())) * 12 + i32::from(on.month())
        - i32::from(born.month());
    let complete = on.day() >= born.day()
        || (on.day() == on.days_in_month() && born.day() > on.day() && on.month() != 2);
    (between - i32::from(!complete)).max(0).unsigned_abs()
}

/// The day somebody born on `born` reaches `age`. `None` past the year 9999.
pub fn reaches(born: Date, age: u16) -> Option<Date> {
    let year = born.year().checked_add(i16::try_from(age).ok()?)?;
    match Date::new(year, born.month(), born.day()) {
        Ok(birthday) => Some(birthday),
        // Only 29 February can be missing from a year that exists.
        Err(_) if born.month() == 2 => Date::new(year, 3, 1).ok(),
        Err(_) => None,
    }
}

/// An exact age in words: "6 days", "7 months" below two years, then "4 years".
pub fn in_words(born: Date, on: Date) -> String {
    if on < born {
        return format!("born {}", day_month_year(born));
    }
    match (months(born, on), years(born, on)) {
        (0, _) if on == born => "born today".to_owned(),
        (0, _) => plural(on.duration_since(born).as_hours() / 24, "day"),
        (months, 0 | 1) => plural(months.into(), "month"),
        (_, years) => plural(years.into(), "year"),
    }
}

/// The earliest date of birth of somebody who is `age` on `on`.
pub(crate) fn earliest_birth(age: u16, on: Date) -> Option<Date> {
    let year = on.year().checked_sub(i16::try_from(age).ok()?)?.checked_sub(1)?;
    let day_of_next_birthday =
        Date::new(year, on.month(), on.day()).or_else(|_| Date::new(year, 2, 28)).ok()?;
    day_of_next_birthday.checked_add(1.day()).ok()
}

/// The latest date of birth of somebody who is `age` on `on`.
pub(crate) fn latest_birth(age: u16, on: Date) -> Option<Date> {
    let year = on.year().checked_sub(i16::try_from(age).ok()?)?;
    Date::new(year, on.month(), on.day()).or_else(|_| Date::new(year, 2, 28)).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_years_to_the_birthday() {
        let born = date(2012, 7, 10);
        assert_eq!(years(born, date(2026, 7, 9)), 13);
        assert_eq!(years(born, date(2026, 7, 10)), 14);
        assert_eq!(years(born, date(2012, 7, 9)), 0);
        assert_eq!(reaches(born, 25), Some(date(2037, 7, 10)));
        assert_eq!(reaches(born, 9000), None);
    }

    #[test]
    fn leap_day_birthdays_fall_on_1_march() {
        let born = date(2008, 2, 29);
        assert_eq!(years(born, date(2026, 2, 28)), 17);
        assert_eq!(years(born, date(2026, 3, 1)), 18);
        assert_eq!(years(born, date(2028, 2, 29)), 20);
        assert_eq!(reaches(born, 18), Some(date(2026, 3, 1)));
        assert_eq!(reaches(born, 20), Some(date(2028, 2, 29)));
    }

    #[test]
    fn counts_months() {
        assert_eq!(months(date(2025, 11, 3), date(2026, 6, 2)), 6);
        assert_eq!(months(date(2025, 11, 3), date(2026, 6, 3)), 7);
        assert_eq!(months(date(2026, 1, 31), date(2026, 4, 30)), 3);
        assert_eq!(months(date(2026, 1, 31), date(2026, 2, 28)), 0);
        assert_eq!(months(date(2026, 5, 31), date(2026, 1, 31)), 0);
    }

    #[test]
    fn says_an_age_as_a_worker_would() {
        let on = date(2026, 6, 15);
        let says = |born| in_words(born, on);
        assert_eq!(says(date(2026, 6, 15)), "born today");
        assert_eq!(says(date(2026, 6, 14)), "1 day");
        assert_eq!(says(date(2026, 5, 16)), "30 days");
        assert_eq!(says(date(2025, 11, 15)), "7 months");
        assert_eq!(says(date(2025, 6, 15)), "12 months");
        assert_eq!(says(date(2024, 6, 16)), "23 months");
        assert_eq!(says(date(2024, 6, 15)), "2 years");
        assert_eq!(says(date(2026, 7, 1)), "born 1 July 2026");
    }

    fn any_date() -> impl Strategy<Value = Date> {
        (0i32..40_000).prop_map(|days| date(1930, 1, 1).checked_add(days.days()).unwrap())
    }

    proptest! {
        /// The day an age is reached is the first day it is counted.
        #[test]
        fn reaching_and_counting_agree(born in any_date(), age in 0u16..100) {
            let day = reaches(born, age).unwrap();
            prop_assert_eq!(years(born, day), age);
            prop_assert!(age == 0 || years(born, day.yesterday().unwrap()) == age - 1);
        }

        /// Everybody born between the bounds is that age, and nobody born outside is.
        #[test]
        fn an_age_bounds_the_birth(on in any_date(), age in 1u16..100) {
            let (first, last) = (earliest_birth(age, on).unwrap(), latest_birth(age, on).unwrap());
            prop_assert_eq!(years(first, on), age);
            prop_assert_eq!(years(last, on), age);
            prop_assert_ne!(years(first.yesterday().unwrap(), on), age);
            prop_assert_ne!(years(last.tomorrow().unwrap(), on), age);
        }
    }
}
