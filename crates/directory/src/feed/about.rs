//! What a publisher says it speaks, at `/`.

use serde_json::Value;

use super::bytes::{NotAFeed, in_few_words, json};
use super::part::Part;
use super::problem::Problems;

/// What a publisher says of its feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Which standard it speaks.
    pub version: Version,
    /// Where its profile is described.
    pub profile: Option<String>,
    /// Where its OpenAPI description is.
    pub openapi: Option<String>,
    /// What is wrong with the answer.
    pub problems: Problems,
}

/// A version of the standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// The UK profile of version 3: what this crate reads.
    Uk3(String),
    /// Version 3 of another profile. Its services have the same members and more, so they are read too; the status and
    /// the ages may stand elsewhere.
    Other3(String),
    /// Version 1 or 2, whose services have another shape: nothing can be read.
    Older(String),
    /// Anything else.
    Unknown(String),
}

impl Version {
    fn of(text: &str) -> Version {
        let letters = text.trim().to_ascii_uppercase();
        let is_uk = ["HSDS-UK-", "ORUK-"].iter().find_map(|start| letters.strip_prefix(start));
        let bare = letters.strip_prefix("HSDS-").unwrap_or(&letters).trim_start_matches('V');
        let said = text.trim().chars().take(80).collect();
        match (is_uk, is_uk.unwrap_or(bare).trim_start_matches('V').split('.').next()) {
            (Some(_), Some("3")) => Version::Uk3(said),
            (None, Some("3")) => Version::Other3(said),
            (_, Some("1" | "2")) => Version::Older(said),
            _ => Version::Unknown(said),
        }
    }

    /// Whether services of this version can be read.
    pub fn is_read(&self) -> bool {
        matches!(self, Version::Uk3(_) | Version::Other3(_))
    }
}

/// Reads the answer of `/`.
///
/// # Errors
/// [`NotAFeed`] if the answer is no JSON, or does not say a version.
pub fn about(bytes: &[u8]) -> Result<About, NotAFeed> {
    let wanted = "what the feed says of itself, with `version`";
    let value = json(bytes)?;
    let something_else = || NotAFeed::SomethingElse(in_few_words(&value), wanted);
    let Value::Object(members) = &value else { return Err(something_else()) };
    let part = Part::new(members, "");
    let version = part.text("version").ok_or_else(something_else)?;
    let mut problems = Problems::default();
    super::check::object(&super::shape::ABOUT, members, "", &mut problems);
    let profile = part.web_address("profile", &mut problems);
    let openapi = part.web_address("openapi_url", &mut problems);
    Ok(About { version: Version::of(&version), profile, openapi, problems })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_as_publishers_write_them() {
        let of = |text: &str| Version::of(text);
        assert_eq!(of("HSDS-UK-3.0"), Version::Uk3("HSDS-UK-3.0".to_owned()));
        assert_eq!(of("oruk-v3"), Version::Uk3("oruk-v3".to_owned()));
        assert_eq!(of("3.0.1"), Version::Other3("3.0.1".to_owned()));
        assert_eq!(of("HSDS-3.1"), Version::Other3("HSDS-3.1".to_owned()));
        assert!(
            !of("HSDS-UK-1.0").is_read() && !of("1.0").is_read() && !of("30").is_read() && !of("").is_read()
        );
    }

    #[test]
    fn an_answer_without_a_version_is_something_else() {
        let error = about(br#"{"message": "Not found"}"#).expect_err("no version");
        assert_eq!(
            error.to_string(),
            "the answer is an object with message: it should be what the feed says of itself, with `version`"
        );
    }
}
