//! Purposes, and the law each rests on.

use serde::{Deserialize, Serialize};

use super::{Cite, Key};

/// What information is used for.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// The purpose's id; form questions name one.
    pub id: Key,
    /// Its name.
    pub name: String,
    /// Lawful bases, Article 6(1).
    pub bases: Vec<Basis>,
    /// Conditions for special category data, Article 9(2).
    #[serde(default)]
    pub conditions: Vec<SpecialCondition>,
    /// Conditions of the Data Protection Act 2018, Schedule 1.
    #[serde(default)]
    pub schedule_1: Vec<ScheduleOne>,
    /// Acts behind a legal obligation or public task.
    #[serde(default)]
    pub acts: Vec<Key>,
    /// Categories the purpose needs.
    pub categories: Vec<Key>,
    /// What stops when consent is withdrawn; needed when a basis is consent.
    #[serde(default)]
    pub withdrawing_stops: Option<String>,
    /// Promises it answers, such as `P43`.
    #[serde(default)]
    pub keeps: Vec<Key>,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
}

impl Purpose {
    /// Whether consent is among its bases.
    pub fn rests_on_consent(&self) -> bool {
        self.bases.contains(&Basis::Consent)
    }
}

/// A lawful basis of Article 6(1) of the UK GDPR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// 6(1)(a).
    Consent,
    /// 6(1)(c).
    LegalObligation,
    /// 6(1)(d).
    VitalInterests,
    /// 6(1)(e).
    PublicTask,
}

/// A condition of Article 9(2) of the UK GDPR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpecialCondition {
    /// 9(2)(a).
    ExplicitConsent,
    /// 9(2)(c).
    VitalInterests,
    /// 9(2)(f).
    LegalClaims,
    /// 9(2)(g); also needs a Schedule 1 condition.
    SubstantialPublicInterest,
    /// 9(2)(h).
    HealthOrSocialCare,
    /// 9(2)(j).
    ResearchOrStatistics,
}

/// A condition of Schedule 1 to the Data Protection Act 2018.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScheduleOne {
    /// Paragraph 2.
    HealthOrSocialCare,
    /// Paragraph 4.
    Research,
    /// Paragraph 6.
    StatutoryPurposes,
    /// Paragraph 8.
    EqualityOfOpportunity,
    /// Paragraph 10.
    PreventingUnlawfulActs,
    /// Paragraph 18.
    Safeguarding,
}

impl Basis {
    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            Basis::Consent => "consent",
            Basis::LegalObligation => "a legal obligation",
            Basis::VitalInterests => "somebody's vital interests",
            Basis::PublicTask => "a public task",
        }
    }
}

impl SpecialCondition {
    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            SpecialCondition::ExplicitConsent => "explicit consent",
            SpecialCondition::VitalInterests => "somebody's vital interests",
            SpecialCondition::LegalClaims => "legal claims",
            SpecialCondition::SubstantialPublicInterest => "substantial public interest",
            SpecialCondition::HealthOrSocialCare => "health or social care",
            SpecialCondition::ResearchOrStatistics => "research or statistics",
        }
    }
}
