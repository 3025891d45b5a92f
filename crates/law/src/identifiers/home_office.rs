//! References the Home Office gives: unique client numbers, application references and port references.

use super::masked::masked_identifier;
use super::{IdentifierError, Problem, squash};

/// A reference from the Home Office, in capitals without spaces.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HomeOfficeReference(String);
masked_identifier!(HomeOfficeReference);

/// A reference given at a port of arrival.
///
/// No pattern has been published for these, so anything short with a number in it is accepted.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PortReference(String);
masked_identifier!(PortReference);

/// What the shape of a Home Office reference says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeOfficeKind {
    /// Unique client number: a letter and seven digits.
    UniqueClientNumber,
    /// Application made online from abroad: GWF and nine digits.
    GlobalWebForm,
    /// Asylum support reference: eight or nine digits, beginning with year and month.
    AsylumSupport,
    /// Any other reference.
    Other,
}

impl HomeOfficeReference {
    /// Accepts a unique client number or another reference that holds a number.
    pub fn parse(typed: &str) -> Result<Self, IdentifierError> {
        let reference = squash(typed);
        if reference.is_empty() {
            return Err(IdentifierError::new(
                Problem::Empty,
                "Enter a Home Office reference, like K1234567. It is on every letter from the Home Office",
            ));
        }
        // Agreed by legal aid and courts to mean "no reference exists".
        if reference == "A0000000" {
            return Err(IdentifierError::new(
                Problem::Placeholder,
                "This is a placeholder, not a Home Office reference. Leave the field empty if there is none",
            ));
        }
        loosely(reference, "Enter a Home Office reference of 4 to 20 letters and numbers, like K1234567")
            .map(Self)
    }

    /// What the shape of the reference says it is.
    pub fn kind(&self) -> HomeOfficeKind {
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        match self.0.split_at_checked(1) {
            Some((letter, rest)) if rest.len() == 7 && all_digits(rest) && !all_digits(letter) => {
                HomeOfficeKind::UniqueClientNumber
            }
            _ => match self.0.strip_prefix("GWF") {
                Some(rest) if rest.len() == 9 && all_digits(rest) => HomeOfficeKind::GlobalWebForm,
                _ if all_digits(&self.0) && matches!(self.0.len(), 8 | 9) => HomeOfficeKind::AsylumSupport,
                _ => HomeOfficeKind::Other,
            },
        }
    }

    /// The reference as printed.
    pub fn formatted(&self) -> String {
        self.0.clone()
    }
}

impl PortReference {
    /// Accepts 4 to 20 letters, numbers and slashes with at least one number.
    pub fn parse(typed: &str) -> Result<Self, IdentifierError> {
        let reference = squash(typed);
        if reference.is_empty() {
            return Err(IdentifierError::new(Problem::Empty, "Enter a port reference, like TN5/1234567"));
        }
        loosely(reference, "Enter a port reference of 4 to 20 letters and numbers, like TN5/1234567")
            .map(Self)
    }

    /// The reference as printed.
    pub fn formatted(&self) -> String {
        self.0.clone()
    }
}

fn loosely(reference: String, message: &'static str) -> Result<String, IdentifierError> {
    let allowed = reference.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'/');
    let has_digit = reference.bytes().any(|b| b.is_ascii_digit());
    if allowed && has_digit && (4..=20).contains(&reference.len()) {
        Ok(reference)
    } else {
        Err(IdentifierError::new(Problem::Shape, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_kinds_apart() {
        let kind = |typed| HomeOfficeReference::parse(typed).unwrap().kind();
        assert_eq!(kind("k 1234567"), HomeOfficeKind::UniqueClientNumber);
        assert_eq!(kind("GWF012345678"), HomeOfficeKind::GlobalWebForm);
        assert_eq!(kind("26 01 12345"), HomeOfficeKind::AsylumSupport);
        assert_eq!(kind("ASC/1234567"), HomeOfficeKind::Other);
    }

    #[test]
    fn refuses_placeholders_and_words() {
        let problem = |typed| HomeOfficeReference::parse(typed).unwrap_err().problem;
        assert_eq!(problem("A0000000"), Problem::Placeholder);
        assert_eq!(problem("none"), Problem::Shape);
        assert_eq!(problem("\t"), Problem::Empty);
        assert_eq!(problem("K1234567 and much more than a reference"), Problem::Shape);
    }

    #[test]
    fn port_references_are_checked_loosely() {
        assert_eq!(PortReference::parse("tn5/1234567").unwrap().as_str(), "TN5/1234567");
        assert_eq!(PortReference::parse("not known").unwrap_err().problem, Problem::Shape);
        assert_eq!(PortReference::parse("").unwrap_err().problem, Problem::Empty);
    }
}
