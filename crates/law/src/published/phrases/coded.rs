//! The codes of a pack in words.

use serde::Deserialize;

use crate::pack::{Action, Basis, ScheduleOne, SpecialCondition, Trigger, When};

/// Lawful bases.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BasisWords {
    consent: String,
    legal_obligation: String,
    vital_interests: String,
    public_task: String,
}

impl BasisWords {
    pub fn of(&self, basis: Basis) -> &str {
        match basis {
            Basis::Consent => &self.consent,
            Basis::LegalObligation => &self.legal_obligation,
            Basis::VitalInterests => &self.vital_interests,
            Basis::PublicTask => &self.public_task,
        }
    }
}

/// Conditions of Article 9(2).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConditionWords {
    explicit_consent: String,
    vital_interests: String,
    legal_claims: String,
    substantial_public_interest: String,
    health_or_social_care: String,
    research_or_statistics: String,
}

impl ConditionWords {
    pub fn of(&self, condition: SpecialCondition) -> &str {
        match condition {
            SpecialCondition::ExplicitConsent => &self.explicit_consent,
            SpecialCondition::VitalInterests => &self.vital_interests,
            SpecialCondition::LegalClaims => &self.legal_claims,
            SpecialCondition::SubstantialPublicInterest => &self.substantial_public_interest,
            SpecialCondition::HealthOrSocialCare => &self.health_or_social_care,
            SpecialCondition::ResearchOrStatistics => &self.research_or_statistics,
        }
    }
}

/// Conditions of Schedule 1 to the Data Protection Act 2018.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ScheduleOneWords {
    health_or_social_care: String,
    research: String,
    statutory_purposes: String,
    equality_of_opportunity: String,
    preventing_unlawful_acts: String,
    safeguarding: String,
}

impl ScheduleOneWords {
    pub fn of(&self, condition: ScheduleOne) -> &str {
        match condition {
            ScheduleOne::HealthOrSocialCare => &self.health_or_social_care,
            ScheduleOne::Research => &self.research,
            ScheduleOne::StatutoryPurposes => &self.statutory_purposes,
            ScheduleOne::EqualityOfOpportunity => &self.equality_of_opportunity,
            ScheduleOne::PreventingUnlawfulActs => &self.preventing_unlawful_acts,
            ScheduleOne::Safeguarding => &self.safeguarding,
        }
    }
}

/// What happens at the end of a period.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActionWords {
    destroy: String,
    make_inaccessible: String,
    archive: String,
    review: String,
}

impl ActionWords {
    pub fn of(&self, action: Action) -> &str {
        match action {
            Action::Destroy => &self.destroy,
            Action::MakeInaccessible => &self.make_inaccessible,
            Action::Archive => &self.archive,
            Action::Review => &self.review,
        }
    }
}

/// What a period runs from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SinceWords {
    birth: String,
    death: String,
    last_contact: String,
    closure: String,
    order: String,
    caution_or_conviction: String,
    call: String,
    year_created: String,
    last_saved: String,
    approval_ended: String,
    undecided: String,
}

impl SinceWords {
    pub fn of(&self, trigger: Trigger) -> &str {
        match trigger {
            Trigger::Birth => &self.birth,
            Trigger::Death => &self.death,
            Trigger::LastContact => &self.last_contact,
            Trigger::Closure => &self.closure,
            Trigger::Order => &self.order,
            Trigger::CautionOrConviction => &self.caution_or_conviction,
            Trigger::Call => &self.call,
            Trigger::YearCreated => &self.year_created,
            Trigger::LastSaved => &self.last_saved,
            Trigger::ApprovalEnded => &self.approval_ended,
            Trigger::Undecided => &self.undecided,
        }
    }
}

/// What makes an exception.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WhenWords {
    #[serde(rename = "died-under-18")]
    died_under_18: String,
    #[serde(rename = "died-at-18-or-over")]
    died_at_18_or_over: String,
}

impl WhenWords {
    pub fn of(&self, when: When) -> &str {
        match when {
            When::DiedUnder18 => &self.died_under_18,
            When::DiedAt18OrOver => &self.died_at_18_or_over,
        }
    }
}
