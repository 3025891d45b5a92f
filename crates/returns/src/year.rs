//! The year a return is about: 1 April to 31 March.

use jiff::civil::{Date, date};

/// A collection year, named by the year it begins in: `CollectionYear::of(2026)` is 2026-27.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CollectionYear(i16);

impl CollectionYear {
    /// The first year whose rules are known here.
    pub const FIRST: Self = Self(2022);
    /// The last one, whose specification was published in November 2025.
    pub const LAST: Self = Self(2026);

    /// The year that begins on 1 April of `year`.
    pub const fn of(year: i16) -> Self {
        Self(year)
    }

    /// The year a day falls in.
    pub fn holding(day: Date) -> Self {
        Self(if day.month() >= 4 { day.year() } else { day.year() - 1 })
    }

    /// From `2026-27`, `2026/27` or `2026_27`; `None` for anything else.
    pub fn parse(typed: &str) -> Option<Self> {
        let (first, second) = typed.trim().split_once(['-', '/', '_'])?;
        let year: i16 = first.parse().ok().filter(|it| (2000..2100).contains(it))?;
        let next: i16 = second.parse().ok()?;
        (second.len() == 2 && next == (year + 1) % 100).then_some(Self(year))
    }

    /// All whose rules are known, first to last.
    pub fn known() -> impl Iterator<Item = Self> {
        (Self::FIRST.0..=Self::LAST.0).map(Self)
    }

    /// This year where its rules are known, otherwise the nearest that is.
    pub fn nearest_known(self) -> Self {
        self.clamp(Self::FIRST, Self::LAST)
    }

    /// The year before.
    pub fn before(self) -> Self {
        Self(self.0 - 1)
    }

    /// 1 April.
    pub fn first_day(self) -> Date {
        date(self.0, 4, 1)
    }

    /// 31 March.
    pub fn last_day(self) -> Date {
        date(self.0 + 1, 3, 31)
    }
}

impl std::fmt::Display for CollectionYear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1) % 100)
    }
}

/// From which year to which something is in force, both included. `None` is no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    /// The first.
    pub first: Option<CollectionYear>,
    /// The last.
    pub last: Option<CollectionYear>,
}

impl Years {
    /// Always.
    pub const ALL: Self = Self { first: None, last: None };

    /// From the year that begins in `year` on.
    pub const fn since(year: i16) -> Self {
        Self { first: Some(CollectionYear::of(year)), last: None }
    }

    /// Until and with the year that begins in `year`.
    pub const fn until(year: i16) -> Self {
        Self { first: None, last: Some(CollectionYear::of(year)) }
    }

    /// Whether `year` is one of them.
    pub fn hold(self, year: CollectionYear) -> bool {
        self.first.is_none_or(|first| first <= year) && self.last.is_none_or(|last| year <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_by_both_years() {
        assert_eq!(CollectionYear::parse("2026-27"), Some(CollectionYear::of(2026)));
        assert_eq!(CollectionYear::parse("2025_26"), Some(CollectionYear::of(2025)));
        assert_eq!(CollectionYear::parse("2026-28"), None);
        assert_eq!(CollectionYear::parse("2026"), None);
        assert_eq!(CollectionYear::of(2026).to_string(), "2026-27");
        assert_eq!(CollectionYear::holding(date(2027, 3, 31)), CollectionYear::of(2026));
        assert_eq!(CollectionYear::holding(date(2027, 4, 1)), CollectionYear::of(2027));
    }
}
