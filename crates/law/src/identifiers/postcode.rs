//! Postcodes: normalising, checking and taking apart.

use super::masked::masked_identifier;
use super::{IdentifierError, Problem, squash};

/// A postcode of the right shape, kept as `OUT IN` with one space.
///
/// Shape says nothing about whether Royal Mail has issued it. Source: BS 7666 as used by DfE's collections, with the
/// letters C, I, K, M, O and V refused in the last two places, where no postcode has ever had them.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Postcode(String);
masked_identifier!(Postcode);

impl Postcode {
    /// Accepts a postcode in capitals or small letters, with or without the space, and O typed for 0.
    pub fn parse(typed: &str) -> Result<Self, IdentifierError> {
        let mut text = squash(typed);
        if text.is_empty() {
            return Err(IdentifierError::new(Problem::Empty, "Enter a postcode, like ME14 1XX"));
        }
        let wrong = IdentifierError::new(Problem::Shape, "Enter a full UK postcode, like ME14 1XX");
        if !text.is_ascii() || !(5..=7).contains(&text.len()) {
            return Err(wrong);
        }
        let middle = text.len() - 3;
        // The last group always starts with a digit, so a letter O there can only be a zero.
        if text.as_bytes()[middle] == b'O' {
            text.replace_range(middle..=middle, "0");
        }
        let (outward, inward) = text.split_at(middle);
        let postcode = Self(format!("{outward} {inward}"));
        // The statisticians' codes for "no fixed abode" and "outside England" break the rule about the last letters.
        if outward == "ZZ99" && is_inward(inward.as_bytes(), |_| true) {
            return Ok(postcode);
        }
        let issued = |letter: u8| !b"CIKMOV".contains(&letter);
        if is_outward(outward.as_bytes()) && is_inward(inward.as_bytes(), issued) {
            Ok(postcode)
        } else {
            Err(wrong)
        }
    }

    /// The postcode with its one space.
    pub fn formatted(&self) -> String {
        self.0.clone()
    }

    /// The first half: `ME14`.
    pub fn outward(&self) -> &str {
        &self.0[..self.0.len() - 4]
    }

    /// The second half: `1XX`.
    pub fn inward(&self) -> &str {
        &self.0[self.0.len() - 3..]
    }

    /// The letters at the start: `ME`.
    pub fn area(&self) -> &str {
        let letters = self.0.bytes().take_while(u8::is_ascii_alphabetic).count();
        &self.0[..letters]
    }

    /// The outward half without the letter some London districts end in: `EC1` of `EC1A 1BB`.
    pub fn district(&self) -> &str {
        self.outward().trim_end_matches(|c: char| c.is_ascii_alphabetic())
    }

    /// The outward half where it is a lettered part of a district: `EC1A`.
    pub fn sub_district(&self) -> Option<&str> {
        (self.district().len() < self.outward().len()).then(|| self.outward())
    }

    /// The outward half and the digit after it: `ME14 1`. About three thousand addresses.
    pub fn sector(&self) -> &str {
        &self.0[..self.0.len() - 2]
    }

    /// The two letters at the end: `XX`. About fifteen addresses.
    pub fn unit(&self) -> &str {
        &self.0[self.0.len() - 2..]
    }

    /// Whether this is one of the ZZ99 codes used for no fixed abode, unknown or overseas.
    pub fn is_pseudo(&self) -> bool {
        self.outward() == "ZZ99"
    }

    /// Whether `text` is the outward half of a postcode, for searches by part of one.
    pub fn is_outward(text: &str) -> bool {
        is_outward(text.as_bytes())
    }
}

/// One or two letters, a digit, then nothing, a digit or a letter.
fn is_outward(outward: &[u8]) -> bool {
    let letters = outward.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let tail_is_right = match &outward[letters..] {
        [digit] => digit.is_ascii_digit(),
        [digit, last] => digit.is_ascii_digit() && (last.is_ascii_digit() || last.is_ascii_uppercase()),
        _ => false,
    };
    (1..=2).contains(&letters) && tail_is_right
}

fn is_inward(inward: &[u8], allowed: impl Fn(u8) -> bool) -> bool {
    inward.len() == 3
        && inward[0].is_ascii_digit()
        && inward[1..].iter().all(|b| b.is_ascii_uppercase() && allowed(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalises_and_takes_apart() {
        let postcode = Postcode::parse(" me141xx").unwrap();
        assert_eq!(postcode.as_str(), "ME14 1XX");
        assert_eq!(
            (postcode.area(), postcode.outward(), postcode.sector(), postcode.inward(), postcode.unit()),
            ("ME", "ME14", "ME14 1", "1XX", "XX")
        );
        assert_eq!((postcode.district(), postcode.sub_district()), ("ME14", None));
        let london = Postcode::parse("ec1a 1bb").unwrap();
        assert_eq!((london.district(), london.sub_district()), ("EC1", Some("EC1A")));
    }

    #[test]
    fn mends_a_letter_o_where_only_a_zero_can_stand() {
        assert_eq!(Postcode::parse("W1A OAX").unwrap().as_str(), "W1A 0AX");
    }

    #[test]
    fn accepts_no_fixed_abode() {
        let postcode = Postcode::parse("ZZ99 3VZ").unwrap();
        assert!(postcode.is_pseudo());
        assert!(!Postcode::parse("ME14 1XX").unwrap().is_pseudo());
    }

    #[test]
    fn refuses_parts_and_impossible_letters() {
        for typed in [
            "ME14",
            "EH1 JS",
            "EH 1JS",
            "12FSSD",
            "1A1 1AA",
            "ME14 1CK",
            "ME14 1XX ME14 1XX",
            "MÉ14 1XX",
            "A 1AA",
        ] {
            assert_eq!(Postcode::parse(typed).unwrap_err().problem, Problem::Shape, "{typed}");
        }
        assert_eq!(Postcode::parse("  ").unwrap_err().problem, Problem::Empty);
    }

    #[test]
    fn knows_an_outward_half() {
        assert!(["M1", "ME14", "W1A", "EC1A", "NW1W"].iter().all(|half| Postcode::is_outward(half)));
        assert!(
            ["M", "ME", "1", "ME142", "ME14A", "me14", ""].iter().all(|half| !Postcode::is_outward(half))
        );
    }
}
