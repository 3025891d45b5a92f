//! NHS numbers: ten digits, the last a check digit.

use super::masked::masked_identifier;
use super::{IdentifierError, Problem, digits, squash};

/// An NHS number that passes its check digit and is not a placeholder.
///
/// Source: NHS Data Dictionary, "NHS number" (weights 10 to 2, modulus 11). The shape says nothing about whether the
/// number was issued to this person; see [`NhsNumber::range`] and the status kept beside the identifier.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NhsNumber(String);
masked_identifier!(NhsNumber);

/// Who issues numbers in the range an NHS number falls in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NhsRange {
    /// England, Wales and the Isle of Man: 400 000 0000 to 499 999 9999 and 600 000 0000 to 799 999 9999.
    EnglandWalesIsleOfMan,
    /// Northern Ireland health and care numbers: 320 000 0001 to 399 999 9999.
    NorthernIreland,
    /// Scottish Community Health Index numbers, which begin with a date of birth: 010 100 0000 to 311 299 9999.
    Scotland,
    /// 9xx xxx xxxx: never issued, kept for tests and training. Everybody invented has one of these.
    NeverIssued,
    /// No range is published for it.
    NotAssigned,
}

impl NhsNumber {
    /// Accepts ten digits however they are grouped.
    pub fn parse(typed: &str) -> Result<Self, IdentifierError> {
        let number = squash(typed);
        if number.is_empty() {
            return Err(IdentifierError::new(
                Problem::Empty,
                "Enter an NHS number with 10 digits, like 943 476 5919",
            ));
        }
        let digits = digits(&number).filter(|d| d.len() == 10).ok_or(IdentifierError::new(
            Problem::Shape,
            "An NHS number must have 10 digits, like 943 476 5919",
        ))?;
        // Ten equal digits always pass the check and are what systems put when they have no number.
        if digits.iter().all(|d| *d == digits[0]) {
            return Err(IdentifierError::new(
                Problem::Placeholder,
                "This is a placeholder, not an NHS number. Leave the field empty if the number is not known",
            ));
        }
        if check_digit(&digits[..9]) == Some(digits[9]) {
            return Ok(Self(number));
        }
        // No number is valid as both. One wrong number in eleven passes by chance, so the sentence leaves both open.
        if super::Uln::parse(&number).is_ok() {
            return Err(IdentifierError::new(
                Problem::AnotherKind,
                "Check the NHS number: a digit is wrong, or this is a unique learner number (ULN)",
            ));
        }
        Err(IdentifierError::new(
            Problem::Check,
            "Check the NHS number: one or more digits are wrong or in the wrong order",
        ))
    }

    /// The number as the NHS prints it, in groups of 3, 3 and 4.
    pub fn formatted(&self) -> String {
        format!("{} {} {}", &self.0[..3], &self.0[3..6], &self.0[6..])
    }

    /// Who issues numbers in this range.
    pub fn range(&self) -> NhsRange {
        // Ten digits always fit; text that did not would belong to no range.
        match self.0.parse().unwrap_or(0_u64) {
            101_000_000..=3_112_999_999 => NhsRange::Scotland,
            3_200_000_001..=3_999_999_999 => NhsRange::NorthernIreland,
            4_000_000_000..=4_999_999_999 | 6_000_000_000..=7_999_999_999 => NhsRange::EnglandWalesIsleOfMan,
            9_000_000_000..=9_999_999_999 => NhsRange::NeverIssued,
            _ => NhsRange::NotAssigned,
        }
    }

    /// Something to tell the person who typed it although the number is accepted.
    pub fn warning(&self) -> Option<&'static str> {
        match self.range() {
            NhsRange::EnglandWalesIsleOfMan => None,
            NhsRange::NorthernIreland => Some("This is a Northern Ireland health and care number"),
            NhsRange::Scotland => Some("This is a Scottish CHI number"),
            NhsRange::NeverIssued => Some("This number is from a range kept for tests and training"),
            NhsRange::NotAssigned => Some("This number is outside the ranges the NHS has published"),
        }
    }
}

/// The check digit for nine digits, or `None` where the remainder leaves no single digit and the number is never used.
fn check_digit(nine: &[u32]) -> Option<u32> {
    let sum: u32 = nine.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => Some(digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_the_ways_people_type_it() {
        for typed in ["9434765919", "943 476 5919", " 943-476-5919 ", "943\u{a0}476\u{a0}5919"] {
            assert_eq!(NhsNumber::parse(typed).unwrap().formatted(), "943 476 5919", "{typed:?}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let problem = |typed| NhsNumber::parse(typed).unwrap_err().problem;
        assert_eq!(problem(""), Problem::Empty);
        assert_eq!(problem("943 476 591"), Problem::Shape);
        assert_eq!(problem("943 476 59I9"), Problem::Shape);
        assert_eq!(problem("٩٤٣٤٧٦٥٩١٩"), Problem::Shape);
        assert_eq!(problem("943 476 5910"), Problem::Check);
        assert_eq!(problem("943 746 5919"), Problem::Check);
        assert_eq!(problem("9276308686"), Problem::AnotherKind);
    }

    #[test]
    fn ten_equal_digits_are_a_placeholder() {
        for digit in '0'..='9' {
            let number: String = std::iter::repeat_n(digit, 10).collect();
            assert_eq!(NhsNumber::parse(&number).unwrap_err().problem, Problem::Placeholder, "{number}");
        }
    }

    #[test]
    fn debug_hides_the_number() {
        let number = NhsNumber::parse("943 476 5919").unwrap();
        assert_eq!(format!("{number:?}"), "NhsNumber(hidden)");
    }

    #[test]
    fn knows_the_range() {
        assert_eq!(NhsNumber::parse("9434765919").unwrap().range(), NhsRange::NeverIssued);
        assert!(NhsNumber::parse("9434765919").unwrap().warning().is_some());
        let real = with_check("401023213");
        assert_eq!(real.range(), NhsRange::EnglandWalesIsleOfMan);
        assert_eq!(real.warning(), None);
        assert_eq!(with_check("320000001").range(), NhsRange::NorthernIreland);
        assert_eq!(with_check("010100000").range(), NhsRange::Scotland);
        assert_eq!(with_check("500000002").range(), NhsRange::NotAssigned);
    }

    fn with_check(nine: &str) -> NhsNumber {
        let check = check_digit(&digits(nine).unwrap()).unwrap();
        NhsNumber::parse(&format!("{nine}{check}")).unwrap()
    }
}
