//! What is known when a form is begun, and what was answered last time.

use super::super::*;
use super::casework::{about_banks, banks};
use super::pack;

fn known(pairs: &[(&str, Value)]) -> Facts {
    let known = pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Facts { known, ..Facts::default() }
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

#[test]
fn what_is_known_stands_in_the_form_and_never_replaces_an_answer() {
    let form = about_banks("early-help-assessment");
    let mut answers = Answers::new();
    answers.set_text("lead_name", "Priya Nair");
    let facts = known(&[
        ("lead_practitioner.name", text("Sam Okafor")),
        ("lead_practitioner.profession", text("Family support worker")),
        ("person.3.agreed_to_take_part", text("yes")),
        ("person.5.agreed_to_take_part", text("perhaps")),
        ("person.2.agreed_to_take_part", text("yes")),
        ("involvement.do_not_share_with", Value::Chosen(vec!["schools".to_owned()])),
        ("lead_practitioner.since", text("last spring")),
    ]);
    let filled = prefill(&form, Audience::Worker, &facts, &mut answers);
    assert_eq!(answers.text("lead_name"), "Priya Nair");
    assert_eq!(answers.text("lead_profession"), "Family support worker");
    assert_eq!(answers.text("person.3.agreed_to_take_part"), "yes");
    assert_eq!(answers.get("person.5.agreed_to_take_part"), None, "no such choice");
    assert_eq!(answers.get("person.2.agreed_to_take_part"), None, "nobody has this number");
    assert_eq!(answers.get("lead_since"), None, "words are no date");
    assert!(answers.is_chosen("do_not_share_with", "schools"));
    assert_eq!(filled, ["lead_profession", "person.3.agreed_to_take_part", "do_not_share_with"]);
    let again = answers.clone();
    assert_eq!(prefill(&form, Audience::Worker, &facts, &mut answers), [""; 0]);
    assert_eq!(answers, again, "once is enough");
}

#[test]
fn a_list_gives_each_item_its_own_entry() {
    let form = about_banks("early-help-review");
    let facts = known(&[
        ("plan_action.1.what", text("Ring the school")),
        ("plan_action.1.owner", text("Rachel")),
        ("plan_action.2.what", text("Ask about a place at breakfast club")),
        ("plan_outcome.1.wanted", text("Ellie is at school every day")),
        ("plan_outcome.1.baseline_score", text("3")),
    ]);
    let mut answers = Answers::new();
    prefill(&form, Audience::Worker, &facts, &mut answers);
    assert_eq!(answers.text("actions.1.action_owner"), "Rachel");
    assert_eq!(answers.text("actions.2.action_what"), "Ask about a place at breakfast club");
    assert_eq!(answers.items("actions", 30), 2);
    assert_eq!(answers.text("outcomes.1.outcome_before"), "3");

    let mut begun = Answers::new();
    begun.set_text("actions.1.action_what", "Something else");
    prefill(&form, Audience::Worker, &facts, &mut begun);
    assert_eq!(
        (begun.items("actions", 30), begun.get("actions.1.action_owner")),
        (1, None),
        "a list that was begun is left alone"
    );
}

#[test]
fn the_previous_form_stands_beside_and_answers_are_copied_one_by_one() {
    let form = about_banks("early-help-assessment");
    let mut before = Answers::new();
    before.set_text("need.9.strengths", "The flat is warm");
    before.set_text("need.9.identified", "yes");
    before.set_text("story_tried", "Breakfast club");
    let mut answers = Answers::new();
    answers.set_text("story_tried", "A new school");

    let both = beside(&form, Audience::Worker, &answers, &form, &before);
    let row = |path: &str| both.iter().find(|one| one.now.path == path).expect("asked");
    assert_eq!(row("need.9.strengths").before.as_deref(), Some(&["The flat is warm".to_owned()][..]));
    assert!(row("need.9.strengths").may_copy);
    assert!(!row("need.9.identified").may_copy, "the form does not let this be copied");
    assert!(!row("story_tried").may_copy, "it has been answered");
    assert_eq!(row("need.1.strengths").before, None);

    assert!(copy_answer(&form, Audience::Worker, &mut answers, &before, "need.9.strengths"));
    assert_eq!(answers.text("need.9.strengths"), "The flat is warm");
    for at in ["need.9.identified", "story_tried", "need.99.strengths", "nonsense"] {
        assert!(!copy_answer(&form, Audience::Worker, &mut answers, &before, at), "{at}");
    }
    assert_eq!(answers.text("story_tried"), "A new school");
}

#[test]
fn the_previous_answer_is_there_from_the_start_where_the_form_says_so() {
    let form = about_banks("early-help-plan");
    let mut previous = Answers::new();
    previous.set_text("goals", "Mornings without shouting");
    previous.set_text("contingency", "Ring Sam");
    let mut answers = Answers::new();
    let filled = prefill(&form, Audience::Worker, &Facts { previous, ..Facts::default() }, &mut answers);
    assert_eq!(filled, ["goals"], "the contingency is copied by hand");
    assert_eq!(answers.text("goals"), "Mornings without shouting");
}

#[test]
fn people_numbered_otherwise_keep_their_answers() {
    let form = pack().form("early-help-assessment").expect("a form").about(&banks());
    let mut old = Answers::new();
    old.set_text("child.1.voice_wish", "A dog");
    old.set_text("child.2.voice_wish", "A cat");
    old.set_text("person.8.took_part", "yes");
    old.set("need.1.affects", Value::Chosen(vec!["person.1".to_owned(), "person.8".to_owned()]));
    old.set_text("story_now", "As before");
    let new = old.renumbered(&form, &[(1, 3), (2, 1)]);
    assert_eq!((new.text("child.3.voice_wish"), new.text("child.1.voice_wish")), ("A dog", "A cat"));
    assert_eq!(new.get("person.8.took_part"), None);
    assert_eq!(new.get("need.1.affects"), Some(&Value::Chosen(vec!["person.3".to_owned()])));
    assert_eq!(new.text("story_now"), "As before");
}

#[test]
fn every_name_of_the_list_can_be_asked_for() {
    for (owner, names) in prefill::NAMES {
        for (name, shape) in names {
            assert_eq!(prefill::shape(&format!("{owner}.{name}")), Some(*shape));
        }
    }
    assert_eq!(prefill::shape("family.pet"), None);
    assert_eq!(prefill::shape("family"), None);
}

#[test]
fn what_was_said_of_one_action_is_not_copied_to_another() {
    let form = about_banks("early-help-review");
    let mut before = Answers::new();
    before.set_text("actions.1.action_what", "Read a story");
    before.set_text("actions.1.action_evidence", "The chart on the fridge");
    before.set_text("circulated_to", "School");
    let mut now = Answers::new();
    now.set_text("actions.1.action_what", "Ring the landlord");
    let may_copy = |now: &Answers, path: &str| {
        let both = beside(&form, Audience::Worker, now, &form, &before);
        both.iter().find(|one| one.now.path == path).expect("asked").may_copy
    };
    assert!(may_copy(&now, "circulated_to"));
    assert!(!may_copy(&now, "actions.1.action_evidence"), "the list of actions is another one");
    now.set_text("actions.1.action_what", "Read a story");
    assert!(may_copy(&now, "actions.1.action_evidence"));
    assert!(copy_answer(&form, Audience::Worker, &mut now, &before, "actions.1.action_evidence"));
}
