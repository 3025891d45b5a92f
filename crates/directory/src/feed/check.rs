//! Holding a value to the table of the schema.

use serde_json::{Map, Value};

use super::bytes::in_few_words;
use super::format::{is_email, is_moment, is_uri, is_uuid};
use super::problem::{Problems, Weight};
use super::shape::{Kind, Member, Shape};
use crate::text::LONGEST;

/// The most entries that are read of one list of a service.
pub(super) const MOST_ENTRIES: usize = 1_000;

/// Tells everything in an object that breaks the schema. `at` is where it stands.
pub(super) fn object(kind: &Kind, members: &Map<String, Value>, at: &str, problems: &mut Problems) {
    for member in kind.members {
        let at = format!("{at}/{}", member.name);
        match members.get(member.name) {
            Some(value) => one(member, value, &at, problems),
            None if member.needed => {
                let what = format!("the {} has no `{}`", kind.name, member.name);
                problems.tell(Weight::Breaks, &at, what, format!("give {}", wanted(&member.shape)));
            }
            None => {}
        }
    }
}

fn one(member: &Member, value: &Value, at: &str, problems: &mut Problems) {
    let wrong = |problems: &mut Problems| {
        let right = match (value, member.needed) {
            (Value::Null, false) => format!("leave it out, or give {}", wanted(&member.shape)),
            _ => format!("give {}", wanted(&member.shape)),
        };
        problems.tell(Weight::Breaks, at, format!("`{}` is {}", member.name, shown(value)), right);
    };
    match (&member.shape, value) {
        (Shape::One(kind), Value::Object(members)) => object(kind, members, at, problems),
        (Shape::Many(kind), Value::Array(entries)) => many(member, kind, entries, at, problems),
        (shape, value) if fits(shape, value) => too_long(value, at, problems),
        _ => wrong(problems),
    }
}

fn many(member: &Member, kind: &Kind, entries: &[Value], at: &str, problems: &mut Problems) {
    for (number, entry) in entries.iter().enumerate() {
        let at = format!("{at}/{number}");
        match entry {
            Value::Object(members) => object(kind, members, &at, problems),
            other => {
                let what = format!("an entry of `{}` is {}", member.name, shown(other));
                problems.tell(Weight::Breaks, &at, what, format!("give an object ({})", kind.name));
            }
        }
    }
    if entries.len() > MOST_ENTRIES {
        let what = format!("`{}` has {} entries", member.name, entries.len());
        problems.doubt(at, what, format!("only the first {MOST_ENTRIES} are read"));
    }
}

fn fits(shape: &Shape, value: &Value) -> bool {
    match (shape, value) {
        (Shape::Text, Value::String(_)) | (Shape::Number, Value::Number(_)) => true,
        (Shape::YesNo, Value::Bool(_)) => true,
        (Shape::Uuid, Value::String(text)) => is_uuid(text),
        (Shape::Uri, Value::String(text)) => is_uri(text),
        (Shape::Email, Value::String(text)) => is_email(text),
        (Shape::Moment, Value::String(text)) => is_moment(text),
        (Shape::OneOf(texts), Value::String(text)) => texts.contains(&text.as_str()),
        (Shape::Whole, Value::Number(number)) => number.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => false,
    }
}

fn too_long(value: &Value, at: &str, problems: &mut Problems) {
    if let Value::String(text) = value
        && text.len() > LONGEST
    {
        let count = text.chars().count();
        if count > LONGEST {
            problems.doubt(at, format!("{count} characters"), format!("the first {LONGEST} are kept"));
        }
    }
}

/// A wrong value as a reader sees it: short texts and numbers as they are.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.chars().count() <= 80 => format!("\"{text}\""),
        Value::String(text) => format!("\"{}…\"", text.chars().take(80).collect::<String>()),
        Value::Number(number) => number.to_string(),
        other => in_few_words(other),
    }
}

fn wanted(shape: &Shape) -> String {
    match shape {
        Shape::Text => "a text".to_owned(),
        Shape::Uuid => "a UUID, such as ac148810-d857-441c-9679-408f346de14b".to_owned(),
        Shape::Uri => "a whole address, such as https://www.marlshire.example/".to_owned(),
        Shape::Email => "an e-mail address".to_owned(),
        Shape::Moment => "a date and time, such as 2026-09-01T09:30:00Z".to_owned(),
        Shape::OneOf(texts) => format!("one of: {}", texts.join(", ")),
        Shape::Number => "a number without quotation marks".to_owned(),
        Shape::Whole => "a whole number without quotation marks".to_owned(),
        Shape::YesNo => "true or false".to_owned(),
        Shape::One(kind) => format!("an object ({})", kind.name),
        Shape::Many(kind) => format!("a list of objects ({})", kind.name),
    }
}
