//! National Insurance numbers, kept for adults and care leavers.

use super::masked::masked_identifier;
use super::{IdentifierError, Problem, squash};

/// Prefixes HMRC never issues. Source: HMRC National Insurance Manual NIM39110.
const NEVER_ISSUED: [&str; 7] = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];

/// A National Insurance number: two letters, six digits and a letter from A to D.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NationalInsuranceNumber(String);
masked_identifier!(NationalInsuranceNumber);

impl NationalInsuranceNumber {
    /// Accepts nine characters however they are grouped.
    pub fn parse(typed: &str) -> Result<Self, IdentifierError> {
        let number = squash(typed);
        if number.is_empty() {
            return Err(IdentifierError::new(
                Problem::Empty,
                "Enter a National Insurance number, like AB 12 34 56 C",
            ));
        }
        let bytes = number.as_bytes();
        let right_shape = bytes.len() == 9
            && bytes[..2].iter().all(u8::is_ascii_uppercase)
            && bytes[2..8].iter().all(u8::is_ascii_digit)
            && bytes[8].is_ascii_uppercase();
        if !right_shape {
            return Err(IdentifierError::new(
                Problem::Shape,
                "A National Insurance number is 2 letters, 6 numbers, then A, B, C or D, like AB 12 34 56 C",
            ));
        }
        let never_used = |letter: &u8| b"DFIQUV".contains(letter);
        if bytes[..2].iter().any(never_used) || bytes[1] == b'O' || NEVER_ISSUED.contains(&&number[..2]) {
            return Err(IdentifierError::new(
                Problem::Check,
                "Check the first 2 letters: no National Insurance number starts with them",
            ));
        }
        if !(b'A'..=b'D').contains(&bytes[8]) {
            return Err(IdentifierError::new(
                Problem::Check,
                "Check the last letter: a National Insurance number ends in A, B, C or D",
            ));
        }
        Ok(Self(number))
    }

    /// The number as printed on letters, in pairs.
    pub fn formatted(&self) -> String {
        let n = &self.0;
        format!("{} {} {} {} {}", &n[..2], &n[2..4], &n[4..6], &n[6..8], &n[8..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_and_formats() {
        assert_eq!(NationalInsuranceNumber::parse("ab 123456 c").unwrap().formatted(), "AB 12 34 56 C");
    }

    #[test]
    fn refuses_what_is_never_issued() {
        let problem = |typed| NationalInsuranceNumber::parse(typed).unwrap_err().problem;
        assert_eq!(problem(""), Problem::Empty);
        assert_eq!(problem("AB123456"), Problem::Shape);
        assert_eq!(problem("12AB3456C"), Problem::Shape);
        for typed in ["QQ123456A", "AO123456A", "GB123456A", "ZZ123456A", "AB123456E", "DA123456A"] {
            assert_eq!(problem(typed), Problem::Check, "{typed}");
        }
    }
}
