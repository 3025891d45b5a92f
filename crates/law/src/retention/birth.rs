//! What is known of a birth, for counting from.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::date_of_birth::DateOfBirth;

/// A birth as retention needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Birth {
    /// The day is known.
    On(Date),
    /// Only known roughly. A period counts from the last day it can have been, so that nothing goes early.
    Between(Date, Date),
    /// Not born yet.
    Expected(Date),
    /// Not known.
    #[default]
    Unknown,
}

impl Birth {
    /// The first and the last day it can have been, if the person is born and anything is known.
    pub fn bounds(self) -> Option<(Date, Date)> {
        match self {
            Birth::On(day) => Some((day, day)),
            Birth::Between(first, last) => Some((first, last)),
            Birth::Expected(_) | Birth::Unknown => None,
        }
    }
}

impl From<DateOfBirth> for Birth {
    fn from(known: DateOfBirth) -> Birth {
        match (known, known.bounds()) {
            (DateOfBirth::Exact { date }, _) => Birth::On(date),
            (DateOfBirth::Expected { date }, _) => Birth::Expected(date),
            (_, Some((first, last))) => Birth::Between(first, last),
            (_, None) => Birth::Unknown,
        }
    }
}

/// `"2012-07-10"`, `"2012-07"` or `"2012"` when only that is known, `"expected 2027-03-01"`, `"unknown"`.
impl std::str::FromStr for Birth {
    type Err = String;

    fn from_str(text: &str) -> Result<Birth, String> {
        let wrong = || {
            format!(
                "‘{text}’ is not a birth, expected 2012-07-10, 2012-07 or 2012 when only that is known, \
                 \"expected 2027-03-01\" or \"unknown\""
            )
        };
        if text == "unknown" {
            return Ok(Birth::Unknown);
        }
        if let Some(day) = text.strip_prefix("expected ") {
            return day.parse().map(Birth::Expected).map_err(|_| wrong());
        }
        let parts: Vec<&str> = text.split('-').collect();
        let first_of =
            |year: &str, month: &str| format!("{year}-{month}-01").parse::<Date>().map_err(|_| wrong());
        match parts[..] {
            [year] => {
                let first = first_of(year, "01")?;
                Ok(Birth::Between(first, first.last_of_year()))
            }
            [year, month] => {
                let first = first_of(year, month)?;
                Ok(Birth::Between(first, first.last_of_month()))
            }
            _ => text.parse().map(Birth::On).map_err(|_| wrong()),
        }
    }
}

impl std::fmt::Display for Birth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Birth::On(day) => write!(f, "{day}"),
            Birth::Between(first, last)
                if (first.month(), first.day()) == (1, 1) && *last == first.last_of_year() =>
            {
                write!(f, "{:04}", first.year())
            }
            Birth::Between(first, _) => write!(f, "{:04}-{:02}", first.year(), first.month()),
            Birth::Expected(day) => write!(f, "expected {day}"),
            Birth::Unknown => f.write_str("unknown"),
        }
    }
}

impl<'de> Deserialize<'de> for Birth {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Birth, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

impl Serialize for Birth {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
