//! Unique property reference numbers: the key of every address in Great Britain.

use super::masked::masked_identifier;
use super::{IdentifierError, Problem, digits, squash};

/// A unique property reference number: 1 to 12 digits with no check digit, kept without leading zeros.
///
/// Source: GeoPlace; GOV.UK open standard for identifying property and street information.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uprn(String);
masked_identifier!(Uprn);

impl Uprn {
    /// Accepts 1 to 12 digits; zeros in front are padding and are dropped.
    pub fn parse(typed: &str) -> Result<Self, IdentifierError> {
        let number = squash(typed);
        if number.is_empty() {
            return Err(IdentifierError::new(Problem::Empty, "Enter a UPRN, like 100023336956"));
        }
        if digits(&number).is_none_or(|d| d.len() > 12) {
            return Err(IdentifierError::new(
                Problem::Shape,
                "A UPRN is a number of up to 12 digits, like 100023336956. Copy it as text, not from a rounded column",
            ));
        }
        match number.trim_start_matches('0') {
            "" => Err(IdentifierError::new(
                Problem::Placeholder,
                "This is a placeholder, not a UPRN. Leave the field empty if the number is not known",
            )),
            number => Ok(Self(number.to_owned())),
        }
    }

    /// The number as printed: digits, not grouped.
    pub fn formatted(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_padding() {
        assert_eq!(Uprn::parse("000000199356").unwrap().as_str(), "199356");
        assert_eq!(Uprn::parse("100023336956").unwrap().as_str(), "100023336956");
    }

    #[test]
    fn refuses_what_a_spreadsheet_rounded() {
        let problem = |typed| Uprn::parse(typed).unwrap_err().problem;
        assert_eq!(problem("1.00023E+11"), Problem::Shape);
        assert_eq!(problem("1000233369561"), Problem::Shape);
        assert_eq!(problem("000000000000"), Problem::Placeholder);
        assert_eq!(problem(""), Problem::Empty);
    }
}
