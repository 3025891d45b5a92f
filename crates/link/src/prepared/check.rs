//! Whether a number can be right, said without making anything: millions of pairs ask.
//!
//! Numbers written as they are printed are added up here; however else they are written, `law` decides. The tests hold both to
//! the same answers.

use law::identifiers::{NhsNumber, Upn};

use crate::plan::Check;

/// The letters that a UPN may use; a letter's place is its value.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

impl Check {
    /// Whether a text is such a number.
    pub fn passes(self, text: &[u8]) -> bool {
        match self {
            Self::Upn => upn(text),
            Self::Nhs => nhs(text),
        }
    }
}

/// A check letter and twelve digits, weighed 2 to 13, modulo 23 (DfE, "Unique pupil numbers: a guide for schools").
fn upn(text: &[u8]) -> bool {
    match text {
        [letter, digits @ ..] if digits.len() == 12 && digits.iter().all(u8::is_ascii_digit) => {
            let sum: usize =
                digits.iter().zip(2..).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
            LETTERS[sum % 23] == letter.to_ascii_uppercase()
        }
        _ => {
            std::str::from_utf8(text).is_ok_and(|text| Upn::parse(text).is_ok_and(|upn| !upn.is_temporary()))
        }
    }
}

/// Nine digits, weighed 10 to 2, and a check digit, modulo 11 (NHS Data Dictionary, "NHS number").
fn nhs(text: &[u8]) -> bool {
    if text.len() != 10 || !text.iter().all(u8::is_ascii_digit) {
        return std::str::from_utf8(text).is_ok_and(|text| NhsNumber::parse(text).is_ok());
    }
    // Ten equal digits stand for no number.
    if text.iter().all(|digit| *digit == text[0]) {
        return false;
    }
    let digit = |at: usize| u32::from(text[at] - b'0');
    let sum: u32 = (0..9).map(|at| digit(at) * (10 - at as u32)).sum();
    match 11 - sum % 11 {
        10 => false,
        check => check % 11 == digit(9),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_law(check: Check, text: &str) -> bool {
        match check {
            Check::Upn => Upn::parse(text).is_ok_and(|upn| !upn.is_temporary()),
            Check::Nhs => NhsNumber::parse(text).is_ok(),
        }
    }

    proptest! {
        #[test]
        fn as_law_says(digits in "[0-9]{12}", last in 0usize..24, nhs in "9[0-9]{8}", end in "[0-9 A-Z]{0,2}") {
            for letter in LETTERS {
                let upn = format!("{}{digits}", char::from(*letter));
                prop_assert_eq!(Check::Upn.passes(upn.as_bytes()), by_law(Check::Upn, &upn), "{}", upn);
            }
            for digit in 0..10 {
                let number = format!("{nhs}{digit}");
                prop_assert_eq!(Check::Nhs.passes(number.as_bytes()), by_law(Check::Nhs, &number), "{}", number);
            }
            let odd = format!("{}{}{end}", char::from(LETTERS[last % 23]).to_ascii_lowercase(), &digits[..11]);
            prop_assert_eq!(Check::Upn.passes(odd.as_bytes()), by_law(Check::Upn, &odd), "{}", odd);
            let grouped = format!("{} {} {end}", &nhs[..3], &nhs[3..6]);
            prop_assert_eq!(Check::Nhs.passes(grouped.as_bytes()), by_law(Check::Nhs, &grouped), "{}", grouped);
        }

        #[test]
        fn ten_equal_digits_are_no_number(digit in 0u8..10) {
            let text = [b'0' + digit; 10];
            prop_assert!(!Check::Nhs.passes(&text));
        }
    }
}
