//! What other services say about a person, and for whom it is shown (promises P05 and P19).
//!
//! The ages, the two models (anybody, or only people linked to a child) and the list of offences are a council's to
//! decide: `services.toml` in its folder. Without that file the defaults of `defaults.toml` count. They follow the Family
//! Context project, in which councils agreed how much of each service a worker needs to see.

mod gate;
mod offences;
mod service;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::codes::code_enum;
use crate::date_of_birth::DateOfBirth;
use crate::pack::Problems;
pub use gate::{Ages, Gate};
pub use offences::{Listed, MOST_LISTED, Nature, Offence};
pub use service::{Found, Service};

/// The file of a council's folder that holds these rules.
pub const FILE: &str = "services.toml";

code_enum! {
    /// Whose involvement with other services a worker may look at.
    pub enum ShownFor {
        /// Everybody matched in a request.
        Anyone = "anyone", "everybody named in a request";
        /// Children, and adults on file as related to a child or in a child's family.
        Linked = "linked", "children, and people recorded as related to a child";
    }
}

/// Everything one council decides about showing what other services say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InvolvementRules {
    /// Whose involvement may be looked at.
    pub shown_for: ShownFor,
    /// Ages at which a school is shown.
    pub school: Ages,
    /// Ages at which adult social care is shown.
    pub adult_social_care: Ages,
    /// Ages at which housing is shown.
    pub housing: Ages,
    /// Ages at which the police are shown.
    pub police: Ages,
    /// Types of offence that are listed one by one, as the police name them. Of all others a worker learns only
    /// whether there are any.
    pub safeguarding_offences: Vec<String>,
}

impl Default for InvolvementRules {
    fn default() -> Self {
        toml::from_str(include_str!("defaults.toml")).expect("a test reads the defaults")
    }
}

impl InvolvementRules {
    /// The ages at which a service is shown.
    pub const fn ages(&self, service: Service) -> Ages {
        match service {
            Service::School => self.school,
            Service::AdultSocialCare => self.adult_social_care,
            Service::Housing => self.housing,
            Service::Police => self.police,
        }
    }

    /// Whether a service is shown for somebody born then. `today` is the day somebody looks or a file is read.
    pub fn gate(&self, service: Service, birth: &DateOfBirth, today: jiff::civil::Date) -> Gate {
        self.ages(service).gate(birth, today)
    }

    /// Whether anything may be shown about somebody. `is_linked` says that the record holds a relationship or a family
    /// with a child; a child needs no link.
    pub fn covers(&self, birth: &DateOfBirth, is_linked: bool, today: jiff::civil::Date) -> bool {
        self.shown_for == ShownFor::Anyone || is_linked || birth.is_child_on(today) == Some(true)
    }

    /// Whether a type of offence is on the council's list, whatever its capitals and spaces.
    pub fn is_safeguarding(&self, kind: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let kind = plain(kind);
        self.safeguarding_offences.iter().any(|listed| plain(listed) == kind)
    }

    /// Adds what is wrong with the rules to the problems of their file.
    pub(crate) fn check(&self, problems: &mut Problems<'_>) {
        for service in Service::ALL {
            let ages = self.ages(*service);
            if ages.to_age.is_some_and(|last| last < ages.from_age) {
                problems.at_byte(
                    0,
                    format!("nobody is as old as [{}] says", service.code()),
                    "make to-age the same as from-age or higher",
                );
            }
        }
        if self.safeguarding_offences.iter().any(|kind| kind.trim().is_empty()) {
            problems.at_byte(0, "an offence in safeguarding-offences is empty", "name it or take it out");
        }
    }
}
