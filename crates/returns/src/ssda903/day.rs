//! One cell with a date, as a number.

use std::cmp::Ordering;

use jiff::civil::Date;

/// A cell with a date: blank, a day, a day known in part (`ZZ/05/2019`), or something that is none of these.
///
/// Comparisons are only ever true of two days: whatever is blank or cannot be read is neither before nor after nor the
/// same as anything, so that a rule about dates leaves to the rule about validity what is that rule's. [`Day::same`] asks
/// whether two cells say the same.
#[derive(Clone, Copy, Debug)]
pub struct Day(i64);

const BLANK: i64 = i64::MIN;
const PART: i64 = 1 << 60;
const BAD: i64 = 1 << 61;

impl Default for Day {
    fn default() -> Day {
        Day(BLANK)
    }
}

impl Day {
    /// Nothing was given.
    pub const BLANK: Day = Day(BLANK);

    /// Reads `dd/mm/yyyy` or `yyyy-mm-dd`, with or without a time behind it.
    pub fn read(cell: &str) -> Day {
        let cell = cell.trim();
        if cell.is_empty() {
            return Day(BLANK);
        }
        let bytes = cell.as_bytes();
        if let Some(day) = numbers(bytes) {
            return day;
        }
        let mark = if in_part(bytes) { PART } else { BAD };
        Day(mark | (hash(bytes) & (PART - 1)))
    }

    /// This day of the calendar.
    pub fn of(date: Date) -> Day {
        Day(days(i64::from(date.year()), i64::from(date.month()), i64::from(date.day())))
    }

    /// This day: for dates in rules. An impossible one is blank.
    pub const fn ymd(year: i64, month: i64, day: i64) -> Day {
        Day(days(year, month, day))
    }

    /// Was anything written here?
    pub const fn given(self) -> bool {
        self.0 != BLANK
    }

    /// Was nothing written here?
    pub const fn blank(self) -> bool {
        self.0 == BLANK
    }

    /// Is it a day?
    pub const fn valid(self) -> bool {
        self.0 != BLANK && self.0 < PART
    }

    /// Was something written here that is not a day, not even in part? (`is_part` is not asked for most dates.)
    pub const fn bad(self) -> bool {
        self.0 != BLANK && self.0 >= PART
    }

    /// Is part of the date given as unknown: `ZZ/ZZ/2019`?
    pub const fn in_part(self) -> bool {
        self.0 != BLANK && self.0 >= PART && self.0 < BAD
    }

    /// Do two cells say the same, whether or not it is a date?
    pub const fn same(self, other: Day) -> bool {
        self.0 == other.0
    }

    /// The day so many days later; negative for earlier.
    pub const fn plus_days(self, count: i64) -> Day {
        if self.valid() { Day(self.0 + count) } else { self }
    }

    /// The birthday so many years later. Of 29 February, 28 February in other years.
    pub const fn plus_years(self, count: i64) -> Day {
        if !self.valid() {
            return self;
        }
        let (year, month, day) = civil(self.0);
        let leapless = month == 2 && day == 29 && !leap(year + count);
        Day(days(year + count, month, if leapless { 28 } else { day }))
    }

    /// Days from the other to this one.
    pub const fn since(self, earlier: Day) -> Option<i64> {
        if self.valid() && earlier.valid() { Some(self.0 - earlier.0) } else { None }
    }

    /// The year.
    pub const fn year(self) -> Option<i64> {
        if self.valid() { Some(civil(self.0).0) } else { None }
    }

    /// Completed years from this birth to that day.
    pub fn age_on(self, day: Day) -> Option<i64> {
        let years = day.year()? - self.year()?;
        Some(if self.plus_years(years) <= day { years } else { years - 1 })
    }

    /// What stands for a cell that is no date among the long texts of a return.
    pub(super) const fn as_key(self) -> super::text::Text {
        super::text::Text::of_date(self.0)
    }

    /// Not known to be before the other: later, the same, or one of them is no day.
    pub fn not_before(self, other: Day) -> bool {
        self.partial_cmp(&other) != Some(Ordering::Less)
    }

    /// Not known to be after the other: earlier, the same, or one of them is no day.
    pub fn not_after(self, other: Day) -> bool {
        self.partial_cmp(&other) != Some(Ordering::Greater)
    }

    /// Not known to be on or after the other: earlier, or one of them is no day.
    pub fn not_since(self, other: Day) -> bool {
        self.partial_cmp(&other).is_none_or(Ordering::is_lt)
    }

