//! Rows of a chronology for a page.

use std::collections::BTreeMap;

use record::chronology::{About, Chronology, Happened, Line};
use record::family::Group;
use record::person::Other;
use serde_json::{Value, json};

use crate::words;

/// What people are called, by id: those whose name may be known.
pub fn names(people: &[Other]) -> BTreeMap<String, String> {
    people.iter().filter_map(|one| Some((one.id.to_string(), one.shown.as_ref()?.name.clone()))).collect()
}

/// The page that what casework recorded is written down on.
pub fn link(about: About, subjects: &[String]) -> Option<String> {
    match about {
        About::Entry(entry) => Some(format!("/entries/{entry}")),
        About::Request(request) => Some(format!("/requests/{request}")),
        About::Person => subjects.first().map(|person| format!("/people/{person}")),
    }
}

/// The page that asks whether an event of casework matters. Its name is "visited:…" in the record.
pub fn event_page(family: &Group, event: &str) -> Option<String> {
    let (kind, id) = event.split_once(':')?;
    Some(format!("/families/{}/chronology/events/{}/{id}", family.id, kind.replace('_', "-")))
}

/// The event of casework that a row tells of, where it is no more than that.
pub fn automatic(line: &Line) -> Option<&str> {
    let event = line.row.events.iter().find(|event| !event.starts_with("row:"))?;
    line.written.is_none().then_some(event.as_str())
}

/// A row for the page.
pub fn line(family: &Group, line: &Line, names: &BTreeMap<String, String>) -> Value {
    let row = &line.row;
    let about: Vec<Value> = row
        .subjects
        .iter()
        .map(|(id, impact)| {
            json!({ "name": names.get(id).map_or("Somebody else", String::as_str), "impact": impact })
        })
        .collect();
    let subjects: Vec<String> = row.subjects.keys().cloned().collect();
    let written = line.written.as_ref().map(|written| {
        json!({
            "by": written.recorded_by, "at": words::moment(written.recorded_at), "changed": written.is_changed,
            "change": format!("/families/{}/chronology/{}", family.id, written.id), "of_others": written.of_others,
        })
    });
    json!({
        "when": row.when.in_words(), "category": row.category.label(), "headline": row.headline, "about": about,
        "source": row.source, "agency": row.agency, "action": row.action, "matters": row.is_significant,
        "written": written, "link": line.about.and_then(|about| link(about, &subjects)),
        "event": automatic(line).and_then(|event| event_page(family, event)),
    })
}

/// Visits and notes that are no row, the newest first and no more than `most`: whoever sees that one matters says so.
pub fn besides(family: &Group, chronology: &Chronology, most: usize) -> Vec<Value> {
    let mut newest: Vec<&Happened> = chronology.besides.iter().collect();
    newest.sort_by(|one, other| (other.when, &other.event.id).cmp(&(one.when, &one.event.id)));
    newest
        .into_iter()
        .take(most)
        .map(|one| {
            json!({
                "when": one.when.in_words(), "kind": one.event.kind.label(), "link": link(one.about, &one.event.subjects),
                "event": event_page(family, &one.event.id),
            })
        })
        .collect()
}

/// What was taken out, for the page.
pub fn removed(chronology: &Chronology) -> Vec<Value> {
    let one = |removal: &record::chronology::Removal| {
        json!({
            "when": removal.when.in_words(), "because": removal.because, "at": words::moment(removal.at), "by": removal.by,
        })
    };
    chronology.removed.iter().map(one).collect()
}
