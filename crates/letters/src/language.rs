//! The language of a document.

use crate::Trouble;

/// A language, and perhaps the country whose spelling it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// ISO 639, small letters: `en`, `ur`.
    pub code: String,
    /// ISO 3166, capitals: `GB`.
    pub region: Option<String>,
}

/// Written from right to left.
const FROM_THE_RIGHT: [&str; 10] = ["ar", "ur", "fa", "ps", "sd", "ug", "ckb", "he", "yi", "dv"];

impl Language {
    /// Reads `en`, `en-GB`, `ckb`. A script or variant in the middle (`pa-Arab-PK`) is passed over.
    ///
    /// # Errors
    ///
    /// [`Trouble::Language`] for anything else.
    pub fn read(tag: &str) -> Result<Self, Trouble> {
        let wrong = || Trouble::Language(tag.to_owned());
        let mut parts = tag.split('-');
        let code = parts.next().unwrap_or_default();
        let letters = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
        if !(2..=3).contains(&code.len()) || !tag.split('-').all(letters) {
            return Err(wrong());
        }
        let region = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
        Ok(Self { code: code.to_ascii_lowercase(), region })
    }

    /// Is it written from right to left?
    pub fn runs_from_the_right(&self) -> bool {
        FROM_THE_RIGHT.contains(&self.code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_tags() {
        let british = Language::read("en-GB").unwrap();
        assert_eq!((british.code.as_str(), british.region.as_deref()), ("en", Some("GB")));
        assert!(!british.runs_from_the_right());
        assert!(Language::read("UR").unwrap().runs_from_the_right());
        for wrong in ["", "e", "english", "en_GB", "en-", "#let", "日本"] {
            assert_eq!(Language::read(wrong), Err(Trouble::Language(wrong.to_owned())), "{wrong}");
        }
    }
}
