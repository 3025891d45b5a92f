//! Working days of England, for rules that count them back from the end of a year.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use law::working_days::Calendar;

/// The day `count` working days before `day`. Bank holidays of England are known from 2012; where the table does not reach, weekends
/// alone are left out, so a file of another time can still be checked.
pub fn before(day: Date, count: u32) -> Date {
    let mut at = day;
    let mut left = count;
    while left > 0 {
        let Ok(earlier) = at.checked_sub(1.day()) else { return at };
        at = earlier;
        if is_working_day(at) {
            left -= 1;
        }
    }
    at
}

/// The first of the last `count` working days up to `day`, which is one of them if it is worked. So one working day up to a Friday is
/// that Friday, and up to a Sunday too.
pub fn last(count: u32, day: Date) -> Date {
    if count == 0 {
        return day;
    }
    before(day, if is_working_day(day) { count - 1 } else { count })
}

/// Whether councils of England work on `day`.
pub fn is_working_day(day: Date) -> bool {
    Calendar::england_and_wales().is_working_day(day).unwrap_or(!is_weekend(day))
}

/// Saturday or Sunday.
pub fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn bank_holidays_are_left_out_where_they_are_known() {
        assert_eq!(before(date(2023, 3, 31), 45), date(2023, 1, 27));
        assert_eq!(before(date(2024, 4, 2), 1), date(2024, 3, 28), "Easter");
        assert_eq!(before(date(1999, 4, 1), 1), date(1999, 3, 31));
        assert_eq!(before(date(2000, 4, 3), 1), date(2000, 3, 31));
        assert_eq!(last(45, date(2023, 3, 31)), date(2023, 1, 30));
        assert_eq!(last(1, date(2023, 4, 1)), date(2023, 3, 31), "a Saturday");
        assert_eq!(last(1, date(2022, 4, 1)), date(2022, 4, 1));
    }
}
