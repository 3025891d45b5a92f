//! `*.notice.toml`: what the council promises about people's information.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::basis::{Basis, Purpose, ScheduleOne, SpecialCondition};
use super::retention::Retention;
use super::{Cite, Key, People, read};

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
    /// What it is called in one breath, such as "Kent children's social care".
    pub short: String,
    /// One paragraph for the top of a form: why we ask.
    pub summary: String,
    /// The published notice this file was written from; absent when this file came first.
    #[serde(default)]
    pub published: Option<Published>,
    /// First day this version holds.
    #[serde(deserialize_with = "read::date")]
    pub effective_from: Date,
    /// Day by which somebody must have looked at it again.
    #[serde(deserialize_with = "read::date")]
    pub review_by: Date,
    /// What taking part and sharing mean here.
    pub agreement: Agreement,
    /// Lawful bases and conditions that the notice lists for the service as a whole. Empty when each purpose names its own.
    #[serde(default)]
    pub declared: Declared,
    /// Who is responsible in law; more than one when joint.
    pub controller: Vec<Controller>,
    /// Services the notice speaks for.
    pub service: Vec<Service>,
    /// Acts of Parliament that bases name.
    #[serde(default)]
    pub act: Vec<Act>,
    /// Kinds of information.
    pub category: Vec<Category>,
    /// Where information comes from.
    pub source: Vec<Source>,
    /// What information is used for, with the lawful basis.
    pub purpose: Vec<Purpose>,
    /// What consent is asked for.
    #[serde(default)]
    pub consent: Vec<Consent>,
    /// Who may be told.
    pub recipient: Vec<Recipient>,
    /// How long each class of record is kept.
    pub retention: Vec<Retention>,
    /// What people may ask.
    pub right: Vec<Right>,
    /// Everything else the council undertakes: security, breaches, no surprises.
    #[serde(default)]
    pub promise: Vec<Promise>,
    /// Where the notice can be read in two ways, and which way the council has not yet said.
    #[serde(default)]
    pub doubt: Vec<Doubt>,
    /// Conflicts with the law that somebody has seen and answers for.
    #[serde(default)]
    pub acknowledged: Vec<Acknowledged>,
    /// What changed, newest first.
    pub change: Vec<Change>,
}

/// The published notice behind a pack.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// Its text's file name without `.txt`: what citations begin with.
    pub file: Key,
    /// "October 2024", as it says itself; absent when it bears no date.
    #[serde(default)]
    pub updated: Option<String>,
    /// The sentences that say so.
    #[serde(default)]
    pub cites: Vec<Cite>,
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
    /// Each place where the notice speaks of sharing, with what it says there.
    #[serde(default)]
    pub says: Vec<SaysOfSharing>,
    /// The sentences behind the rest.
    #[serde(default)]
    pub cites: Vec<Cite>,
}

/// One place where a notice speaks of sharing.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SaysOfSharing {
    /// What is shared.
    pub what: Key,
    /// How the family's wish bears on it.
    pub sharing: SharingMode,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
}

/// How the family's wish bears on sharing with services that support them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SharingMode {
    /// Nothing is shared until they agree.
    WithAgreement,
    /// It is shared unless they say no.
    UnlessTheySayNo,
    /// They are told, and their worries are heard, but it does not wait for them.
    TellAndListen,
}

/// What a notice lists as its lawful bases for everything it does.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// Lawful bases, Article 6(1).
    #[serde(default)]
    pub bases: Vec<Basis>,
    /// Conditions, Article 9(2).
    #[serde(default)]
    pub conditions: Vec<SpecialCondition>,
    /// Conditions of the Data Protection Act 2018, Schedule 1.
    #[serde(default)]
    pub schedule_1: Vec<ScheduleOne>,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
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
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
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
    /// Promises of `kith promises` it answers, such as `P08`.
    #[serde(default)]
    pub keeps: Vec<Key>,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
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
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
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
    /// Whom it is about beside the child and those who look after them.
    #[serde(default)]
    pub people: Vec<People>,
    /// Promises it answers.
    #[serde(default)]
    pub keeps: Vec<Key>,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
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
    /// Promises it answers.
    #[serde(default)]
    pub keeps: Vec<Key>,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
}

/// A consent, asked for only where consent is the lawful basis.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The consent's id.
    pub id: Key,
    /// The purpose it opens; one that rests on consent.
    pub purpose: Key,
    /// What is asked, as the family reads it.
    pub asks: String,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
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
    /// Promises it answers.
    #[serde(default)]
    pub keeps: Vec<Key>,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
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
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
}

/// Something the council undertakes that no other entry holds.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The promise's id in this notice.
    pub id: Key,
    /// What is promised, in our words.
    pub says: String,
    /// Promises of `kith promises` it is, such as `P80`; see docs/reference/promises.md.
    pub keeps: Vec<Key>,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
}

/// Something the notice leaves unclear, which a person must settle.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Doubt {
    /// The doubt's id.
    pub id: Key,
    /// What is unclear.
    pub about: String,
    /// What Kith does until somebody settles it.
    pub meanwhile: String,
    /// The sentences.
    #[serde(default)]
    pub cites: Vec<Cite>,
}

/// A conflict with the law that somebody has seen.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledged {
    /// The rule of `kith council check` that found it.
    pub conflict: Key,
    /// The entry it is about.
    pub at: Key,
    /// Why it stands, or what is being done about it.
    pub because: String,
    /// Who answers for that, by role.
    pub by: String,
    /// Since when.
    #[serde(deserialize_with = "read::date")]
    pub on: Date,
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
