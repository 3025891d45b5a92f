//! From an entry of a feed to a [`Service`]. What the schema forbids is told by the check before; here only what it
//! allows and cannot be meant.

use super::format::moment;
use super::part::Part;
use super::problem::Problems;
use super::{places, schedules};
use crate::ages::{NO_UPPER_LIMIT, OLDEST};
use crate::{
    Ages, Contact, Cost, Organisation, Phone, Place, PlaceKind, Schedule, Service, Status, Term, WayIn,
};

/// The service, if it has an identifier and a name.
pub(super) fn service(entry: &Part<'_>, problems: &mut Problems) -> Option<Service> {
    let (id, name) = (entry.id()?, entry.text("name")?);
    let locations = entry.parts("service_at_locations");
    let (terms, ways_in) = attributes(entry);
    Some(Service {
        description: entry.text("description"),
        status: status(entry),
        alert: entry.text("alert"),
        organisation: entry.part("organization").and_then(|part| organisation(&part, problems)),
        website: entry.web_address("url", problems),
        email: entry.email("email"),
        terms,
        ages: ages(entry, problems),
        eligibility: entry.text("eligibility_description"),
        places: all_places(&locations, problems),
        areas: areas(entry),
        costs: entry.parts("cost_options").iter().filter_map(|part| cost(part, problems)).collect(),
        fees: entry.first_text(&["fees", "fees_description"]),
        ways_in,
        how_to_get_in: entry.text("application_process"),
        schedules: all_schedules(entry, &locations, problems),
        contacts: contacts(entry, &locations),
        languages: languages(entry),
        checked: entry.date("assured_date", problems),
        checked_by: entry.email("assurer_email"),
        changed: entry.text("last_modified").and_then(|text| moment(&text)),
        ..Service::named(id, name)
    })
}

fn status(entry: &Part<'_>) -> Status {
    let letters: String = entry
        .text("status")
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    match letters.as_str() {
        "active" => Status::Active,
        "inactive" => Status::Inactive,
        "defunct" => Status::Defunct,
        "temporarilyclosed" => Status::TemporarilyClosed,
        _ => Status::NotStated,
    }
}

fn organisation(part: &Part<'_>, problems: &mut Problems) -> Option<Organisation> {
    Some(Organisation {
        id: part.text("id"),
        name: part.text("name")?,
        description: part.text("description"),
        website: part.web_address("website", problems),
        email: part.email("email"),
    })
}

/// Each end in whole years. Half years are rounded down at both ends, so that nobody is shut out by mistake.
fn ages(entry: &Part<'_>, problems: &mut Problems) -> Ages {
    let mut end = |name: &str| {
        let given = entry.number(name)?;
        if name == "maximum_age" && given < 0.0 {
            // The way some forms say that there is none. Read as 0 it would shut out everybody.
            problems.doubt(&entry.at(name), format!("an age of {given}"), "read as not stated");
            return None;
        }
        let years = given.floor().clamp(0.0, f64::from(OLDEST));
        let has_no_limit = name == "maximum_age" && given > f64::from(OLDEST);
        if years != given && !has_no_limit {
            problems.doubt(&entry.at(name), format!("an age of {given}"), format!("read as {years} years"));
        }
        Some(years as u16)
    };
    let ages = Ages { from: end("minimum_age"), to: end("maximum_age") };
    match ages {
        // Forms that nobody filled in say so too; taken at its word, since a group for babies is one as well.
        Ages { from: Some(0), to: Some(0) } => {
            problems.doubt(
                &entry.at("maximum_age"),
                "from 0 to 0 years",
                "leave both out unless only babies may come",
            );
            ages
        }
        Ages { from: Some(from), to: Some(to) } if from > to && to < NO_UPPER_LIMIT => {
            let what = format!("from {from} to {to} years");
            problems.doubt(
                &entry.at("minimum_age"),
                what,
                "read as not stated; the minimum must not be above the maximum",
            );
            Ages::default()
        }
        ages => ages,
    }
}

/// Terms and ways in, each once.
fn attributes(entry: &Part<'_>) -> (Vec<Term>, Vec<WayIn>) {
    let (mut terms, mut ways) = (Vec::new(), Vec::new());
    for attribute in entry.parts("attributes") {
        let Some(part) = attribute.part("taxonomy_term") else { continue };
        let Some(name) = part.first_text(&["name", "term"]) else { continue };
        let term = Term { name, taxonomy: part.text("taxonomy") };
        match WayIn::of_term(&term.name) {
            Some(way) => ways.push(way),
            None if terms.contains(&term) => {}
            None => terms.push(term),
        }
    }
    ways.sort();
    ways.dedup();
    (terms, ways)
}

