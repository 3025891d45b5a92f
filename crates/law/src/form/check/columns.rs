//! Typed columns exist, belong to this kind of record, stand where they are read, and hold what is read there.

use super::super::definition::{Form, Question, Section};
use super::super::kind::Kind;
use super::super::{code_sets, typed};
use crate::pack::{Key, Problems};

pub(super) fn check(form: &Form, section: &Section, question: &Question, problems: &mut Problems<'_>) {
    let Some(column) = &question.typed else { return };
    if !typed::is_column(column) {
        let owner = column.split('.').next().unwrap_or_default();
        let instead = match typed::COLUMNS.iter().find(|(known, _)| *known == owner) {
            Some((_, columns)) => format!("columns of {owner} are: {}", columns.join(", ")),
            None => {
                let owners: Vec<&str> = typed::owners_of(form.kind_of_record).collect();
                format!("columns start with one of: {}", owners.join(", "))
            }
        };
        return problems.at(column, format!("there is no typed column ‘{column}’"), instead);
    }
    let owner = column.split('.').next().unwrap_or_default();
    if !typed::owners_of(form.kind_of_record).any(|known| known == owner) {
        let owners: Vec<&str> = typed::owners_of(form.kind_of_record).collect();
        let message = format!("nothing reads ‘{column}’ from {}", form.kind_of_record.words());
        problems.at(column, message, format!("columns start with one of: {}", owners.join(", ")));
    }
    choices(question, column, problems);
    holds(question, column, problems);
    if form.kind_of_record.is_casework() {
        place(form, section, owner, column, problems);
        twice(form, section, question, column, problems);
    }
}

/// What law and returns read must be said in their codes.
fn choices(question: &Question, column: &Key, problems: &mut Problems<'_>) {
    let allowed: Vec<&str> = match (typed::code_set(column), typed::choices(column)) {
        (Some(set), _) => {
            code_sets::find(set).unwrap_or_default().into_iter().map(|(code, _)| code).collect()
        }
        (None, Some(choices)) => choices.to_vec(),
        (None, None) => return,
    };
    if let (Some(codes), Some(set)) = (&question.codes, typed::code_set(column))
        && **codes != *set
    {
        problems.at(codes, format!("‘{column}’ takes another code set"), format!("use codes = \"{set}\""));
    }
    for choice in &question.option {
        problems.must_exist(&format!("code of ‘{column}’"), &choice.value, allowed.iter().copied());
    }
    if question.kind == Kind::YesNoUnknown && !allowed.contains(&"not-known") {
        let message = format!("‘{column}’ takes no ‘not-known’, and ‘{}’ offers it", question.id);
        problems.at(column, message, "use yes_no");
    }
    if !question.kind.is_picked() {
        let message = format!("‘{column}’ takes one of its codes, and ‘{}’ is typed", question.id);
        problems.at(column, message, format!("offer choices: {}", allowed.join(", ")));
    }
}

/// A column's name says what it holds: a day, a time, a number.
fn holds(question: &Question, column: &Key, problems: &mut Problems<'_>) {
    let (fits, wanted) = if column.ends_with("_on") {
        (question.kind == Kind::Date, "a date")
    } else if column.ends_with("_time") || column.ends_with("_at") {
        (question.kind == Kind::Time, "a time")
    } else if column.ends_with("_score") || column.ends_with(".minutes") || column.ends_with(".number") {
        (question.kind.is_number(), "a scale_0_10 or a number")
    } else {
        return;
    };
    if !fits {
        problems.at(
            column,
            format!("‘{column}’ cannot hold what ‘{}’ asks", question.id),
            format!("ask for {wanted}"),
        );
    }
}

/// What is kept for each child, need or action is asked for each.
fn place(form: &Form, section: &Section, owner: &str, column: &Key, problems: &mut Problems<'_>) {
    let over = section.repeat.as_deref();
    let (fits, instead) = match typed::kept_for(owner) {
        typed::KeptFor::Record => (over.is_none(), "move it to a section that is not repeated"),
        typed::KeptFor::Child => (over == Some("child"), "move it to a section with each = \"child\""),
        typed::KeptFor::Person => (
            matches!(over, Some("child" | "adult" | "person")),
            "move it to a section with each = \"child\", \"adult\" or \"person\"",
        ),
        typed::KeptFor::Need => (over == Some("need"), "move it to a section with each = \"need\""),
        typed::KeptFor::Item => {
            (over.is_some_and(|over| form.group(over).is_some()), "move it to a section that repeats a group")
        }
    };
    if !fits {
        problems.at(column, format!("‘{column}’ is not read from here"), instead);
    }
}

/// Two answers for one column: nobody could say which is read.
fn twice(form: &Form, section: &Section, question: &Question, column: &Key, problems: &mut Problems<'_>) {
    let all = form.section.iter().flat_map(|section| section.question.iter().map(move |one| (section, one)));
    let mut before = all.take_while(|(other, one)| !(other.id == section.id && one.id == question.id));
    let earlier = before.find(|(other, one)| one.typed.as_ref() == Some(column) && may_meet(other, section));
    if let Some((_, one)) = earlier {
        let message = format!("‘{column}’ is answered by ‘{}’ already", one.id);
        problems.at(column, message, "ask it once, or seal this answer: take typed out");
    }
}

/// Whether two sections can be asked about the same thing: the same person, need or item, or the record.
fn may_meet(one: &Section, other: &Section) -> bool {
    match (one.repeat.as_deref(), other.repeat.as_deref()) {
        (Some("child"), Some("adult")) | (Some("adult"), Some("child")) => false,
        (Some(one), Some(other)) => one == other || one == "person" || other == "person",
        (one, other) => one == other,
    }
}
