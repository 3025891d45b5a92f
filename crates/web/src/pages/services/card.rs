//! One person's card: each service and each of its systems.

use law::involvement_rules::Gate;
use record::source::panel::{Involvement, PersonPanel, Says, ServicePanel};
use record::source::{Contact, Summary};
use serde_json::{Value, json};

use super::panel::Opened;
use super::{detail, says};
use crate::visit::Visit;
use crate::words;

/// For the template.
pub fn context(visit: &Visit, person: &PersonPanel, opened: Option<&Opened>) -> Value {
    let shown = person.services.iter().filter(|one| matches!(one.gate, Gate::Shown | Gate::AgeNotKnown));
    json!({
        "id": person.person,
        "name": person.name,
        "reference": person.public_ref,
        "age": person.birth.age_text(visit.today()),
        "born": person.birth.in_words(),
        "covered": person.covered,
        "sections": shown.map(|one| section(visit, person, one, opened)).collect::<Vec<_>>(),
        "not_at_this_age": not_at_this_age(person),
    })
}

/// "adult social care, housing and police": the services that are not shown because of the person's age.
fn not_at_this_age(person: &PersonPanel) -> Option<String> {
    let names: Vec<String> = person
        .services
        .iter()
        .filter(|one| matches!(one.gate, Gate::TooYoung | Gate::TooOld))
        .map(|one| one.service.label().to_lowercase())
        .collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

fn section(visit: &Visit, person: &PersonPanel, one: &ServicePanel, opened: Option<&Opened>) -> Value {
    let rules = &visit.app.council.pack.services;
    let council = &visit.app.council.pack.council.short_name;
    let involvements: &[Involvement] = match &one.says {
        Says::Involved(_, involvements) => involvements,
        _ => &[],
    };
    let feed = says::feed(&one.says);
    json!({
        "code": one.service.code(),
        "service": one.service.label(),
        "system": feed.map(|feed| feed.coverage.system_name.as_str()),
        "status": says::status(one),
        "explained": says::explained(one, person, rules, council),
        "updated": feed.and_then(says::updated),
        "covers": feed.map(says::covers),
        "note": feed.and_then(|feed| feed.coverage.note.as_deref()),
        "involvements": involvements.iter().map(|involvement| involved(involvement, one, opened)).collect::<Vec<_>>(),
    })
}

fn involved(one: &Involvement, of: &ServicePanel, opened: Option<&Opened>) -> Value {
    let opened = opened.filter(|opened| opened.involvement == one.id);
    let Summary { organisation, contact, since } = &one.summary;
    json!({
        "id": one.id,
        "status": one.found.label(),
        "organisation": organisation,
        "organisation_is": detail::organisation_is(of.service),
        "since": since.map(words::day),
        "contact": contact_lines(contact),
        "button": format!("Show {} details", of.service.label().to_lowercase()),
        "detail": opened.map(|opened| detail::context(&opened.detail)),
    })
}

fn contact_lines(contact: &Contact) -> Vec<&str> {
    let Contact { name, role, phone, email } = contact;
    [name, role, phone, email].into_iter().flatten().map(String::as_str).collect()
}
