//! `*.notice.toml`: what the council promises about people's information.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Amount, Key, read};

/// A privacy notice as data. The published notice is printed from it and Kith decides from it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The notice's id, such as `early-help`.
    pub id: Key,
    /// Counts up by one with each published change.
    pub version: u32,
    /// Title as published.
    pub title: String,
    /// One paragraph for the top of a form: why we ask.
    pub summary: String,
    /// First day this version holds.
    #[serde(deserialize_with = "read::date")]
    pub effective_from: Date,
    /// Day by which somebody must have looked at it again.
    #[serde(deserialize_with = "read::date")]
    pub review_by: Date,
    /// What taking part and sharing mean here.
    pub agreement: Agreement,
    /// Who is responsible in law; more than one when joint.
    pub controller: Vec<Controller>,
    /// Services the notice speaks for.
    pub service: Vec<Service>,
    /// Acts of Parliament that bases name.
    pub act: Vec<Act>,
    /// Kinds of information.
    pub category: Vec<Category>,
    /// Where information comes from.
    pub source: Vec<Source>,
    /// What information is used for, with the lawful basis.
    pub purpose: Vec<Purpose>,
    /// Who may be told.
    pub recipient: Vec<Recipient>,
    /// How long each class of record is kept.
    pub retention: Vec<Retention>,
    /// What people may ask.
    pub right: Vec<Right>,
    /// What changed, newest first.
    pub change: Vec<Change>,
}

/// The four things that are easily muddled as "consent", kept apart.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Whether a family may say no to support.
    pub taking_part_is_voluntary: bool,
    /// Whether sharing with supporting services waits for the family's agreement.
    pub sharing: SharingMode,
    /// What the family is told about it.
    pub wording: String,
    /// When information is shared although the family has not agreed or has said no.
    pub without_agreement: Vec<String>,
}

/// How the family's wish bears on sharing with services that support them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SharingMode {
    /// Nothing is shared until they agree.
    WithAgreement,
    /// It is shared unless they say no.
    UnlessTheySayNo,
    /// They are told, and their worries are heard, but it does not wait for them.
    TellAndListen,
}

/// A controller of the information.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// The controller's id.
    pub id: Key,
    /// Legal name.
    pub name: String,
    /// Contact in `council.toml` for questions about information.
    pub contact: Key,
}

/// A service the notice speaks for.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The service's id; teams belong to one.
    pub id: Key,
    /// Its name.
    pub name: String,
    /// What it does, in one sentence.
    pub what: String,
}

/// An Act of Parliament behind a basis.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// The Act's id here.
    pub id: Key,
    /// Short title and section.
    pub name: String,
    /// What it asks of the council.
    pub duty: String,
}

/// A kind of information.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// The category's id; form questions name one.
    pub id: Key,
    /// Its name.
    pub name: String,
    /// Whether the law protects it specially.
    pub protection: Protection,
    /// Examples, as families read them.
    pub examples: String,
}

/// How the UK GDPR protects a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protection {
    /// Personal data (Article 4(1)).
    Ordinary,
    /// Special category data (Article 9(1)): needs a condition.
    Special,
    /// Criminal offence data (Article 10): needs a Schedule 1 condition.
    Offence,
}

/// Where information comes from.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The source's id.
    pub id: Key,
    /// Who it is.
    pub name: String,
    /// Categories it gives.
    pub categories: Vec<Key>,
}

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

/// Somebody who may be told.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// The recipient's id; sharing preferences name one.
    pub id: Key,
    /// The kind of organisation.
    pub name: String,
    /// Purposes for which it may be told.
    pub purposes: Vec<Key>,
    /// The lawful basis of telling it.
    pub basis: Basis,
    /// The information sharing agreement it has signed; absent when law, not agreement, opens the way.
    #[serde(default)]
    pub agreement: Option<String>,
    /// When it is told.
    pub when: String,
    /// Whether a family may ask us not to tell it.
    pub family_may_object: bool,
}

/// How long one class of record is kept.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// The class's id; form questions and columns name one.
    pub class: Key,
    /// What it covers.
    pub covers: String,
    /// The event the period runs from.
    pub trigger: Trigger,
    /// How long after the event; absent only for the trigger `undecided`.
    #[serde(default)]
    pub period: Option<Amount>,
    /// What happens then.
    pub action: Action,
    /// Why, in our words: the law or the council's own decision.
    pub citation: String,
}

/// The event a retention period runs from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// The subject's date of birth.
    Birth,
    /// The subject's death.
    Death,
    /// The last time we were in touch.
    LastContact,
    /// The day the matter was closed.
    Closure,
    /// The day of a court's order.
    Order,
    /// A caution or conviction.
    CautionOrConviction,
    /// The day of a telephone call.
    Call,
    /// The end of the year in which the record was made.
    YearCreated,
    /// The last time a draft was saved.
    LastSaved,
    /// The council has not decided: no date can be computed.
    Undecided,
}

/// What happens when a retention period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is securely destroyed.
    Destroy,
    /// Users of the system can no longer open it.
    MakeInaccessible,
    /// Somebody looks and decides.
    Review,
}

/// Something people may ask.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Right {
    /// The right's id.
    pub id: Key,
    /// What people may ask, from their side.
    pub name: String,
    /// How, and what limits it.
    pub how: String,
}

/// One published change of the notice.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The version that brought it.
    pub version: u32,
    /// The day it was published.
    #[serde(deserialize_with = "read::date")]
    pub on: Date,
    /// What changed.
    pub what: String,
}

impl Notice {
    /// The category `id`, if the notice names it.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.category.iter().find(|category| category.id == *id)
    }

    /// The purpose `id`, if the notice names it.
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purpose.iter().find(|purpose| purpose.id == *id)
    }

    /// The recipient `id`, if the notice names it.
    pub fn recipient(&self, id: &str) -> Option<&Recipient> {
        self.recipient.iter().find(|recipient| recipient.id == *id)
    }

    /// The retention class `class`, if the notice names it.
    pub fn retention(&self, class: &str) -> Option<&Retention> {
        self.retention.iter().find(|rule| rule.class == *class)
    }
}
