//! Codes of a person's record in words.

use law::codes::{ContactMethod, DISABILITIES, ETHNICITIES, LANGUAGES};
use law::decision::{InvolvementKind, Outcome};

use super::form::Choice;

pub const NAMES: [Choice; 4] = [
    ("legal", "Legal name"),
    ("known-as", "Known as"),
    ("former", "Former name"),
    ("alias", "Alias, or another spelling"),
];
pub const ADDRESSES: [Choice; 4] = [
    ("home", "Home"),
    ("also-lives", "Also lives here"),
    ("placement", "Placement"),
    ("correspondence", "For letters only"),
];
pub const CONTACTS: [Choice; 3] =
    [("mobile", "Mobile phone"), ("landline", "Landline"), ("email", "Email address")];
pub const YES_NO_NOT_ASKED: [Choice; 3] = [("yes", "Yes"), ("no", "No"), ("not-asked", "Not asked")];
pub const STATUSES: [Choice; 3] = [
    ("verified", "Verified: seen on a document or confirmed by its issuer"),
    ("stated", "Stated: somebody told us"),
    ("disputed", "Disputed"),
];
pub const CERTAINTIES: [Choice; 4] = [
    ("stated", "Stated: somebody told us"),
    ("verified", "Verified: seen on a document"),
    ("believed", "Believed"),
    ("disputed", "Disputed"),
];
pub const SHARING: [Choice; 4] = [
    ("yes", "Yes"),
    ("limited", "Parts of it"),
    ("no", "No"),
    ("not-asked", "The family has not been asked"),
];

/// The words of a code, up to an explanation after a colon; the code itself where this version has none.
pub fn short(choices: &[Choice], code: &str) -> String {
    let words = choices.iter().find(|(known, _)| *known == code).map_or(code, |(_, words)| *words);
    words.split(':').next().unwrap_or_default().to_owned()
}

/// A kind of work: "Early help".
pub fn involvement(code: &str) -> String {
    InvolvementKind::parse(code).map_or_else(|| plain(code), |kind| kind.label().to_owned())
}

/// What was decided.
pub fn outcome(code: &str) -> String {
    Outcome::parse(code).map_or_else(|| plain(code), |outcome| outcome.label().to_owned())
}

/// How a request came.
pub fn method(code: &str) -> String {
    ContactMethod::parse(code).map_or_else(|| plain(code), |method| method.label().to_owned())
}

/// A language.
pub fn language(code: &str) -> String {
    LANGUAGES.label(code).map_or_else(|| plain(code), str::to_owned)
}

/// An ethnicity.
pub fn ethnicity(code: &str) -> String {
    ETHNICITIES.label(code).map_or_else(|| plain(code), str::to_owned)
}

/// A disability.
pub fn disability(code: &str) -> String {
    DISABILITIES.label(code).map_or_else(|| plain(code), str::to_owned)
}

/// A code this version has no words for, readable all the same.
pub fn plain(code: &str) -> String {
    let words = code.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// "from 3 May 2026 to 9 June 2026", or what of it is known; empty when nothing is.
pub fn times(from: Option<jiff::civil::Date>, until: Option<jiff::civil::Date>) -> String {
    match (from.map(crate::words::day), until.map(crate::words::day)) {
        (Some(from), Some(until)) => format!("from {from} to {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => String::new(),
    }
}
