//! Strategies: in order, best of all, and what each must not claim.

use pds::NotAsked;
use pds::field::{Field, Form};
use pds::matching::{Came, Caution, MatchStatus, Outcome};
use pds::mock::Answer;
use pds::person::Person;
use serde_json::json;

use crate::support::*;

/// The rules that were asked, in order.
fn asked(outcome: &Outcome) -> Vec<&str> {
    let steps = outcome.steps.iter().filter(|step| !matches!(step.came, Came::NotAsked(_)));
    steps.map(|step| step.rule.as_str()).collect()
}

fn number(outcome: &Outcome) -> Option<&str> {
    outcome.found.as_ref().map(|(number, _)| number.as_str())
}

fn score(score: f64, number: &str) -> Answer {
    Answer::json(&json!({
        "resourceType": "Bundle", "total": 1,
        "entry": [{ "search": { "score": score }, "resource": { "resourceType": "Patient", "id": number } }],
    }))
}

#[test]
fn the_first_match_ends_it() {
    let mock = mock();
    let outcome = trace(&mock, "4", &person("Robin", "Quill", "2015-06-03")).outcome.unwrap();
    assert_eq!((outcome.status, number(&outcome)), (MatchStatus::Match, Some("9990123004")));
    assert_eq!((asked(&outcome), outcome.rule.as_deref()), (vec!["NonFuzzyGFD"], Some("NonFuzzyGFD")));
}

#[test]
fn all_five_strategies_find_whom_they_are_asked_for() {
    let mock = mock();
    for strategy in ["1", "2", "3", "4", "5"] {
        let outcome = trace(&mock, strategy, &person("Elif", "Yilmaz", "31/08/2014")).outcome.unwrap();
        assert_eq!(
            (outcome.status, number(&outcome)),
            (MatchStatus::Match, Some("9990123772")),
            "{strategy}"
        );
    }
}

#[test]
fn without_a_match_the_best_of_all_rules_counts() {
    let mock = mock();
    let scores = [0.5, 0.91, 0.87];
    mock.follow(Box::new({
        let left = std::sync::Mutex::new(scores.to_vec());
        move |_| {
            Some(
                left.lock()
                    .unwrap()
                    .pop()
                    .map_or(Answer::outcome(200, "TOO_MANY_MATCHES"), |it| score(it, "9990123004")),
            )
        }
    }));
    let whole =
        Person { postcode: "ZM14 1XX".into(), gender: "F".into(), ..person("Robin", "Quill", "2015-06-03") };
    let outcome = trace(&mock, "4.2", &whole).outcome.unwrap();
    assert_eq!(
        (outcome.status, outcome.found.as_ref().map(|it| it.1)),
        (MatchStatus::PotentialMatch, Some(0.91))
    );
    assert_eq!(outcome.rule.as_deref(), Some("FuzzyGFD"));
    assert_eq!(asked(&outcome).len(), 5, "every rule was asked");
    assert_eq!(outcome.cautions, []);
}

#[test]
fn low_many_and_nobody_are_told_apart() {
    let mock = mock();
    let robin = person("Robin", "Quill", "2015-06-03");
    mock.follow(Box::new(|_| Some(score(0.849, "9990123004"))));
    assert_eq!(trace(&mock, "4", &robin).outcome.unwrap().status, MatchStatus::LowConfidenceMatch);
    let mock = self::mock();
    let outcome = trace(&mock, "4", &person("Sam", "Thorn", "2012-12-01")).outcome.unwrap();
    assert_eq!((outcome.status, number(&outcome)), (MatchStatus::ManyMatch, None));
    let outcome = trace(&mock, "4", &person("Nobody", "Here", "2012-12-01")).outcome.unwrap();
    assert_eq!(outcome.status, MatchStatus::NoMatch);
}

