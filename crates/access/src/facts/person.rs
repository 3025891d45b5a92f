//! What is known about the person whose record it is.

use jiff::Timestamp;
use law::code_enum;

use super::{Grant, Holder};

code_enum! {
    /// Why a record is restricted.
    pub enum RestrictionCategory {
        /// An employee, a councillor or one of their relatives.
        Staff = "staff", "Staff member or their relative";
        /// Adoption planned or made.
        Adoption = "adoption", "Adoption";
        /// In the public eye.
        HighProfile = "high_profile", "High profile";
        /// A place of refuge or another risk if found.
        HighRisk = "high_risk", "High risk";
        /// A child has died or a serious incident is reviewed.
        SeriousIncident = "serious_incident", "Serious incident review";
    }
}

/// How closed a record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonState {
    /// Open to whoever has a grant or a reason.
    Open,
    /// Open only to those named.
    Restricted {
        /// Why.
        category: RestrictionCategory,
        /// Who may open it.
        named: Vec<Holder>,
        /// Whom anybody else is told to ask.
        contact: String,
    },
    /// Closed by a court or by adoption: nobody learns that it exists.
    Sealed,
}

/// Two people said that a sealed record is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedOpening {
    /// The account that asked, and may read for four hours.
    pub asked_by: String,
    /// The account that approved: somebody else.
    pub approved_by: String,
    /// When it was approved.
    pub since: Timestamp,
}

/// What is known about the person and the actor together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFacts {
    /// How closed the record is.
    pub state: PersonState,
    /// Every grant on this record, whoever holds it.
    pub grants: Vec<Grant>,
    /// The person is the actor.
    pub is_self: bool,
    /// The person is the actor's kin ([`law::relationship::RelationshipType::is_kin`]).
    pub is_kin: bool,
    /// Two people opened the sealed record. Counts only while the record is sealed.
    pub sealed_opening: Option<SealedOpening>,
}

impl PersonFacts {
    /// Somebody in a request who is not matched to a record yet.
    pub const fn not_matched() -> Self {
        Self {
            state: PersonState::Open,
            grants: Vec::new(),
            is_self: false,
            is_kin: false,
            sealed_opening: None,
        }
    }
}
