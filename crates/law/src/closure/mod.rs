//! Closing: what stands in the way, what is only pointed out, and what follows afterwards (promise P10).
//!
//! Work that ends says why, what changed for each need and who helps from now on. Nothing unfinished is left behind.

mod again;
mod blocks;
mod decision;
mod sustained;
#[cfg(test)]
mod tests;

pub use again::{AskedAgain, asked_again};
pub use blocks::{Block, BlockKind, Readiness, Remark, RemarkKind, readiness};
pub use decision::{ManagerDecision, ManagerProblem, check_decision};
pub use sustained::{AskedHow, CheckMade, Lasts, Sustained, sustained};

use jiff::civil::Date;

use crate::codes::code_enum;

code_enum! {
    /// Why work ends.
    pub enum ClosureReason {
        /// The family has what it needed.
        NeedsMet = "needs_met", "Needs are met";
        /// One service can do what is left.
        OneAgency = "one_agency", "One service can do what is left";
        /// Children's social care has taken over for good.
        SteppedUp = "stepped_up", "Children's social care has taken over";
        /// The family lives somewhere else.
        MovedAway = "moved_away", "The family moved to another council's area";
        /// The family does not want to go on.
        FamilyStopped = "family_stopped", "The family chose to stop";
        /// Nobody could be reached.
        NotReached = "not_reached", "The family could not be reached";
        /// The child is 18, or 25.
        CameOfAge = "came_of_age", "The child reached the age at which support ends";
        /// The same family has another record.
        Duplicate = "duplicate", "Duplicate of another record";
        /// The child has died.
        Died = "died", "The child has died";
    }
}

impl ClosureReason {
    /// The reason that a form's `closure.reason` gives (`law::form::typed`).
    pub fn of_form(code: &str) -> Option<Self> {
        Some(match code {
            "needs-met" => Self::NeedsMet,
            "single-service" => Self::OneAgency,
            "stepped-up" => Self::SteppedUp,
            "moved-away" => Self::MovedAway,
            "family-stopped" => Self::FamilyStopped,
            "could-not-engage" => Self::NotReached,
            "came-of-age" => Self::CameOfAge,
            "duplicate" => Self::Duplicate,
            "died" => Self::Died,
            _ => return None,
        })
    }

    /// Whether a child whom nobody has ever seen stands in the way. Where the family left, said no, could not be reached or
    /// a child has died, asking for it would keep the record open for ever.
    pub const fn expects_child_seen(self) -> bool {
        matches!(self, Self::NeedsMet | Self::OneAgency | Self::SteppedUp | Self::CameOfAge)
    }

    /// Whether there is work to look back on. A duplicate has none of its own.
    pub const fn has_work(self) -> bool {
        !matches!(self, Self::Duplicate)
    }
}

code_enum! {
    /// What became of a need.
    pub enum NeedOutcome {
        /// It is met.
        Achieved = "achieved", "Met";
        /// Something is better.
        Part = "part", "Met in part";
        /// Nothing is better.
        NotAchieved = "not_achieved", "Not met";
        /// It turned out not to be there.
        NotApplicable = "not_applicable", "Does not apply";
    }
}

impl NeedOutcome {
    /// The outcome that a form's `closure_need.outcome` gives.
    pub fn of_form(code: &str) -> Option<Self> {
        Some(match code {
            "achieved" => Self::Achieved,
            "partly" => Self::Part,
            "not-achieved" => Self::NotAchieved,
            "does-not-apply" => Self::NotApplicable,
            _ => return None,
        })
    }
}

/// Something on file that is not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id, for a link.
    pub id: String,
    /// What it is called, to follow "the": "case note that Felix began on 3 June 2026", or an action's words.
    pub title: String,
}

/// A child near the end of the work.
#[derive(Debug, Clone)]
pub struct ChildAtEnd {
    /// The child, by id.
    pub child: String,
    /// What the child is called.
    pub name: String,
    /// When somebody of the service last saw the child.
    pub last_seen: Option<Date>,
    /// Whether the child's view of the ending is there.
    pub has_view: bool,
}

/// A need at the end of the work.
#[derive(Debug, Clone)]
pub struct NeedAtEnd {
    /// Its id.
    pub id: String,
    /// The heading it stands under: "Housing".
    pub heading: String,
    /// What became of it.
    pub outcome: Option<NeedOutcome>,
}

/// Everything closing looks at.
#[derive(Debug, Clone, Default)]
pub struct ClosureFacts {
    /// Why work ends.
    pub reason: Option<ClosureReason>,
    /// The council the family moved to.
    pub moved_to: String,
    /// On how many occasions somebody tried to reach the family.
    pub attempts: usize,
    /// What was done and what changed, in words.
    pub summary: String,
    /// Who helps from now on, in words.
    pub who_helps_now: String,
    /// Notes, visits, reviews and forms that somebody began.
    pub drafts: Vec<Item>,
    /// Actions of the plan that are neither done nor dropped.
    pub open_actions: Vec<Item>,
    /// Assessments the manager has not signed.
    pub unsigned_assessments: Vec<Item>,
    /// Every child of the family.
    pub children: Vec<ChildAtEnd>,
    /// Every need found.
    pub needs: Vec<NeedAtEnd>,
    /// Whether the chronology has been brought up to date for the ending.
    pub chronology_is_current: bool,
    /// Whether addresses and relationships have been checked for the ending.
    pub details_are_checked: bool,
    /// When the parents or carers were last seen.
    pub parents_seen: Option<Date>,
    /// When the home was last seen.
    pub home_seen: Option<Date>,
}
