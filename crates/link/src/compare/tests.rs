//! Results as an officer would see them.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::name_keys::keys_for_name;
use crate::query::plan;

const TODAY: Date = date(2026, 6, 15);

fn charlie() -> Candidate {
    Candidate {
        first: "Charlie".into(),
        middle: "James".into(),
        last: "Banks".into(),
        known_as: String::new(),
        other_names: vec![("Charlie".into(), "Okafor".into())],
        birth: DateOfBirth::Exact { date: date(2012, 7, 10) },
        postcodes: vec![Postcode::parse("ME14 1XX").unwrap()],
        phones: vec!["01632960123".into()],
        identifiers: vec!["9434765919".into(), "B801200005001".into(), "R7K3M9QXT".into()],
    }
}

fn found(typed: &str, candidate: &Candidate) -> Match {
    compare(&plan(typed, TODAY), candidate, TODAY)
}

fn why(typed: &str) -> Vec<String> {
    found(typed, &charlie()).reasons.iter().map(Reason::in_words).collect()
}

#[test]
fn says_why_a_person_was_found() {
    assert_eq!(why("Charlie Banks"), ["first name matches", "last name matches"]);
    assert_eq!(why("Charlie Bankes"), ["first name matches", "last name one letter different"]);
    assert_eq!(
        why("Charley Bankes"),
        ["first name is a form of the same name", "last name one letter different"]
    );
    assert_eq!(why("Charles Banks"), ["first name is a form of the same name", "last name matches"]);
    assert_eq!(
        why("Banks Charlie"),
        ["first name matches", "last name matches", "first and last name swapped"]
    );
    assert_eq!(why("Banks, Charlie"), ["first name matches", "last name matches"]);
    assert_eq!(why("James Banks"), ["middle name matches", "last name matches"]);
    assert_eq!(
        why("Charlie Okafor"),
        ["first name matches", "last name matches", "another name they have had"]
    );
    assert_eq!(why("C Banks"), ["first name has the same initial", "last name matches"]);
    assert_eq!(
        why("Cha Ban"),
        ["first name begins with what you typed", "last name begins with what you typed"]
    );
    assert_eq!(why("Sharly Banx"), ["first name sounds the same", "last name sounds the same"]);
}

#[test]
fn dates_and_places_help() {
    assert_eq!(why("Banks 10/07/2012"), ["last name matches", "date of birth matches"]);
    assert_eq!(why("Banks 07/10/2012"), ["last name matches", "day and month swapped"]);
    assert_eq!(why("Banks 11/07/2012"), ["last name matches", "date of birth nearly matches"]);
    assert_eq!(why("Banks 2012"), ["last name matches", "same year of birth"]);
    assert_eq!(why("Banks July 2012"), ["last name matches", "same month and year of birth"]);
    assert_eq!(why("Banks 1/1/2015"), ["last name matches", "date of birth is different"]);
    assert_eq!(why("Banks ME14 1XX"), ["last name matches", "postcode matches"]);
    assert_eq!(why("Banks ME14 1ZZ"), ["last name matches", "same postcode sector"]);
    assert_eq!(why("Banks ME14"), ["last name matches", "same postcode district"]);
    assert_eq!(why("Banks ME5 7QQ"), ["last name matches", "same postcode area"]);
    assert_eq!(why("Banks CT1"), ["last name matches"]);
}

#[test]
fn numbers_find_one_person() {
    for (typed, words) in [
        ("943 476 5919", "NHS number matches"),
        ("B801200005001", "UPN matches"),
        ("R-7K3M-9QXT", "reference matches"),
        ("01632 960123", "phone number matches"),
    ] {
        let found = found(typed, &charlie());
        assert!(found.worth_showing, "{typed}");
        assert_eq!(found.reasons.iter().map(Reason::in_words).collect::<Vec<_>>(), [words]);
    }
}