#[test]
fn rules_that_find_different_people_say_so() {
    let mock = mock();
    mock.follow(Box::new(|asked| {
        let number = if asked.parameter("_fuzzy-match").is_some() { "9990123071" } else { "9990123004" };
        Some(score(if number == "9990123071" { 0.97 } else { 0.9 }, number))
    }));
    let outcome = trace(&mock, "4", &person("Robin", "Quill", "2015-06-03")).outcome.unwrap();
    assert_eq!((outcome.status, number(&outcome)), (MatchStatus::Match, Some("9990123071")));
    assert_eq!(outcome.cautions, [Caution::RulesDisagree]);
}

#[test]
fn the_same_question_is_not_asked_twice() {
    let mock = mock();
    // Without gender, postcode, email and phone "all" is the same as given name, family name and date of birth.
    let outcome = trace(&mock, "4.1", &person("Nobody", "Here", "2012-12-01")).outcome.unwrap();
    assert_eq!(asked(&outcome), ["NonFuzzyGFD", "FuzzyGFD", "NonFuzzyGFDRange", "FuzzyGFDRange"]);
    let again = outcome.steps.iter().filter(|step| matches!(step.came, Came::NotAsked(NotAsked::SameAgain)));
    assert_eq!(
        again.map(|step| step.rule.as_str()).collect::<Vec<_>>(),
        ["FuzzyAll", "NonFuzzyGFDRangePostcode", "FuzzyGFDRangePostcode"]
    );
    let sent: Vec<_> = mock.asked_about_people().into_iter().map(|asked| asked.parameters).collect();
    assert!(sent.iter().enumerate().all(|(at, one)| !sent[..at].contains(one)));
}

#[test]
fn too_little_is_not_sent_at_all() {
    let mock = mock();
    for nobody in [
        Person::default(),
        person("Robin", "", "2015-06-03"),
        person("Robin", "Quill", "1/7/80"),
        person("", "Quill", "2015-06-03"),
    ] {
        let traced = trace(&mock, "5", &nobody);
        let outcome = traced.outcome.unwrap();
        assert_eq!((outcome.status, outcome.steps.len(), traced.book.kept.len()), (MatchStatus::Error, 0, 0));
        assert!(!outcome.flaws.is_empty());
    }
    assert!(mock.asked().is_empty(), "not even a token was asked for");
}

#[test]
fn a_placeholder_leads_to_the_rules_without_a_given_name() {
    let mock = mock();
    let baby =
        Person { gender: "F".into(), postcode: "ZM7 7JJ".into(), ..person("Baby", "Birchall", "05/10/2026") };
    let traced = trace(&mock, "5", &baby);
    let outcome = traced.outcome.unwrap();
    assert_eq!((outcome.status, number(&outcome)), (MatchStatus::Match, Some("9990123845")));
    assert_eq!(asked(&outcome), ["FuzzyFDGPostcode"]);
    assert_eq!(outcome.cautions, [Caution::WithoutGivenName]);
    assert!(mock.asked_about_people().iter().all(|asked| asked.parameter("given").is_none()));
    assert!(traced.book.kept.iter().all(|it| it.sent.iter().all(|sent| sent.field != Field::Given)));
    // A strategy without such rules asks nothing and says which has them.
    let outcome = trace(&mock, "4", &baby).outcome.unwrap();
    assert_eq!(
        (outcome.status, asked(&outcome).len(), outcome.cautions.as_slice()),
        (MatchStatus::Error, 0, [Caution::OnlyPlaceholder].as_slice())
    );
}

#[test]
fn twins_are_not_told_apart_without_a_given_name() {
    let mock = mock();
    let twin = Person {
        gender: "F".into(),
        postcode: "ZM4 2AB".into(),
        ..person("Twin 1", "Okafor-Lund", "2017-02-11")
    };
    let outcome = trace(&mock, "5", &twin).outcome.unwrap();
    assert_eq!((outcome.status, number(&outcome)), (MatchStatus::ManyMatch, None));
    assert!(
        outcome.cautions.contains(&Caution::SomeRefused),
        "PDS wants a gender where there is no given name"
    );
    let ines = Person { given: "Ines".into(), ..twin };
    assert_eq!(number(&trace(&mock, "5", &ines).outcome.unwrap()), Some("9990123071"));
}

