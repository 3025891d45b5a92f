//! When a service is there.

mod by_day;
mod words;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

pub use by_day::{Day, days, month_days};
pub use words::in_words;

/// One rule of when a service is there: the part of iCalendar's recurrence rules (RFC 5545) that Open Referral UK uses.
/// Times are those of the clock on the wall; feeds that write a zone mean the same clock.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Schedule {
    /// Weekly or monthly; `None` if the rule does not say.
    pub repeats: Option<Repeats>,
    /// Every how many weeks or months; at least 1.
    pub every: Option<u8>,
    /// Days of the week, from Monday on.
    pub days: Vec<Day>,
    /// Days of the month; negative ones count from its end (-1 is the last).
    pub month_days: Vec<i8>,
    /// When it opens.
    pub opens: Option<Time>,
    /// When it closes.
    pub closes: Option<Time>,
    /// The first day of this rule.
    pub from: Option<Date>,
    /// The last day of this rule.
    pub to: Option<Date>,
    /// A day on which it takes place: which of two weeks a fortnightly session falls in.
    pub starts: Option<Date>,
    /// What the publisher says about it.
    pub description: Option<String>,
    /// How to attend, such as in person or online.
    pub attending: Option<String>,
    /// Anything else.
    pub notes: Option<String>,
    /// Where to see or book single sessions: an `http` or `https` address.
    pub link: Option<String>,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repeats {
    /// Each week, or each few.
    Weekly,
    /// Each month, or each few.
    Monthly,
}
