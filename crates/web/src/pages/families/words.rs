//! What a family and its entries are called on pages.

use law::form::KindOfRecord;
use record::entry::{Kind, Listed};
use record::family::Group;
use serde_json::{Value, json};

use crate::words;

/// "Banks family", or its reference while it has no name.
pub fn label(family: &Group) -> String {
    match (&family.name, &family.reference) {
        (Some(name), _) => format!("{name} family"),
        (None, Some(reference)) => format!("Family {reference}"),
        (None, None) => "Family".to_owned(),
    }
}

/// The kind of entry that a form of this kind makes; none of a request for support.
pub fn kind_of(kind: KindOfRecord) -> Option<Kind> {
    Kind::of(kind.word())
}

/// What an entry of this kind is called, at the start of a line.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Assessment => "Assessment",
        Kind::Plan => "Plan",
        Kind::Review => "Review",
        Kind::Visit => "Visit",
        Kind::CaseNote => "Case note",
        Kind::Meeting => "Meeting",
        Kind::Supervision => "Supervision",
        Kind::Closure => "Closure",
    }
}

/// An entry in a line: what, when, by whom, about whom and how far it is. Nothing of what it says.
pub fn entry_line(one: &Listed, family: &Group) -> Value {
    let name = |person: &uuid::Uuid| {
        let member = family.members.iter().find(|member| member.person.id == *person)?;
        member.person.shown.as_ref().map(|shown| shown.name.clone())
    };
    let known: Vec<String> = one.subjects.iter().filter_map(name).collect();
    let everybody = family.members.iter().filter(|member| member.until.is_none()).count();
    let about = match (known.len(), one.subjects.len() - known.len()) {
        (_, 0) if one.subjects.len() == everybody && everybody > 1 => "The whole family".to_owned(),
        (_, 0) => known.join(", "),
        (0, others) => law::working_days::plural(others as i64, "person"),
        (_, others) => format!("{} and {others} more", known.join(", ")),
    };
    let (state, colour) = match (one.removed, one.finished_at, one.agreed) {
        (true, ..) => ("Taken out", "grey"),
        _ if one.to_decide => ("To decide: one of two records", "orange"),
        (_, None, _) => ("Not finished", "yellow"),
        (_, Some(_), Some(false)) => ("Given back", "orange"),
        (_, Some(_), Some(true)) => ("Signed off", "green"),
        (_, Some(_), None) => ("Finished", "blue"),
    };
    json!({
        "id": one.id, "href": format!("/entries/{}", one.id), "kind": kind(one.kind), "about": about,
        "begun": words::moment(one.begun_at), "by": one.begun_by,
        "saved": one.saved_at.map(words::moment), "finished": one.finished_at.map(words::moment),
        "state": state, "colour": colour, "removed": one.removed,
    })
}
