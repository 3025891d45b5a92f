//! What is kept in typed columns of a form that was filled in.

use std::collections::BTreeMap;

use jiff::civil::{date, time};

use super::super::typed::{COLUMNS, Cell, Row, owners_of, rows};
use super::super::*;
use super::casework::about_banks;
use super::pack;

fn filled(values: &[(&str, Value)]) -> Answers {
    let mut answers = Answers::new();
    for (path, value) in values {
        answers.set((*path).to_owned(), value.clone());
    }
    answers
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn chosen(all: &[&str]) -> Value {
    Value::Chosen(all.iter().map(|one| (*one).to_owned()).collect())
}

fn day(day: &str, month: &str, year: &str) -> Value {
    let parts = [("day", day), ("month", month), ("year", year)];
    Value::Parts(parts.iter().map(|(name, part)| ((*name).to_owned(), (*part).to_owned())).collect())
}

fn of(owner: &'static str, number: Option<usize>, columns: Vec<(&'static str, Cell)>) -> Row {
    Row { owner, number, columns: BTreeMap::from_iter(columns) }
}

#[test]
fn a_visit_is_a_row_and_one_for_each_child() {
    let form = about_banks("visit");
    let answers = filled(&[
        ("visit_how", text("in-person")),
        ("happened_on", day("18", "5", "2026")),
        ("started_at", text("4:15pm")),
        ("minutes", text("50")),
        ("place", text("At home, in the kitchen")),
        ("next_on", Value::NotYet("They will ring".into())),
        ("child.3.seen", text("yes")),
        ("child.3.seen_alone", text("no")),
        // Typed while "yes" was chosen, and set aside since.
        ("child.4.seen", text("no")),
        ("child.4.seen_alone", text("yes")),
    ]);
    assert_eq!(
        rows(&form, Audience::Worker, &answers),
        [
            of(
                "visit",
                None,
                vec![
                    ("how", Cell::Code("in-person".into())),
                    ("happened_on", Cell::Day(date(2026, 5, 18))),
                    ("started_at", Cell::Time(time(16, 15, 0, 0))),
                    ("minutes", Cell::Number(50)),
                ]
            ),
            of(
                "visit_child",
                Some(3),
                vec![("seen", Cell::Code("yes".into())), ("seen_alone", Cell::Code("no".into()))]
            ),
            of("visit_child", Some(4), vec![("seen", Cell::Code("no".into()))]),
        ]
    );
}

#[test]
fn needs_are_kept_by_their_id_people_by_their_number_and_words_not_at_all() {
    let form = about_banks("early-help-plan");
    let answers = filled(&[
        ("outcomes.1.outcome_wanted", text("Everybody sleeps")),
        ("outcomes.1.outcome_for", chosen(&["person.3", "person.1"])),
        ("outcomes.1.outcome_needs", chosen(&["need.9"])),
        ("outcomes.1.outcome_baseline", text("not-asked")),
        ("outcomes.1.outcome_target", text("7")),
        ("actions.1.action_what", text("Ring the landlord about the boiler")),
        ("actions.1.action_outcome", text("outcomes.1")),
        ("actions.1.action_owner_kind", text("worker")),
        ("actions.1.action_owner", text("Felix Farrow, family worker")),
    ]);
    let rows = rows(&form, Audience::Worker, &answers);
    let named = form.need_numbered(9).expect("ten headings").id.to_string();
    assert!(
        rows.contains(&of(
            "plan_outcome",
            Some(1),
            vec![
                ("for_whom", Cell::Numbers(vec![3, 1])),
                ("needs", Cell::Codes(vec![named])),
                ("target_score", Cell::Number(7)),
            ]
        )),
        "{rows:?}"
    );
    assert!(
        rows.contains(&of(
            "plan_action",
            Some(1),
            vec![("outcome", Cell::Numbers(vec![1])), ("owner_kind", Cell::Code("worker".into()))]
        )),
        "{rows:?}"
    );
    assert!(!format!("{rows:?}").contains("Felix"), "words stay sealed");
}

#[test]
fn a_need_says_which_one_it_is() {
    let form = about_banks("early-help-closure");
    let answers = filled(&[("need.1.need_outcome", text("partly"))]);
    let id = form.need_numbered(1).expect("ten headings").id.to_string();
    assert_eq!(
        rows(&form, Audience::Worker, &answers),
        [of(
            "closure_need",
            Some(1),
            vec![("need", Cell::Code(id)), ("outcome", Cell::Code("partly".into()))]
        )]
    );
}

#[test]
fn every_owner_of_casework_is_asked_about_by_marlshire() {
    let pack = pack();
    for kind in KindOfRecord::ALL.into_iter().filter(|kind| kind.is_casework()) {
        for owner in owners_of(kind) {
            assert!(COLUMNS.iter().any(|(known, _)| *known == owner), "{owner}");
            let asked =
                pack.forms_for(kind).flat_map(|form| &form.section).flat_map(|section| &section.question);
            let mut typed = asked.filter_map(|question| question.typed.as_ref());
            let prefix = format!("{owner}.");
            // A review and a meeting may ask about needs and agreements; Marlshire's do not.
            let may_be_silent = matches!((kind, owner), (KindOfRecord::Review, "need") | (_, "person"));
            assert!(
                may_be_silent || typed.any(|typed| typed.starts_with(&prefix)),
                "{}: {owner}",
                kind.word()
            );
        }
    }
}
