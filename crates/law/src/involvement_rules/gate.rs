//! The ages between which a service is shown.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::age;
use crate::date_of_birth::DateOfBirth;

/// From an age, and where there is an end up to and including an age, in whole years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ages {
    /// Shown from the birthday on which somebody reaches this age.
    pub from_age: u16,
    /// Shown until the day before the birthday after this age.
    #[serde(default)]
    pub to_age: Option<u16>,
}

/// Whether a service is shown for somebody on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// It is.
    Shown,
    /// Not yet: too young, or not born.
    TooYoung,
    /// No longer: too old.
    TooOld,
    /// What is known of their birth leaves it open. Shown as "cannot tell", never as a yes or a no.
    AgeNotKnown,
}

impl Ages {
    /// Whether somebody born then is between these ages on `today`.
    pub fn gate(self, birth: &DateOfBirth, today: Date) -> Gate {
        if birth.is_expected() {
            return Gate::TooYoung;
        }
        let Some((earliest, latest)) = birth.bounds() else { return Gate::AgeNotKnown };
        let (oldest, youngest) = (age::years(earliest, today), age::years(latest, today));
        let is_past = |age| self.to_age.is_some_and(|last| age > last);
        if oldest < self.from_age {
            Gate::TooYoung
        } else if is_past(youngest) {
            Gate::TooOld
        } else if youngest >= self.from_age && !is_past(oldest) {
            Gate::Shown
        } else {
            Gate::AgeNotKnown
        }
    }

    /// "from 16", "from 4 to 20".
    pub fn in_words(self) -> String {
        match self.to_age {
            Some(last) => format!("from {} to {last}", self.from_age),
            None => format!("from {}", self.from_age),
        }
    }
}
