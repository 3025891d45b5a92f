//! The decision in words: for the page, and for whoever reads the log.

use super::{Basis, Why};

impl Basis {
    /// A short stable name for the log.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Role(_) => "role",
            Self::Grant { kind, .. } => kind.code(),
            Self::StatedReason(_) => "stated_reason",
            Self::NamedOnRestriction => "named_on_restriction",
            Self::SealedOpening { .. } => "sealed_opening",
            Self::Emergency(_) => "emergency_declared",
        }
    }

    /// Why the access was right, for the list of who has viewed.
    pub fn in_words(&self) -> String {
        match self {
            Self::Role(role) => format!("Part of the work of a {}", lower_first(role.label())),
            Self::Grant { kind, source } => format!("{}: {source}", upper_first(kind.label())),
            Self::StatedReason(reason) => format!("Duty work, reason given: {reason}"),
            Self::NamedOnRestriction => "Named on the restriction".to_owned(),
            Self::SealedOpening { .. } => "Sealed record, opened with a second person's approval".to_owned(),
            Self::Emergency(reason) => format!("Emergency, reason given: {reason}"),
        }
    }

    /// Whether the line manager and the data protection officer must be told of it.
    pub const fn must_alert(&self) -> bool {
        matches!(self, Self::Emergency(_))
    }
}

impl Why {
    /// A short stable name for the log.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::RecordExists { .. } => "record_exists",
            Self::OwnRecord => "own_record",
            Self::KinRecord => "kin_record",
            Self::TrainingExpired => "training_expired",
            Self::RoleNever => "role_never",
            Self::NoGrant => "no_grant",
            Self::ReasonNeeded => "reason_needed",
            Self::StepUpNeeded => "step_up_needed",
            Self::PolicyFailed => "policy_failed",
        }
    }

    /// What to tell the actor.
    pub fn in_words(&self) -> String {
        match self {
            Self::NotFound => "We cannot find this record".to_owned(),
            Self::RecordExists { contact } => format!("A record exists. To ask about it, contact {contact}"),
            Self::OwnRecord => {
                "You cannot open your own record here. You can ask to see it with a subject access request"
                    .to_owned()
            }
            Self::KinRecord => "You cannot open the record of somebody you are related to".to_owned(),
            Self::TrainingExpired => {
                "Your data protection training has run out. Renew it to open records again".to_owned()
            }
            Self::RoleNever => "Your role does not include this".to_owned(),
            Self::NoGrant => "You are not working with this person. Ask their worker or manager".to_owned(),
            Self::ReasonNeeded => "Say why you need to open this record".to_owned(),
            Self::StepUpNeeded => "Confirm that it is you, with your second factor".to_owned(),
            Self::PolicyFailed => {
                "The access rules cannot be followed, so nothing opens. Tell your system administrator"
                    .to_owned()
            }
        }
    }

    /// Whether the page must be the one shown for an address that leads nowhere (404): the others (403) say that
    /// there is a record.
    pub const fn hides_existence(&self) -> bool {
        matches!(self, Self::NotFound)
    }
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}
