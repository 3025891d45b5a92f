//! What is filled in beforehand is something Kith can know, where it can be known, and fits.

use super::super::definition::{Form, Question, Section};
use super::super::prefill::{LISTS, NAMES, PREVIOUS, shape, takes};
use crate::pack::Problems;

pub(super) fn check(form: &Form, section: &Section, question: &Question, problems: &mut Problems<'_>) {
    let Some(name) = question.prefill.as_ref().filter(|_| form.kind_of_record.is_casework()) else { return };
    let id = &question.id;
    if question.kind.is_not_posted() {
        let message = format!("‘{id}’ is not typed, so it cannot be filled in beforehand");
        return problems.at(name, message, "take prefill out");
    }
    if **name == *PREVIOUS {
        return;
    }
    let (owner, what) = name.split_once('.').unwrap_or((name, ""));
    let Some(shape) = shape(name) else {
        let instead = match NAMES.iter().find(|(known, _)| *known == owner) {
            Some((_, known)) => {
                let known: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                format!("of {owner} these are known: {}", known.join(", "))
            }
            None => {
                let owners: Vec<&str> = NAMES.iter().map(|(owner, _)| *owner).collect();
                format!("use \"{PREVIOUS}\", or begin with one of: {}", owners.join(", "))
            }
        };
        return problems.at(name, format!("Kith cannot know ‘{name}’ beforehand"), instead);
    };
    if !takes(question.kind, shape) {
        let message = format!("‘{id}’ cannot hold ‘{name}’");
        problems.at(name, message, format!("ask for {what} as {}", asked_as(shape)));
    }
    let over = section.repeat.as_deref();
    let wrong = match owner {
        "person" if !matches!(over, Some("child" | "adult" | "person")) => {
            Some("move it to a section with each = \"child\", \"adult\" or \"person\"")
        }
        "need" if over != Some("need") => Some("move it to a section with each = \"need\""),
        list if LISTS.contains(&list) && over.is_none_or(|over| form.group(over).is_none()) => {
            Some("move it to a section that repeats a group")
        }
        _ => None,
    };
    if let Some(instead) = wrong {
        problems.at(name, format!("there are several of ‘{name}’, and ‘{id}’ is asked once"), instead);
        return;
    }
    let other = over.and_then(|over| {
        let here = form.section.iter().filter(|section| section.repeat.as_deref() == Some(over));
        let names =
            here.flat_map(|section| &section.question).filter_map(|question| question.prefill.as_ref());
        let owners = names.filter_map(|name| name.split_once('.')).map(|(owner, _)| owner);
        owners.take_while(|first| *first != owner).find(|first| LISTS.contains(first))
    });
    if let Some(other) = other.filter(|_| LISTS.contains(&owner)) {
        let message = format!("‘{name}’ and ‘{other}’ would both fill this group");
        problems.at(name, message, "a group takes the entries of one list");
    }
}

fn asked_as(shape: super::super::prefill::Shape) -> &'static str {
    use super::super::prefill::Shape;
    match shape {
        Shape::Text => "text, textarea, name, phone or email",
        Shape::Day => "a date or date_of_birth",
        Shape::Address => "an address",
        Shape::Number => "a scale_0_10 or a number",
        Shape::Choice => "radios, checkboxes, select or yes_no",
    }
}
