//! Codes in words.

use jiff::civil::Date;
use law::codes::{AGENCIES, ContactMethod, REFERRAL_SOURCES, Rag};
use law::date_of_birth::DateOfBirth;
use law::decision::{InvolvementKind, Outcome};
use law::relationship::RelationshipType;
use law::warning_note::WarningType;
use record::request::subject::Subject;

use crate::council::Council;

/// How a request came: "Phone".
pub fn method(code: &str) -> String {
    ContactMethod::parse(code).map_or_else(|| plain(code), |method| method.label().to_owned())
}

/// Who referred: "School".
pub fn source(code: &str) -> String {
    REFERRAL_SOURCES.label(code).map_or_else(|| plain(code), str::to_owned)
}

/// A kind of open work: "Child in need".
pub fn involvement(code: &str) -> String {
    InvolvementKind::parse(code).map_or_else(|| plain(code), |kind| kind.label().to_owned())
}

/// What was decided or recommended.
pub fn outcome(code: &str) -> String {
    Outcome::parse(code).map_or_else(|| plain(code), |outcome| outcome.label().to_owned())
}

/// A kind of organisation.
pub fn agency(code: &str) -> String {
    AGENCIES.label(code).map_or_else(|| plain(code), str::to_owned)
}

/// What a warning note is about.
pub fn warning(code: &str) -> String {
    WarningType::parse(code).map_or_else(|| plain(code), |kind| kind.label().to_owned())
}

/// "Red".
pub fn rag(code: &str) -> String {
    Rag::parse(code).map_or_else(|| plain(code), |rag| rag.label().to_owned())
}

/// An organisation the family asked us not to tell: a recipient of the notice, or an agency.
pub fn recipient(council: &Council, id: &str) -> String {
    match council.pack.notice().recipient(id) {
        Some(recipient) => recipient.name.clone(),
        None if id == "other" => "A person, or somebody not on the list: see the answers".to_owned(),
        None => agency(id),
    }
}

/// How an adult is related, as a request says it.
pub fn relation(code: &str) -> String {
    RelationshipType::parse(code).map_or_else(|| plain(code), |kind| capital(kind.label()))
}

/// Age and date of birth together: workers tell people apart by both.
pub fn age_and_birth(birth: &DateOfBirth, today: Date) -> String {
    match birth {
        DateOfBirth::Exact { .. } => format!("{}, born {}", birth.age_text(today), birth.in_words()),
        DateOfBirth::Expected { .. } => format!("not born yet, {}", birth.in_words()),
        DateOfBirth::Unknown => "date of birth not known".to_owned(),
        DateOfBirth::EstimatedAge { .. } => format!("{}, {}", birth.age_text(today), birth.in_words()),
        _ => format!("{}, born {}", birth.age_text(today), birth.in_words()),
    }
}

/// A code this version has no words for, readable all the same.
pub fn plain(code: &str) -> String {
    capital(&code.replace(['_', '-'], " "))
}

/// The same words with a capital letter first; names in them stay as they are.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What somebody in a request is called on a page.
pub fn name(subject: &Subject) -> String {
    let given = subject.first_name.as_deref().or(subject.known_as.as_deref());
    let words = [given, subject.last_name.as_deref()];
    let name = words
        .into_iter()
        .flatten()
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    match subject.known_as.as_deref() {
        _ if name.is_empty() && subject.birth.is_expected() => "Unborn baby".to_owned(),
        _ if name.is_empty() => format!("{} {}", capital(&subject.part), subject.position),
        Some(known_as) if !known_as.is_empty() && given != Some(known_as) => {
            format!("{name}, known as {known_as}")
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(first: Option<&str>, last: Option<&str>, known_as: Option<&str>) -> Subject {
        Subject {
            id: uuid::Uuid::nil(),
            part: "child".into(),
            position: 2,
            standing: "referred".into(),
            relation: None,
            first_name: first.map(Into::into),
            last_name: last.map(Into::into),
            known_as: known_as.map(Into::into),
            birth: DateOfBirth::Unknown,
            postcode: None,
            person_id: None,
            how: None,
        }
    }

    #[test]
    fn somebody_always_has_something_to_be_called() {
        assert_eq!(
            name(&subject(Some("Charlotte"), Some("Banks"), Some("Charlie"))),
            "Charlotte Banks, known as Charlie"
        );
        assert_eq!(name(&subject(None, Some("Banks"), Some("Charlie"))), "Charlie Banks");
        assert_eq!(name(&subject(Some(" "), None, None)), "Child 2");
        let unborn = DateOfBirth::Expected { date: jiff::civil::date(2026, 12, 1) };
        assert_eq!(name(&Subject { birth: unborn, ..subject(None, None, None) }), "Unborn baby");
    }

    #[test]
    fn what_is_not_known_of_a_birth_is_said_once() {
        let today = jiff::civil::date(2026, 11, 28);
        let exact = DateOfBirth::Exact { date: jiff::civil::date(2012, 7, 10) };
        assert_eq!(age_and_birth(&exact, today), "14 years, born 10 July 2012");
        let expected = DateOfBirth::Expected { date: jiff::civil::date(2027, 5, 3) };
        assert_eq!(age_and_birth(&expected, today), "not born yet, due 3 May 2027");
        assert_eq!(age_and_birth(&DateOfBirth::Unknown, today), "date of birth not known");
        let said = DateOfBirth::EstimatedAge { age: 6, on: jiff::civil::date(2026, 11, 1) };
        assert_eq!(age_and_birth(&said, today), "about 6, said to be 6 on 1 November 2026");
    }

    #[test]
    fn an_unknown_code_is_still_words() {
        assert_eq!(involvement("looked-after"), "Looked after");
        assert_eq!(involvement("child_in_need"), "Child in need");
        assert_eq!(agency("gp"), "GP");
    }
}
