//! On whose record an entry was written, where that is not simply whose it is.

use record::entry::{Entry, Subject, Whose};
use serde_json::{Value, json};
use uuid::Uuid;

use super::written;
use crate::words;

/// The marks of an entry: what to know before reading it.
/// `through` is the person by whom it was opened.
pub fn marks(entry: &Entry, through: Uuid) -> Vec<Value> {
    entry
        .subjects
        .iter()
        .filter_map(|subject| Some(mark(subject, subject.whose.as_ref()?, through)))
        .collect()
}

fn mark(subject: &Subject, whose: &Whose, through: Uuid) -> Value {
    let name = written::name(subject);
    let what = match (&whose.also, whose.is_decided, whose.was_mistake) {
        (Some((_, other)), false, _) => format!(
            "It belongs to one of two records. It was written on {} while that and {other} were one person",
            whose.recorded_for
        ),
        (Some((_, other)), true, _) => format!(
            "It was written on {} while two records were one, and is about {} and {other} alike",
            whose.recorded_for, subject.public_ref
        ),
        (None, _, true) => {
            format!(
                "It was recorded on {} by mistake, and is about {name}, {}",
                whose.recorded_for, subject.public_ref
            )
        }
        (None, ..) if whose.recorded_for == subject.public_ref => {
            format!(
                "It was written on {} while two records were one, and is about {name}",
                whose.recorded_for
            )
        }
        (None, ..) => format!(
            "It was written on {} while two records were one, and is about {name}, {}",
            whose.recorded_for, subject.public_ref
        ),
    };
    // Decided on the page of whichever of the two the reader came by.
    let on = whose.also.as_ref().map(|(id, _)| *id).filter(|id| *id == through).unwrap_or(subject.person);
    json!({
        "what": what, "is_decided": whose.is_decided,
        "decide": (!whose.is_decided).then(|| format!("/people/{on}/same-person/decide")),
        "because": whose.said.as_ref().map(|(.., why)| why.clone()),
        "by": whose.said.as_ref().map(|(by, at, _)| format!("{by}, {}", words::moment(*at))),
    })
}
