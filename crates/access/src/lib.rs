//! Who may do what with whose record (promise P80): one decision, with its reason in words.
//!
//! The facts come in, a [`Decision`] comes out; nothing here looks anything up or reads a clock. What is decided is
//! written in the policies of the folder `access/` at the top of the repository, for information governance officers to
//! read; here they are checked against their schema, asked ([Cedar](https://docs.rs/cedar-policy)) and their answer put
//! into words. Everything is closed unless a policy opens it, a policy that forbids beats any that permits, and a policy
//! that cannot be evaluated closes the record.

mod answer;
mod asking;
mod decide;
mod facts;
mod meaning;
mod policies;
mod words;

pub use answer::{Answer, answer};
pub use decide::{check, decide};
pub use facts::{
    Action, Actor, Circumstances, EMERGENCY_HOURS, Grant, GrantKind, Holder, INVOLVEMENT_DAYS, PersonFacts,
    PersonState, REVIEW_DAYS, RestrictionCategory, Role, STATED_REASON_HOURS, SealedOpening, TASK_DAYS,
    review_due,
};
pub use policies::{FILES, Policies, Problem, SCHEMA};

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
    /// A sealed record that two people opened.
    SealedOpening {
        /// The account that approved it.
        approved_by: String,
    },
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
    /// The actor's training in data protection has run out.
    TrainingExpired,
    /// The actor's role never does this.
    RoleNever,
    /// Nothing about this person has been given to the actor or a team of theirs.
    NoGrant,
    /// Duty work that needs a stated reason first.
    ReasonNeeded,
    /// It would be allowed if the actor had just used their second factor.
    StepUpNeeded,
    /// The policies could not be evaluated: nobody gets in until they can be.
    PolicyFailed,
}

impl Decision {
    /// Whether the answer is yes.
    pub const fn is_permitted(&self) -> bool {
        matches!(self, Self::Permit { .. })
    }
}
