//! `clocks.toml`: how long the council gives itself.

use serde::{Deserialize, Serialize};

use super::{Amount, Council, Key, Unit, problem::Problems};
use crate::clocks as rule;

/// The clocks that Kith's own pages read. A pack without one of them is refused.
pub const NEEDED: [&str; 7] = [
    "request-decision",
    "rag-red",
    "rag-amber",
    "rag-green",
    "warning-note-review",
    "draft-expiry",
    "return-code-expiry",
];

/// All clocks of the council.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// Each clock.
    pub clock: Vec<Clock>,
}

/// One clock: from an event, so long, until another event.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// The clock's id.
    pub id: Key,
    /// What must be done, in words for a worklist.
    pub name: String,
    /// How long there is.
    pub limit: Amount,
    /// The event that starts it.
    pub starts: String,
    /// The event that stops it.
    pub until: String,
    /// True when the day of the event is day one, false when it is day nought. Councils differ.
    pub counts_start_day: bool,
    /// Whether a late finish must be explained.
    #[serde(default)]
    pub late_reason: bool,
    /// Why the limit is what it is: guidance or the council's own choice.
    pub why: String,
}

impl Clock {
    /// The clock as [`crate::clocks`] runs it, in this council's office hours.
    pub fn rule(&self, council: &Council) -> rule::Clock {
        let (amount, unit) = match self.limit.unit {
            Unit::WorkingDays => (self.limit.count, rule::Unit::WorkingDays),
            Unit::WorkingHours => (self.limit.count, rule::Unit::WorkingHours),
            Unit::Hours => (self.limit.count, rule::Unit::CalendarHours),
            // A part of an hour counts as an hour: the engine counts whole ones. Codes are timed by `seconds`.
            Unit::Minutes => (self.limit.count.div_ceil(60), rule::Unit::CalendarHours),
            Unit::Days => (self.limit.count, rule::Unit::CalendarDays),
            Unit::Weeks => (self.limit.count * 7, rule::Unit::CalendarDays),
            Unit::Months => (self.limit.count, rule::Unit::Months),
            Unit::Years => (self.limit.count * 12, rule::Unit::Months),
        };
        let office = council.hours();
        let hours = rule::OfficeHours { opens: office.opens, closes: office.closes };
        rule::Clock {
            start_inclusive: self.counts_start_day,
            calendar: office.bank_holidays,
            office_hours: hours,
            ..rule::Clock::of(amount, unit)
        }
    }

    /// The limit in seconds, for limits in minutes, hours, days and weeks that nobody counts on a calendar.
    pub fn seconds(&self) -> Option<u64> {
        let each = match self.limit.unit {
            Unit::Minutes => 60,
            Unit::Hours => 3_600,
            Unit::Days => 86_400,
            Unit::Weeks => 604_800,
            Unit::WorkingHours | Unit::WorkingDays | Unit::Months | Unit::Years => return None,
        };
        Some(u64::from(self.limit.count) * each)
    }
}

impl Clocks {
    /// The clock `id`, if there is one. Every clock in [`NEEDED`] is there once a pack has loaded.
    pub fn get(&self, id: &str) -> Option<&Clock> {
        self.clock.iter().find(|clock| clock.id == *id)
    }

    pub(super) fn check(&self, problems: &mut Problems<'_>) {
        problems.no_twins("clock", self.clock.iter().map(|clock| &clock.id));
        for wanted in ["draft-expiry", "return-code-expiry"] {
            if let Some(clock) = self.get(wanted)
                && clock.seconds().is_none()
            {
                let message = format!("‘{wanted}’ is given in {}s", clock.limit.unit.singular());
                problems.at(&clock.id, message, "give it in minutes, hours, days or weeks");
            }
        }
        for wanted in NEEDED {
            if self.get(wanted).is_none() {
                problems.at_byte(
                    0,
                    format!("there is no clock ‘{wanted}’"),
                    "Kith needs it; add a [[clock]]",
                );
            }
        }
    }
}
