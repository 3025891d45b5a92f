//! Who is told of a decision, and the record of having told them or of why not.

use jiff::civil::Date;

use super::outcome::{Needs, Outcome};

/// Somebody to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Parents and carers, and the child as far as they understand.
    Family,
    /// Whoever asked.
    Referrer,
    /// The worker allocated to the open involvement.
    AllocatedWorker,
    /// The team that takes it on.
    ReceivingTeam,
    /// The agency or council it is passed to.
    ReceivingOrganisation,
}

impl Audience {
    /// "the family".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Family => "the family",
            Self::Referrer => "whoever asked",
            Self::AllocatedWorker => "the allocated worker",
            Self::ReceivingTeam => "the team taking this on",
            Self::ReceivingOrganisation => "the organisation it is passed to",
        }
    }
}

/// Who made the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Referrer {
    /// The family itself: told once, as the family.
    Family,
    /// Somebody known.
    Known,
    /// Somebody who gave no name: nobody to tell.
    Anonymous,
}

/// Everybody to be told of an outcome, or of whom it must be said why not. Working Together: whoever asked is told
/// within one working day; the family is told unless telling would put a child at risk.
pub fn must_tell(outcome: Outcome, referrer: Referrer) -> Vec<Audience> {
    let mut audience = vec![Audience::Family];
    if referrer == Referrer::Known {
        audience.push(Audience::Referrer);
    }
    match outcome.needs() {
        Needs::Team => audience.push(Audience::ReceivingTeam),
        Needs::OpenInvolvement => audience.push(Audience::AllocatedWorker),
        Needs::Council => audience.push(Audience::ReceivingOrganisation),
        Needs::Agency if outcome == Outcome::AnotherAgency => audience.push(Audience::ReceivingOrganisation),
        Needs::Agency | Needs::Nothing => {}
    }
    audience
}

/// How one audience was told, or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Telling {
    /// Told.
    Told {
        /// When.
        on: Date,
        /// How: "by phone".
        how: String,
        /// By whom.
        by: String,
    },
    /// Not told.
    NotTold {
        /// Why.
        why: String,
    },
}

/// Why a record of telling was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TellingProblem {
    /// The date lies ahead.
    #[error("The date they were told must be today or in the past")]
    Future,
    /// The date lies before the decision.
    #[error("They cannot have been told before the decision was made")]
    BeforeDecision,
    /// How is missing.
    #[error("Enter how they were told")]
    How,
    /// By whom is missing.
    #[error("Enter who told them")]
    By,
    /// Why not is missing.
    #[error("Enter why they were not told")]
    WhyNot,
}

/// Checks a record of telling of a decision made on `decided_on`.
pub fn check_telling(telling: &Telling, decided_on: Date, today: Date) -> Result<(), TellingProblem> {
    match telling {
        Telling::Told { on, .. } if *on > today => Err(TellingProblem::Future),
        Telling::Told { on, .. } if *on < decided_on => Err(TellingProblem::BeforeDecision),
        Telling::Told { how, .. } if how.trim().is_empty() => Err(TellingProblem::How),
        Telling::Told { by, .. } if by.trim().is_empty() => Err(TellingProblem::By),
        Telling::NotTold { why } if why.trim().is_empty() => Err(TellingProblem::WhyNot),
        _ => Ok(()),
    }
}
