//! A person: names, birth, numbers, ways to reach them.

use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

/// A person, child or adult.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Version 4, for ever theirs.
    pub id: Uuid,
    /// Ten characters for returns, unique in the council.
    pub child_id: String,
    /// A checked reference that reveals nothing, such as `P-7K3M-9QXT`.
    pub public_ref: String,
    /// The day the record began.
    pub created_on: Date,
}

/// A name in use for a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Whose.
    pub person_id: Uuid,
    /// `legal`, `known-as`, `former` or `alias` (another spelling met in letters).
    pub kind: &'static str,
    /// `Mr`, `Mrs`, `Ms`, `Dr`.
    pub title: Option<&'static str>,
    /// Given name; `Unborn` before birth.
    pub first_name: String,
    /// Middle names.
    pub middle_names: Option<String>,
    /// Family name; `None` when nobody has told us.
    pub last_name: Option<String>,
    /// First day of use, where known.
    pub used_from: Option<Date>,
    /// Last day of use, where it has ended.
    pub used_until: Option<Date>,
}

/// When a person was, or is to be, born.
#[derive(Debug, Clone, PartialEq)]
pub struct Birth {
    /// Whose.
    pub person_id: Uuid,
    /// What is known of it.
    pub stated: DateOfBirth,
}

/// A death.
#[derive(Debug, Clone, PartialEq)]
pub struct Death {
    /// Whose.
    pub person_id: Uuid,
    /// The day.
    pub died_on: Date,
}

/// The details recorded of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Whose.
    pub person_id: Uuid,
    /// `F`, `M` or `U`, as the returns have it.
    pub sex: &'static str,
    /// DfE code such as `WBRI`.
    pub ethnicity: &'static str,
    /// In words, where recorded.
    pub nationality: Option<&'static str>,
    /// A code of `law`'s list of languages, such as `en`.
    pub first_language: Option<&'static str>,
    /// Code of the language an interpreter is needed in.
    pub interpreter: Option<&'static str>,
    /// Codes of `law`'s communication needs, such as `bsl`.
    pub communication: Vec<&'static str>,
    /// DfE disability codes; empty when none or not recorded.
    pub disabilities: Vec<&'static str>,
    /// `mobile`, `email`, `letter`.
    pub preferred_contact: Option<&'static str>,
    /// The practice.
    pub gp: Option<String>,
    /// The health visitor of a child under five.
    pub health_visitor: Option<String>,
}

/// A number another body knows the person by.
#[derive(Debug, Clone, PartialEq)]
pub struct Identifier {
    /// Its own id.
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// `nhs`, `upn`, `former-upn`, `uln`, `national-insurance` or `home-office`.
    pub scheme: &'static str,
    /// The number without spaces.
    pub value: String,
    /// `verified`, `stated`, `disputed` or `superseded`.
    pub status: &'static str,
    /// Who said so: `nhs`, `school`, `family`, `home-office`.
    pub source: &'static str,
}

/// A way to reach a person.
#[derive(Debug, Clone, PartialEq)]
pub struct ContactDetail {
    /// Its own id.
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// `mobile`, `landline` or `email`.
    pub kind: &'static str,
    /// The number without spaces, or the address.
    pub value: String,
    /// Whose it is, when not simply theirs.
    pub whose: Option<String>,
    /// May we send a text? `None`: not asked.
    pub safe_to_text: Option<bool>,
    /// May we leave a voicemail? `None`: not asked.
    pub safe_to_voicemail: Option<bool>,
    /// When it is safe to call, in words.
    pub safe_times: Option<&'static str>,
    /// Whether the person prefers it.
    pub preferred: bool,
}