#[test]
fn somebody_else_is_not_shown() {
    for typed in ["Tommy Williams", "Charlie Williams", "Tommy Banks", "SW1A 2AA", "900 000 0009"] {
        assert!(!found(typed, &charlie()).worth_showing, "{typed}");
    }
    assert!(found("Charlie Banks", &charlie()).worth_showing);
    assert!(found("10/07/2012", &charlie()).worth_showing);
    assert!(!found("", &charlie()).worth_showing);
}

#[test]
fn the_better_fit_comes_first() {
    let score = |typed: &str, candidate: &Candidate| found(typed, candidate).score;
    let younger = Candidate { birth: DateOfBirth::Exact { date: date(2015, 1, 1) }, ..charlie() };
    assert!(score("Charlie Banks 10/07/2012", &charlie()) > score("Charlie Banks 10/07/2012", &younger));
    assert!(score("Charlie Banks", &charlie()) > score("Charley Banks", &charlie()));
    assert!(score("Charlie Banks", &charlie()) > score("Banks Charlie", &charlie()));
    let exact = score("900 000 0009 Charlie Banks 10/07/2012 ME14 1XX", &charlie());
    assert!(score("943 476 5919", &charlie()) > exact);
}

#[test]
fn estimates_and_unknown_births_are_not_punished() {
    let with = |birth| Candidate { birth, ..charlie() };
    let words = |typed: &str, birth| found(typed, &with(birth)).reasons.last().unwrap().in_words();
    assert_eq!(words("Banks 10/07/2012", DateOfBirth::Unknown), "last name matches");
    assert_eq!(
        words("Banks 10/07/2012", DateOfBirth::EstimatedYear { year: 2012 }),
        "fits the estimated age"
    );
    assert_eq!(
        words("Banks 10/07/2012", DateOfBirth::EstimatedAge { age: 14, on: TODAY }),
        "fits the estimated age"
    );
    assert_eq!(
        words("Banks 10/07/2012", DateOfBirth::EstimatedYear { year: 2015 }),
        "date of birth is different"
    );
    assert_eq!(words("Banks 2026", DateOfBirth::Expected { date: date(2026, 9, 1) }), "same year of birth");
}

#[test]
fn double_barrelled_and_known_as_names() {
    let person = Candidate {
        first: "Mary-Ann".into(),
        last: "Smith-Jones".into(),
        known_as: "Polly".into(),
        ..charlie()
    };
    let why =
        |typed: &str| -> Vec<String> { found(typed, &person).reasons.iter().map(Reason::in_words).collect() };
    assert_eq!(why("Polly Jones"), ["known-as name matches", "part of last name matches"]);
    assert_eq!(why("Mary Smith-Jones"), ["first name matches", "last name matches"]);
    assert_eq!(why("Maryann Smithjones"), ["first name matches", "last name matches"]);
}

proptest! {
    /// Whoever the comparison would show for two names, the keys find: nothing good is lost before it is scored.
    #[test]
    fn the_index_finds_what_the_comparison_shows(
        first in "[A-Z][a-z]{1,9}", last in "[A-Z][a-z]{1,9}", cut in 0usize..9, letter in proptest::char::range('a', 'z'),
    ) {
        let candidate = Candidate { first: first.clone(), middle: String::new(), last: last.clone(), other_names: vec![], ..charlie() };
        let mut typed: Vec<char> = first.chars().collect();
        let at = cut % typed.len();
        typed[at] = letter;
        let typed = format!("{} {last}", typed.into_iter().collect::<String>());
        let plan = plan(&typed, TODAY);
        let stored = keys_for_name(&first, "", &last, "");
        let shares = |keys: &[String]| keys.is_empty() || keys.iter().any(|key| stored.contains(key));
        let found_by_index = plan.name_alternatives().iter().any(|way| shares(&way.first_keys) && shares(&way.last_keys));
        prop_assert!(found_by_index, "{typed}");
        prop_assert!(compare(&plan, &candidate, TODAY).worth_showing || plan.names.len() != 2, "{typed}");
    }
}