#[test]
fn a_restricted_person_is_found_by_rules_without_a_postcode_only() {
    let mock = mock();
    let nadia = Person { postcode: "ZM10 3FT".into(), ..person("Nadia", "Haddad", "2018-09-09") };
    let outcome = trace(&mock, "3.16", &nadia).outcome.unwrap();
    assert!(matches!(outcome.steps[0].came, Came::Nobody), "with a postcode");
    assert_eq!((outcome.status, outcome.rule.as_deref()), (MatchStatus::Match, Some("FuzzyGFD")));
}

#[test]
fn a_former_name_and_a_swapped_day_are_found_by_the_rules_for_them() {
    let mock = mock();
    let outcome = trace(&mock, "4", &person("Elif", "Demir", "2014-08-31")).outcome.unwrap();
    assert_eq!((outcome.status, number(&outcome)), (MatchStatus::Match, Some("9990123772")));
    let traced = trace(&mock, "1", &person("Kit", "Ferreira", "2013-04-05"));
    let outcome = traced.outcome.unwrap();
    assert_eq!((number(&outcome), outcome.rule.as_deref()), (Some("9990123918"), Some("FuzzyAltDob")));
    let alt = traced.book.kept.iter().find(|it| it.rule.as_deref() == Some("FuzzyAltDob")).unwrap();
    assert!(alt.sent.iter().any(|sent| sent.field == Field::BirthDate && sent.form == Form::Swapped));
}

#[test]
fn a_rule_that_pds_refuses_is_left_out_and_the_others_are_asked() {
    let mock = mock();
    let sam = Person { postcode: "ZM99 9ZZ".into(), ..person("Nobody", "Here", "2012-12-01") };
    let outcome = trace(&mock, "3.15", &sam).outcome.unwrap();
    assert_eq!(outcome.status, MatchStatus::NoMatch);
    let refused: Vec<_> = outcome
        .steps
        .iter()
        .filter(|step| matches!(step.came, Came::Trouble(_)))
        .map(|step| step.rule.as_str())
        .collect();
    assert_eq!(refused, ["FuzzyGFDRangePostcodeWildcard"], "a fuzzy search takes no wildcard");
    assert_eq!(outcome.cautions, [Caution::SomeRefused]);
}

#[test]
fn nobody_is_not_claimed_while_an_answer_is_missing() {
    let mock = mock();
    mock.follow(Box::new(|asked| {
        asked.parameter("_fuzzy-match").map(|_| Answer::json(&json!({ "resourceType": "Robin" })))
    }));
    let outcome = trace(&mock, "4", &person("Nobody", "Here", "2012-12-01")).outcome.unwrap();
    assert_eq!((outcome.status, outcome.cautions), (MatchStatus::Error, vec![Caution::NotAllAnswered]));
}

#[test]
fn what_a_council_never_sends_is_not_sent() {
    let mock = mock();
    let settings = settings_with(&mock, "never_send = ['gender', 'email', 'phone']");
    let whole = Person {
        gender: "F".into(),
        email: "x@kith.example".into(),
        phone: "01632 960101".into(),
        postcode: "ZM99 9ZZ".into(),
        ..person("Nobody", "Here", "2012-12-01")
    };
    let traced = trace_with(&mock, &settings, "2", &whole, Book::default());
    traced.outcome.unwrap();
    let asked = mock.asked_about_people();
    assert!(
        asked.iter().all(|it| ["gender", "email", "phone"].iter().all(|name| it.parameter(name).is_none()))
    );
    assert!(asked.iter().any(|it| it.parameter("address-postalcode") == Some("ZM*")));
    assert!(traced.book.kept.iter().any(|it| it.sent.iter().any(|sent| sent.form == Form::Area)));
}
