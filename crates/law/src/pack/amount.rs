//! An amount of time as a notice says it: "25 years", "1 working day", "4 working hours".

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// What an amount of time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Minutes by the clock.
    Minutes,
    /// Hours by the clock, day and night.
    Hours,
    /// Hours in which the office is open.
    WorkingHours,
    /// Days of the calendar, weekends included.
    Days,
    /// Days on which the office is open, bank holidays left out.
    WorkingDays,
    /// Weeks of seven days.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl Unit {
    const ALL: [Unit; 8] = [
        Unit::Minutes,
        Unit::Hours,
        Unit::WorkingHours,
        Unit::Days,
        Unit::WorkingDays,
        Unit::Weeks,
        Unit::Months,
        Unit::Years,
    ];

    /// Whether it is counted on a calendar, and not on a watch or in office hours.
    pub fn is_on_a_calendar(self) -> bool {
        matches!(self, Unit::Days | Unit::Weeks | Unit::Months | Unit::Years)
    }

    /// The word for one of them.
    pub fn singular(self) -> &'static str {
        match self {
            Unit::Minutes => "minute",
            Unit::Hours => "hour",
            Unit::WorkingHours => "working hour",
            Unit::Days => "day",
            Unit::WorkingDays => "working day",
            Unit::Weeks => "week",
            Unit::Months => "month",
            Unit::Years => "year",
        }
    }
}

/// An amount of time. Written and shown as words; [`super::Clock`] and [`super::Retention`] use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// How many; at least 1.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

impl Amount {
    /// Whether it is counted in minutes or hours, and not in whole days.
    pub fn is_in_hours(self) -> bool {
        matches!(self.unit, Unit::Minutes | Unit::Hours | Unit::WorkingHours)
    }

    /// About how many minutes it is, to tell which of two amounts is longer: a working day counts as a day, a month as 30
    /// days and a year as 365.
    pub fn rough_minutes(self) -> u64 {
        let each = match self.unit {
            Unit::Minutes => 1,
            Unit::Hours | Unit::WorkingHours => 60,
            Unit::Days | Unit::WorkingDays => 1_440,
            Unit::Weeks => 7 * 1_440,
            Unit::Months => 30 * 1_440,
            Unit::Years => 365 * 1_440,
        };
        u64::from(self.count) * each
    }

    /// Whether it is shorter than `other`, for amounts on a calendar: a month counts as 30 days and a year as 365, which
    /// is near enough to tell a mistake.
    pub fn is_shorter_than(self, other: Amount) -> bool {
        let days = |amount: Amount| {
            let each = match amount.unit {
                Unit::Weeks => 7,
                Unit::Months => 30,
                Unit::Years => 365,
                _ => 1,
            };
            u64::from(amount.count) * each
        };
        if self.unit == other.unit { self.count < other.count } else { days(self) < days(other) }
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.count, self.unit.singular())
    }
}

impl std::str::FromStr for Amount {
    type Err = String;

    fn from_str(text: &str) -> Result<Amount, String> {
        let wrong = || {
            format!(
                "‘{text}’ is not an amount of time, expected a number and a unit, such as \"1 working day\" or \"25 years\""
            )
        };
        let (count, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let count: u32 = count.parse().map_err(|_| wrong())?;
        let unit = unit.trim();
        let singular = unit.strip_suffix('s').unwrap_or(unit);
        let unit = Unit::ALL.into_iter().find(|known| known.singular() == singular).ok_or_else(wrong)?;
        if (1..=1_000).contains(&count) { Ok(Amount { count, unit }) } else { Err(wrong()) }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Amount, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_back_as_written() {
        for text in
            ["1 working day", "25 years", "4 working hours", "72 hours", "3 months", "1 week", "30 days"]
        {
            assert_eq!(text.parse::<Amount>().expect(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for text in
            ["", "years", "25", "0 days", "-1 days", "1 fortnight", "25years", "5000 years", "1 days days"]
        {
            assert!(text.parse::<Amount>().is_err(), "{text}");
        }
    }
}
