//! Unique learner numbers: ten digits given to everyone in education or training after 14.

use super::masked::masked_identifier;
use super::{IdentifierError, Problem, digits, squash};

/// A unique learner number that passes its check.
///
/// Source: Learning Records Service and HESA, "Unique learner number" (weights 10 to 1, remainder 10 modulo 11).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uln(String);
masked_identifier!(Uln);

impl Uln {
    /// Accepts ten digits however they are grouped.
    pub fn parse(typed: &str) -> Result<Self, IdentifierError> {
        let number = squash(typed);
        if number.is_empty() {
            return Err(IdentifierError::new(
                Problem::Empty,
                "Enter a unique learner number with 10 digits, like 9276308686",
            ));
        }
        let digits = digits(&number).filter(|d| d.len() == 10).ok_or(IdentifierError::new(
            Problem::Shape,
            "A unique learner number must have 10 digits, like 9276308686",
        ))?;
        // Colleges send 9999999999 for a learner without a number; zeros appear for the same reason.
        if digits.iter().all(|d| *d == digits[0]) {
            return Err(IdentifierError::new(
                Problem::Placeholder,
                "This is a placeholder, not a unique learner number. Leave the field empty if it is not known",
            ));
        }
        let sum: u32 = digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum();
        if digits[0] == 0 || sum % 11 != 10 {
            return Err(IdentifierError::new(
                Problem::Check,
                "Check the unique learner number: one or more digits are wrong or in the wrong order",
            ));
        }
        Ok(Self(number))
    }

    /// The number as printed: ten digits, not grouped.
    pub fn formatted(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::NhsNumber;
    use super::*;

    #[test]
    fn accepts_and_refuses() {
        assert_eq!(Uln::parse("92 7630 8686").unwrap().as_str(), "9276308686");
        let problem = |typed| Uln::parse(typed).unwrap_err().problem;
        assert_eq!(problem(" "), Problem::Empty);
        assert_eq!(problem("927630868"), Problem::Shape);
        assert_eq!(problem("9276308687"), Problem::Check);
        assert_eq!(problem("9999999999"), Problem::Placeholder);
    }

    proptest! {
        /// Not an accident of the samples: one check wants remainder 0, the other 10.
        #[test]
        fn nothing_is_both_an_nhs_number_and_a_uln(number in "[0-9]{10}") {
            prop_assert!(NhsNumber::parse(&number).is_err() || Uln::parse(&number).is_err());
        }
    }
}
