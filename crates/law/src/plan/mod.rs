//! Plans: outcomes a family wants, actions that lead there, how they get on, and who may have the plan (promise P06).
//!
//! Nothing here stops a worker: a plan can be saved as it is, and says what would make it better.

mod distribution;
mod drift;
mod lint;
mod sending;
mod services;
mod trend;
mod verbs;

#[cfg(test)]
mod tests;

pub use distribution::{
    Copies, Member, Override, OverrideGround, OverrideProblem, Preference, Receives, distribution,
};
pub(crate) use drift::after;
pub use drift::{Drift, DriftKind, ReviewFacts, drift};
pub use lint::{Place, Warning, WarningKind, lint};
pub use sending::{DayProblem, How, day_problem};
pub use services::{is_meant, is_named, is_same_name, kinds_of_service, may_be_meant};
pub use trend::{Scored, Trend, score_from, trend, trends};

use jiff::civil::Date;

use crate::codes::code_enum;

code_enum! {
    /// How an action stands.
    pub enum ActionStatus {
        /// Nobody has begun.
        NotStarted = "not_started", "Not started";
        /// Begun, and in time.
        OnTrack = "on_track", "On track";
        /// Done.
        Done = "done", "Done";
        /// Not done by its day.
        Late = "late", "Late";
        /// Given up, with the reason.
        Dropped = "dropped", "Dropped";
    }
}

impl ActionStatus {
    /// Whether somebody still has to do it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotStarted | Self::OnTrack | Self::Late)
    }
}

/// What a family wants to be different.
#[derive(Debug, Clone, Default)]
pub struct PlannedOutcome {
    /// Its id.
    pub id: String,
    /// What is to be different.
    pub text: String,
    /// For whom: ids of people.
    pub for_whom: Vec<String>,
    /// How they will know.
    pub measure: String,
    /// The score now, 0 to 10.
    pub baseline: Option<u8>,
    /// The score hoped for, 0 to 10. Lower than the baseline where less is better.
    pub target: Option<u8>,
}

/// What somebody does.
#[derive(Debug, Clone)]
pub struct PlannedAction {
    /// Its id.
    pub id: String,
    /// What exactly.
    pub text: String,
    /// The outcome it leads to, by id.
    pub outcome: Option<String>,
    /// Who: a member of the family or a professional, as written.
    pub owner: String,
    /// By when.
    pub by: Option<Date>,
    /// What was typed where the day should be: "ongoing".
    pub by_as_typed: String,
    /// How it stands.
    pub status: ActionStatus,
}

/// A plan as it stands.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Whom it is for: the members of the family in it, by name.
    pub family: Vec<String>,
    /// What they want.
    pub outcomes: Vec<PlannedOutcome>,
    /// What is done.
    pub actions: Vec<PlannedAction>,
    /// When it is reviewed next.
    pub review_on: Option<Date>,
}
