//! Who may do what with whose record (promise P80): one decision, with its reason in words.
//!
//! The facts come in, a [`Decision`] comes out; nothing here looks anything up. Rules are tried in the order of
//! [`decide`], hardest first: a sealed record does not exist, nobody opens their own or their kin's record, some roles
//! never see casework, a restricted record opens only to those named. What is left needs a grant or a stated reason.

mod facts;
mod rules;
mod words;

pub use facts::{
    Action, Actor, Circumstances, EMERGENCY_HOURS, Grant, GrantKind, Holder, PersonFacts, PersonState,
    RestrictionCategory, Role, TASK_DAYS,
};
pub use rules::decide;

use jiff::Timestamp;

/// The answer to "may this actor do this with this person's record?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Permit {
        /// What makes it right. Kept with the access event.
        basis: Basis,
        /// When it stops being right, if it does.
        until: Option<Timestamp>,
    },
    /// No.
    Refuse {
        /// Why.
        why: Why,
    },
}

/// What makes an access right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// The job itself: searching, and working the duty desk's requests.
    Role(Role),
    /// A grant that casework gave.
    Grant {
        /// Its kind.
        kind: GrantKind,
        /// The event that gave it, in words.
        source: String,
    },
    /// Duty work, for the reason stated.
    StatedReason(String),
    /// Named on the restriction.
    NamedOnRestriction,
    /// Somebody may be in danger, for the reason stated. The line manager and the data protection officer are told.
    Emergency(String),
}

/// Why an access is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// As far as the actor may know, there is no such record.
    NotFound,
    /// There is a record, and nothing more may be said than whom to ask.
    RecordExists {
        /// Whom to ask.
        contact: String,
    },
    /// The actor's own record.
    OwnRecord,
    /// A relative's record.
    KinRecord,
    /// The actor's role never does this.
    RoleNever,
    /// Nothing about this person has been given to the actor or a team of theirs.
    NoGrant,
    /// Duty work that needs a stated reason first.
    ReasonNeeded,
}

impl Decision {
    /// Whether the answer is yes.
    pub const fn is_permitted(&self) -> bool {
        matches!(self, Self::Permit { .. })
    }
}

#[cfg(test)]
mod tests;
