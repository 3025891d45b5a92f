//! The patterns looks are grouped by: one line for an officer and a pattern, however many looks.

use crate::codes::code_enum;

use super::flag::Flag;
use super::look::Look;

code_enum! {
    /// What a line of the queue is about.
    pub enum Pattern {
        /// An emergency: always reviewed.
        Emergency = "emergency", "Emergency access";
        /// Themselves, relatives, partners, the same address.
        Close = "close", "Somebody close to the officer";
        /// The same street, postcode, surname or school.
        Shared = "shared", "Same street, surname or school";
        /// A colleague.
        Colleague = "colleague", "A colleague’s record";
        /// In the public eye.
        HighProfile = "high_profile", "A record in the public eye";
        /// Refused, then opened.
        RefusedBefore = "refused_before", "Opened after being refused";
        /// On leave.
        OnLeave = "on_leave", "Looks on leave";
        /// The same family again and again.
        Returns = "returns", "The same family again and again";
        /// Many unrelated people.
        Browsing = "browsing", "Many unrelated people";
        /// Cases of a team they left.
        FormerTeam = "former_team", "Cases of a former team";
        /// Closed cases.
        ClosedCases = "closed_cases", "Closed cases";
        /// Out of hours.
        AfterHours = "after_hours", "Looks out of hours";
        /// Reasons that led to nothing.
        ReasonNothing = "reason_nothing", "Stated reasons that led to nothing";
        /// None of these: no link, no more.
        NoLink = "no_link", "No link to the person";
    }
}

impl Pattern {
    /// The patterns that are told by how many families an officer looked at, compared with others.
    pub(super) const COUNTED: [Self; 5] =
        [Self::Browsing, Self::FormerTeam, Self::ClosedCases, Self::AfterHours, Self::ReasonNothing];

    /// Whether a look counts towards a counted pattern by its flags. `settled` looks had their time to be followed by work.
    pub(super) fn counts(self, look: &Look, settled: bool) -> bool {
        match self {
            Self::Browsing => true,
            Self::FormerTeam => look.flags.has(Flag::FormerTeam),
            Self::ClosedCases => look.flags.has(Flag::ClosedCase),
            Self::AfterHours => look.flags.has(Flag::AfterHours),
            Self::ReasonNothing => look.reason && settled,
            _ => false,
        }
    }

    /// The pattern of a single look: that of its weightiest flag.
    pub(super) fn of(look: &Look) -> Self {
        match look.flags.iter().next() {
            _ if look.flags.has(Flag::Emergency) => Self::Emergency,
            Some(Flag::OwnRecord | Flag::Kin | Flag::Partner | Flag::Declared | Flag::SameAddress) => {
                Self::Close
            }
            Some(
                Flag::SameStreet
                | Flag::SamePostcode
                | Flag::RareSurname
                | Flag::CommonSurname
                | Flag::SameSchool
                | Flag::SearchedOwn,
            ) => Self::Shared,
            Some(Flag::Colleague) => Self::Colleague,
            Some(Flag::HighProfile) => Self::HighProfile,
            Some(Flag::RefusedBefore) => Self::RefusedBefore,
            Some(Flag::OnLeave) => Self::OnLeave,
            Some(Flag::FormerTeam) => Self::FormerTeam,
            Some(Flag::ClosedCase) => Self::ClosedCases,
            Some(Flag::AfterHours) => Self::AfterHours,
            Some(Flag::ReasonNothing) => Self::ReasonNothing,
            Some(Flag::BusyDay | Flag::Emergency) | None => Self::NoLink,
        }
    }
}
