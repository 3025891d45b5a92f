//! Unique pupil numbers, current and former.

use super::masked::masked_identifier;
use super::{IdentifierError, Problem, squash};

/// The letters a UPN may use; a letter's place is its value. I, O and S are left out because they look like digits.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// Ranges of authority numbers that have issued UPNs: today's authorities, abolished ones, Wales, service schools and
/// the pseudo numbers for pupils from elsewhere. Source: DfE Common Basic Data Set, local authority numbers.
const AUTHORITIES: &[(u16, u16)] = &[
    (1, 5),
    (201, 213),
    (301, 320),
    (330, 336),
    (340, 344),
    (350, 359),
    (370, 373),
    (380, 384),
    (390, 394),
    (420, 420),
    (660, 681),
    (701, 708),
    (800, 896),
    (901, 938),
    (940, 943),
];

/// A unique pupil number whose check letter is right.
///
/// Check letter, three digits for the authority that issued it, four for the school, two for the year, three for the
/// pupil; a temporary number ends in a letter. Source: DfE, "Unique pupil numbers: a guide for schools".
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Upn(String);
masked_identifier!(Upn);

/// A UPN the pupil had before, by the same rules. Kept apart because a return asks for it in another place and because
/// it must never be matched on after an adoption.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormerUpn(String);
masked_identifier!(FormerUpn);

impl Upn {
    /// Accepts 13 characters in capitals or small letters, spaced or not.
    pub fn parse(typed: &str) -> Result<Self, IdentifierError> {
        check(typed).map(Self)
    }

    /// The number as printed: 13 characters, not grouped.
    pub fn formatted(&self) -> String {
        self.0.clone()
    }

    /// Whether a school gave this number until the permanent one is known.
    pub fn is_temporary(&self) -> bool {
        ends_in_letter(&self.0)
    }

    /// Something to tell the person who typed it although the number is accepted: the list of authorities changes with
    /// every reorganisation, so an authority we do not know is no reason to refuse a number.
    pub fn warning(&self) -> Option<&'static str> {
        warning(&self.0)
    }
}

impl FormerUpn {
    /// Accepts what [`Upn::parse`] accepts.
    pub fn parse(typed: &str) -> Result<Self, IdentifierError> {
        check(typed).map(Self)
    }

    /// The number as printed: 13 characters, not grouped.
    pub fn formatted(&self) -> String {
        self.0.clone()
    }

    /// As [`Upn::warning`].
    pub fn warning(&self) -> Option<&'static str> {
        warning(&self.0)
    }
}

fn check(typed: &str) -> Result<String, IdentifierError> {
    let number = squash(typed);
    if number.is_empty() {
        return Err(IdentifierError::new(
            Problem::Empty,
            "Enter a UPN with 13 characters, like A987600012345",
        ));
    }
    let bytes = number.as_bytes();
    let right_shape = bytes.len() == 13
        && value_of_letter(bytes[0]).is_some()
        && bytes[1..12].iter().all(u8::is_ascii_digit)
        && value_of_any(bytes[12]).is_some();
    if !right_shape {
        return Err(IdentifierError::new(
            Problem::Shape,
            "A UPN must be a letter and 12 digits, like A987600012345. A temporary one ends in a letter",
        ));
    }
    let sum: usize =
        bytes[1..].iter().zip(2..).filter_map(|(b, weight)| Some(value_of_any(*b)? * weight)).sum();
    if LETTERS[sum % 23] != bytes[0] {
        return Err(IdentifierError::new(
            Problem::Check,
            "Check the UPN: its first letter does not fit the other characters",
        ));
    }
    Ok(number)
}

fn value_of_letter(byte: u8) -> Option<usize> {
    LETTERS.iter().position(|letter| *letter == byte)
}

fn value_of_any(byte: u8) -> Option<usize> {
    if byte.is_ascii_digit() { Some(usize::from(byte - b'0')) } else { value_of_letter(byte) }
}

fn ends_in_letter(number: &str) -> bool {
    number.ends_with(|c: char| c.is_ascii_alphabetic())
}

fn warning(number: &str) -> Option<&'static str> {
    let authority: u16 = number.get(1..4)?.parse().ok()?;
    let known = AUTHORITIES.iter().any(|(first, last)| (*first..=*last).contains(&authority));
    if !known {
        return Some(
            "We do not know the local authority in this UPN. Check the four characters at the start",
        );
    }
    ends_in_letter(number).then_some("This is a temporary UPN. Ask the school for the permanent one")
}

crate::codes::code_enum! {
    /// Why a child has no UPN. Source: DfE children in need census, "UPN unknown reason" (N00135).
    pub enum UpnUnknownReason {
        /// UN1.
        NotOfSchoolAge = "UN1", "Not of school age and not yet given a UPN";
        /// UN2.
        NeverAtStateSchool = "UN2", "Has never attended a maintained school in England";
        /// UN3.
        EducatedOutsideEngland = "UN3", "Educated outside England";
        /// UN4: became in need in the last week of the collection.
        NewlyInNeed = "UN4", "Newly in need and the UPN is not known yet";
        /// UN5: names or dates of birth differ, so no safe match can be made.
        SourcesDisagree = "UN5", "Sources of the UPN disagree about the child's details";
        /// UN6.
        CannotBeObtained = "UN6", "Not looked after and the council cannot obtain the UPN";
        /// UN7.
        NoFurtherAction = "UN7", "Referred with no further action";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_permanent_and_temporary_numbers() {
        let upn = Upn::parse("b80 1200 00 5001").unwrap();
        assert_eq!(upn.as_str(), "B801200005001");
        assert!(!upn.is_temporary());
        assert_eq!(upn.warning(), None);
        let temporary = Upn::parse("D87408812254F").unwrap();
        assert!(temporary.is_temporary());
        assert!(temporary.warning().unwrap().contains("temporary"));
        assert_eq!(FormerUpn::parse("B801200005001").unwrap().as_str(), upn.as_str());
    }

    #[test]
    fn refuses_slips() {
        let problem = |typed| Upn::parse(typed).unwrap_err().problem;
        assert_eq!(problem(""), Problem::Empty);
        assert_eq!(problem("801200005001"), Problem::Shape);
        assert_eq!(problem("I801200005001"), Problem::Shape);
        assert_eq!(problem("X80120000A001"), Problem::Shape);
        assert_eq!(problem("A801200005001"), Problem::Check);
        assert_eq!(problem("B801200005010"), Problem::Check);
        assert_eq!(problem("ß801200005001"), Problem::Shape);
    }

    #[test]
    fn an_unknown_authority_is_only_a_warning() {
        let upn = Upn::parse("E000200005001").unwrap();
        assert!(upn.warning().unwrap().contains("local authority"));
    }

    #[test]
    fn knows_the_authorities_made_in_2021_and_2023() {
        for authority in ["838", "839", "840", "940", "941", "942", "943"] {
            let body = format!("{authority}200005001");
            let upn = LETTERS.iter().find_map(|l| Upn::parse(&format!("{}{body}", char::from(*l))).ok());
            assert_eq!(upn.unwrap().warning(), None, "{authority}");
        }
    }

    #[test]
    fn the_example_in_the_message_is_a_real_shape() {
        assert_ne!(Upn::parse("A987600012345").unwrap_err().problem, Problem::Shape);
    }
}