fn all_places(locations: &[Part<'_>], problems: &mut Problems) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for location in locations.iter().filter_map(|at| at.part("location")) {
        let place = places::place(&location, problems);
        let says_something = place.kind == PlaceKind::Virtual || place != Place::unknown(place.kind);
        if says_something && !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// The times of the service and, where the standard under the UK profile allows it, of each of its places.
fn all_schedules(entry: &Part<'_>, locations: &[Part<'_>], problems: &mut Problems) -> Vec<Schedule> {
    let mut found: Vec<Schedule> = Vec::new();
    let of_places = locations.iter().flat_map(|location| {
        let inside = location.part("location").map(|place| place.parts("schedules")).unwrap_or_default();
        location.parts("schedules").into_iter().chain(inside)
    });
    for part in entry.parts("schedules").into_iter().chain(of_places) {
        if let Some(schedule) = schedules::schedule(&part, problems)
            && !found.contains(&schedule)
        {
            found.push(schedule);
        }
    }
    found
}

fn areas(entry: &Part<'_>) -> Vec<String> {
    let mut areas: Vec<String> = Vec::new();
    for area in entry.parts("service_areas") {
        let is_drawn = area.text("extent_type").is_some_and(|kind| kind.to_lowercase().contains("json"));
        let extent = if is_drawn { None } else { area.text("extent") };
        let words = area.first_text(&["service_area", "name", "description"]).or(extent);
        areas.extend(words.filter(|words| !areas.contains(words)));
    }
    areas
}

fn cost(part: &Part<'_>, problems: &mut Problems) -> Option<Cost> {
    let pence = part.number("amount").and_then(|pounds| {
        let pence = (pounds * 100.0).round();
        let is_price = (0.0..=100_000_000.0).contains(&pence);
        if !is_price {
            problems.doubt(
                &part.at("amount"),
                format!("a price of {pounds} pounds"),
                "give pounds, such as 3.5",
            );
        }
        is_price.then_some(pence as u32)
    });
    let (what, per) = (part.text("option"), part.text("amount_description"));
    let (from, to) = (part.date("valid_from", problems), part.date("valid_to", problems));
    (what.is_some() || per.is_some() || pence.is_some()).then_some(Cost { what, pence, per, from, to })
}

/// Contacts of the service and of the service at its places. Numbers of the service itself come without a name; only
/// where there are none at all are those of the places and of the organisation taken.
fn contacts(entry: &Part<'_>, locations: &[Part<'_>]) -> Vec<Contact> {
    let at_places = locations.iter().flat_map(|location| location.parts("contacts"));
    let named = entry.parts("contacts").into_iter().chain(at_places).filter_map(|part| contact(&part));
    let mut contacts: Vec<Contact> = Vec::new();
    contacts.extend(named);
    contacts.extend(numbers_alone(phones(entry)));
    if contacts.iter().all(|contact| contact.phones.is_empty()) {
        let of_places = locations.iter().flat_map(|location| {
            let inside = location.part("location").map(|place| phones(&place)).unwrap_or_default();
            phones(location).into_iter().chain(inside)
        });
        let of_organisation = entry.part("organization").map(|part| phones(&part)).unwrap_or_default();
        contacts.extend(numbers_alone(of_places.chain(of_organisation).collect()));
    }
    let mut each_once: Vec<Contact> = Vec::new();
    for contact in contacts {
        if !each_once.contains(&contact) {
            each_once.push(contact);
        }
    }
    each_once
}

fn contact(part: &Part<'_>) -> Option<Contact> {
    let contact = Contact {
        name: part.text("name"),
        title: part.text("title"),
        email: part.email("email"),
        phones: phones(part),
    };
    let is_known = contact.name.is_some() || contact.email.is_some() || !contact.phones.is_empty();
    (is_known || contact.title.is_some()).then_some(contact)
}

fn numbers_alone(phones: Vec<Phone>) -> Option<Contact> {
    (!phones.is_empty()).then_some(Contact { name: None, title: None, email: None, phones })
}

fn phones(part: &Part<'_>) -> Vec<Phone> {
    let phone =
        |part: &Part<'_>| Some(Phone { number: part.text("number")?, about: part.text("description") });
    part.parts("phones").iter().filter_map(phone).collect()
}

/// The UK profile leaves languages without a name; publishers who say which write it where the standard under it does.
fn languages(entry: &Part<'_>) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for part in entry.parts("languages") {
        let name = part.first_text(&["name", "language", "code"]);
        languages.extend(name.filter(|name| !languages.contains(name)));
    }
    languages
}