    /// A number that sorts days in order, with whatever is none behind them.
    pub(super) const fn order(self) -> i64 {
        if self.valid() { self.0 } else { i64::MAX }
    }
}

impl PartialEq for Day {
    fn eq(&self, other: &Day) -> bool {
        self.valid() && self.0 == other.0
    }
}

impl PartialOrd for Day {
    fn partial_cmp(&self, other: &Day) -> Option<Ordering> {
        (self.valid() && other.valid()).then(|| self.0.cmp(&other.0))
    }
}

/// As `dd/mm/yyyy`; what is no day is empty.
impl std::fmt::Display for Day {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.valid() {
            return Ok(());
        }
        let (year, month, day) = civil(self.0);
        write!(out, "{day:02}/{month:02}/{year:04}")
    }
}

fn numbers(bytes: &[u8]) -> Option<Day> {
    // A spreadsheet's midnight behind the date says nothing more.
    let date = bytes.split(|byte| *byte == b' ' || *byte == b'T').next()?;
    let mark = *date.iter().find(|byte| !byte.is_ascii_digit())?;
    let mut parts = date.split(|byte| *byte == mark);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = match (mark, first.len(), third.len()) {
        (b'/', 1 | 2, 4) => (third, second, first),
        (b'-', 4, 2) => (first, second, third),
        _ => return None,
    };
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let last = match month {
        2 => 28 + i64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1..=last).contains(&day) && year > 0).then(|| Day(days(year, month, day)))
}

fn number(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))
}

fn in_part(bytes: &[u8]) -> bool {
    let mut parts = bytes.split(|byte| *byte == b'/');
    let (Some(day), Some(month), Some(year), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let part = |part: &[u8], unknown: &[u8], most: i64| {
        part == unknown
            || part.len() == unknown.len() && number(part).is_some_and(|part| (1..=most).contains(&part))
    };
    bytes.contains(&b'Z') && part(day, b"ZZ", 31) && part(month, b"ZZ", 12) && part(year, b"ZZZZ", 9999)
}

fn hash(bytes: &[u8]) -> i64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64 as i64, |hash, byte| {
        (hash ^ i64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

const fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days since 1 January 1970 (Howard Hinnant's arithmetic for the Gregorian calendar, of years after Christ).
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year / 400;
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

const fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + if month <= 2 { 1 } else { 0 }, month, date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_both_forms_and_nothing_else_is_a_date() {
        assert!(Day::read("31/03/2026") == Day::read("2026-03-31"));
        assert!(Day::read("1/4/2000") == Day::ymd(2000, 4, 1) && Day::read("2020-01-02 00:00:00").valid());
        for bad in
            ["38/04/2019", "01/01/19", "31/02/2018", "3rd Dec 1873", "2000/12/10", "o2/04/2025", "29/02/2025"]
        {
            assert!(Day::read(bad).bad() && !Day::read(bad).in_part(), "{bad}");
        }
        assert!(Day::read("ZZ/ZZ/ZZZZ").in_part() && Day::read("05/ZZ/2020").in_part());
        assert!(!Day::read("ZZ/ZZ/ZZ").in_part() && !Day::read("xx/10/2011").in_part());
        assert!(Day::read("").blank());
    }

    #[test]
    fn only_days_compare() {
        let (blank, bad, day) = (Day::BLANK, Day::read("soon"), Day::ymd(2020, 1, 1));
        assert!(blank != blank && bad != bad);
        assert!(blank.partial_cmp(&day).is_none() && day.partial_cmp(&bad).is_none());
        assert!(bad.same(Day::read("soon")) && !bad.same(Day::read("later")) && blank.same(Day::read(" ")));
    }

    #[test]
    fn every_day_of_three_centuries_is_counted_as_the_calendar_counts() {
        let mut date = Date::constant(1850, 1, 1);
        while date.year() < 2150 {
            let day = Day::of(date);
            assert_eq!(day.to_string(), date.strftime("%d/%m/%Y").to_string());
            assert_eq!(Day::read(&day.to_string()).since(day), Some(0));
            date = date.tomorrow().unwrap();
        }
        assert!(Day::ymd(2004, 2, 29).plus_years(18) == Day::ymd(2022, 2, 28));
        assert_eq!(Day::ymd(2004, 4, 1).age_on(Day::ymd(2022, 3, 31)), Some(17));
        assert_eq!(Day::ymd(2004, 3, 31).age_on(Day::ymd(2022, 3, 31)), Some(18));
    }
}
