//! How a family gets in.

use serde::{Deserialize, Serialize};

/// A way into a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WayIn {
    /// The family walks in.
    DropIn,
    /// The family asks for it themselves.
    SelfReferral,
    /// A professional asks for it.
    ProfessionalReferral,
    /// A time is agreed first.
    Appointment,
}

impl WayIn {
    /// The name under which a way is published, and the list it is published in.
    pub(crate) const TAXONOMY: &str = "How to get in";

    /// All of them, in order.
    pub const ALL: [WayIn; 4] =
        [WayIn::DropIn, WayIn::SelfReferral, WayIn::ProfessionalReferral, WayIn::Appointment];

    /// As published.
    pub fn name(self) -> &'static str {
        match self {
            WayIn::DropIn => "Drop in",
            WayIn::SelfReferral => "Self-referral",
            WayIn::ProfessionalReferral => "Professional referral",
            WayIn::Appointment => "By appointment",
        }
    }

    /// As a worker reads it.
    pub fn in_words(self) -> &'static str {
        match self {
            WayIn::DropIn => "families can drop in",
            WayIn::SelfReferral => "families can ask for it themselves",
            WayIn::ProfessionalReferral => "a professional makes the referral",
            WayIn::Appointment => "by appointment",
        }
    }

    /// The way that a term of a feed names, however it is spelt there.
    pub fn of_term(term: &str) -> Option<WayIn> {
        let letters: String =
            term.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        match letters.as_str() {
            "dropin" | "dropinsession" | "dropinsessions" | "walkin" | "openaccess" => Some(WayIn::DropIn),
            "selfreferral" | "selfrefer" | "familyreferral" | "parentreferral" => Some(WayIn::SelfReferral),
            "professionalreferral"
            | "referral"
            | "byreferral"
            | "referralonly"
            | "agencyreferral"
            | "professionalreferralonly"
            | "referralrequired" => Some(WayIn::ProfessionalReferral),
            "byappointment" | "appointment" | "appointmentonly" | "byappointmentonly" | "booking"
            | "bookinginadvance" | "bookingrequired" => Some(WayIn::Appointment),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_is_known_by_its_own_name_and_by_those_of_others() {
        for way in WayIn::ALL {
            assert_eq!(WayIn::of_term(way.name()), Some(way));
        }
        assert_eq!(WayIn::of_term("DROP-IN sessions"), Some(WayIn::DropIn));
        assert_eq!(WayIn::of_term("Referral only"), Some(WayIn::ProfessionalReferral));
        assert_eq!(WayIn::of_term("Counselling"), None);
    }
}
