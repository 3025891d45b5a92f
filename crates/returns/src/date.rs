//! A cell that holds a date: as ISO (`2027-03-31`) or as people write it (`31/03/2027`).

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// A date, or none: missing, or one that could not be read (which the reader reports by line).
///
/// Comparisons are false where either side is missing, as the rules say it: "where present, must be on or after …".
/// So there is no `<` on purpose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct When(Option<Date>);

impl From<Date> for When {
    fn from(date: Date) -> Self {
        Self(Some(date))
    }
}

impl From<Option<Date>> for When {
    fn from(date: Option<Date>) -> Self {
        Self(date)
    }
}

impl When {
    /// No date.
    pub const MISSING: Self = Self(None);

    /// The date, if there is one.
    pub fn get(self) -> Option<Date> {
        self.0
    }

    /// Whether there is a date.
    pub fn present(self) -> bool {
        self.0.is_some()
    }

    /// Whether there is no date.
    pub fn missing(self) -> bool {
        self.0.is_none()
    }

    /// Both are present, and this one is earlier.
    pub fn before(self, other: impl Into<When>) -> bool {
        matches!((self.0, other.into().0), (Some(this), Some(other)) if this < other)
    }

    /// Both are present, and this one is later.
    pub fn after(self, other: impl Into<When>) -> bool {
        matches!((self.0, other.into().0), (Some(this), Some(other)) if this > other)
    }

    /// Both are present, and this one is the same day or later.
    pub fn on_or_after(self, other: impl Into<When>) -> bool {
        matches!((self.0, other.into().0), (Some(this), Some(other)) if this >= other)
    }

    /// Both are present, and this one is the same day or earlier.
    pub fn on_or_before(self, other: impl Into<When>) -> bool {
        matches!((self.0, other.into().0), (Some(this), Some(other)) if this <= other)
    }

    /// Both are present and the same day.
    pub fn same_day(self, other: impl Into<When>) -> bool {
        matches!((self.0, other.into().0), (Some(this), Some(other)) if this == other)
    }

    /// Present and from `first` to `last`, both of them included.
    pub fn within(self, first: Date, last: Date) -> bool {
        self.0.is_some_and(|it| first <= it && it <= last)
    }

    /// The date so much later (earlier, for a negative span); none where there is none or it leaves the calendar.
    pub fn plus(self, span: Span) -> Self {
        Self(self.0.and_then(|it| it.checked_add(span).ok()))
    }

    /// So many days later; earlier, when negative.
    pub fn plus_days(self, days: i32) -> Self {
        self.plus(days.days())
    }

    /// So many years later. 29 February becomes 28 February in a year that has none.
    pub fn plus_years(self, years: i16) -> Self {
        self.plus(years.years())
    }

    /// This date, or `other` where there is none.
    pub fn or(self, other: impl Into<When>) -> Self {
        Self(self.0.or(other.into().0))
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Some(it) => write!(f, "{:02}/{:02}/{:04}", it.day(), it.month(), it.year()),
            None => Ok(()),
        }
    }
}

/// Reads a date: `2027-03-31`, `31/03/2027`, `31-03-2027` or `31.03.2027`, with a time of day after it or not.
///
/// Blank is `Ok(None)`; what is not a date of the calendar is `Err`, and the caller says where it stood. Day comes before month
/// always: this is England. A year has four digits, for a year of two could be a birth or a death.
pub fn read(typed: &str) -> Result<Option<Date>, NotADate> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let day = typed.split(['T', ' ']).next().unwrap_or(typed);
    let mut parts = day.split(['-', '/', '.']);
    let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(NotADate);
    };
    let (year, month, day) = match (a.len(), b.len(), c.len()) {
        (4, 1..=2, 1..=2) => (a, b, c),
        (1..=2, 1..=2, 4) => (c, b, a),
        _ => return Err(NotADate),
    };
    Date::new(digits(year)?, digits(month)? as i8, digits(day)? as i8).map(Some).map_err(|_| NotADate)
}

/// A cell's text is no date of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date")]
pub struct NotADate;

fn digits(text: &str) -> Result<i16, NotADate> {
    if !text.bytes().all(|it| it.is_ascii_digit()) {
        return Err(NotADate);
    }
    text.parse().map_err(|_| NotADate)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn both_spellings_and_no_guesses() {
        assert_eq!(read("2027-03-31"), Ok(Some(date(2027, 3, 31))));
        assert_eq!(read(" 31/03/2027 "), Ok(Some(date(2027, 3, 31))));
        assert_eq!(read("1/4/2027"), Ok(Some(date(2027, 4, 1))));
        assert_eq!(read("17-06-2021"), Ok(Some(date(2021, 6, 17))));
        assert_eq!(read("2027-03-31T00:00:00"), Ok(Some(date(2027, 3, 31))));
        assert_eq!(read("31/03/2027 00:00"), Ok(Some(date(2027, 3, 31))));
        assert_eq!(read("  "), Ok(None));
        for bad in [
            "31/03/27",
            "30/02/2027",
            "03/31/2027",
            "soon",
            "2027-3",
            "-1-01-2027",
            "+1/02/2027",
            "2027-03-31-1",
        ] {
            assert_eq!(read(bad), Err(NotADate), "{bad}");
        }
    }

    #[test]
    fn what_is_missing_is_neither_before_nor_after() {
        let some = When::from(date(2027, 1, 1));
        assert!(!some.before(When::MISSING) && !some.after(When::MISSING) && !When::MISSING.before(some));
        assert!(some.on_or_after(some) && some.on_or_before(some) && !some.before(some));
    }
}
