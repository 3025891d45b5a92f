//! What a service says about one person: the summary on a card, and the detail that is opened on purpose. Both are sealed.

use jiff::civil::Date;
use law::involvement_rules::{Listed, Service};
use serde::{Deserialize, Serialize};

/// Enough to ring somebody who knows the person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The school, landlord, team or police area.
    pub organisation: String,
    /// Whom to ask there.
    pub contact: Contact,
    /// Since when they have been involved, where known.
    pub since: Option<Date>,
}

/// Somebody to ask, at work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Their name, or the name of a desk.
    pub name: Option<String>,
    /// What they do.
    pub role: Option<String>,
    /// Telephone number, as the service wrote it.
    pub phone: Option<String>,
    /// Email address.
    pub email: Option<String>,
}

/// The detail of one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "service", rename_all = "kebab-case")]
pub enum Detail {
    /// A school.
    School {
        /// Where the pupil is taught: main provision, off site.
        admission_type: Option<String>,
    },
    /// Adult social care.
    AdultSocialCare {
        /// The last day there was contact.
        last_contact_on: Option<Date>,
    },
    /// Housing.
    Housing(HousingCases),
    /// The police.
    Police(Listed),
}

/// Housing cases about a tenancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HousingCases {
    /// Antisocial behaviour.
    pub antisocial_behaviour: Case,
    /// Help with rent arrears.
    pub rent_arrears: Case,
    /// A notice seeking possession: the landlord has begun to ask for the home back (Housing Act 1985 section 83, 1988
    /// section 8).
    pub notice_seeking_possession: Case,
    /// Help with an eviction.
    pub eviction: Case,
}

/// Where a housing case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// Being worked on.
    Open,
    /// Over.
    Closed,
    /// The service was asked and has none.
    NoneFound,
}

impl Detail {
    /// Whose detail it is.
    pub const fn service(&self) -> Service {
        match self {
            Detail::School { .. } => Service::School,
            Detail::AdultSocialCare { .. } => Service::AdultSocialCare,
            Detail::Housing(_) => Service::Housing,
            Detail::Police(_) => Service::Police,
        }
    }
}

impl Case {
    /// As a page says it.
    pub const fn words(self) -> &'static str {
        match self {
            Case::Open => "Open",
            Case::Closed => "Closed",
            Case::NoneFound => "No record found",
        }
    }
}
