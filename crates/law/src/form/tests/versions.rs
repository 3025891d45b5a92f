//! A form changes while drafts of it are begun.

use super::super::*;
use super::casework::about_banks;

/// The case note with its title asked no more, `child_words` picked, and a question more.
fn newer() -> (Form, Form) {
    let old = about_banks("case-note");
    let mut new = old.clone();
    new.version = 2;
    for section in &mut new.section {
        section.question.retain(|question| question.id != "note_title");
        if let Some(question) = section.question.iter_mut().find(|question| question.id == "child_words") {
            question.kind = Kind::YesNo;
        }
        if let Some(question) = section.question.iter_mut().find(|question| question.id == "note_kind") {
            question.option.retain(|choice| choice.value != "letter");
            question.label = "Kind".to_owned();
        }
    }
    let mut added = old.section[0].question[0].clone();
    added.id = "mood".into();
    new.section[0].question.push(added);
    (old, new)
}

#[test]
fn what_was_added_taken_out_and_changed_is_told() {
    let (old, new) = newer();
    let told = changes(&old, &new);
    let ids = |fields: &[Field]| fields.iter().map(|field| field.question.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&told.added), ["mood"]);
    assert_eq!(ids(&told.removed), ["note_title"]);
    assert_eq!(told.removed[0].label, "Title");
    let changed: Vec<(&str, bool, bool)> =
        told.changed.iter().map(|one| (one.field.question.as_str(), one.words, one.kind)).collect();
    assert_eq!(changed, [("note_kind", true, false), ("child_words", false, true)]);
    assert_eq!(told.changed[0].choices_gone, ["letter"]);
    assert_eq!(changes(&old, &old), Changes::default());
}

#[test]
fn a_draft_moves_over_whole_and_says_what_is_no_longer_asked() {
    let (old, new) = newer();
    let mut draft = Answers::new();
    draft.set_text("note_title", "School rang");
    draft.set_text("happened", "They rang at nine");
    draft.set_text("child_words", "I like it there");
    draft.set_text("actions.1.action_what", "Ring back");
    draft.set_text("left_from_version_0", "x");
    let moved = move_over(&old, &new, &draft);
    assert_eq!(moved.answers.text("happened"), "They rang at nine");
    assert_eq!(moved.answers.text("actions.1.action_what"), "Ring back");
    assert_eq!(moved.set_aside.iter().count(), 3);
    assert_eq!(moved.answers.iter().count() + moved.set_aside.iter().count(), draft.iter().count());
    let rows = no_longer_asked(&old, &new, Audience::Worker, &draft);
    let told: Vec<(&str, &str)> =
        rows.iter().map(|row| (row.label.as_str(), row.lines[0].as_str())).collect();
    assert_eq!(
        told,
        [("What did a child say, in their words?", "I like it there"), ("Title", "School rang")]
    );
}
