//! What stands round every page of a person: who it is about, what to be warned of, where else one can go.

use access::{Action, RestrictionCategory, Role};
use record::person::Identity;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::visit::Visit;

const SECTIONS: [(&str, &str); 6] = [
    ("overview", "Overview"),
    ("history", "What was written"),
    ("details", "Details"),
    ("family", "Family"),
    ("services", "Services and contacts"),
    ("viewed", "Who has viewed"),
];

/// The address of a section of a person.
pub fn path(person: Uuid, section: &str) -> String {
    if section == "overview" { format!("/people/{person}") } else { format!("/people/{person}/{section}") }
}

/// The context of a page of a person: `own` beside what every such page has.
pub fn frame(visit: &Visit, who: &Identity, section: &str, own: Value) -> Value {
    let mut context = own;
    context["who"] = bar(visit, who);
    context["section"] = section.into();
    context["sections"] = sections(visit, who.id, section).into();
    context
}

/// The bar alone. Of several records of one person it says what the one says that is shown first; a warning, a restriction or a
/// confidential address on any of them holds for all.
pub fn bar(visit: &Visit, who: &Identity) -> Value {
    let today = visit.today();
    let (first, records) = (who.shown_first(), who.records());
    let mut facts = Vec::new();
    if let Some(known_as) = first.known_as.as_ref().filter(|name| **name != first.first_name) {
        facts.push(format!("Known as {known_as}"));
    }
    facts.extend(also_called(first, &records));
    facts.push(born(&first.birth, today));
    if let Some(died_on) = records.iter().find_map(|one| one.died_on) {
        facts.push(format!("Died {}", crate::words::day(died_on)));
    }
    let confidential = records.iter().any(|one| one.address_confidential);
    facts.push(match records.iter().find_map(|one| one.address.clone()) {
        _ if confidential => "Address is confidential".to_owned(),
        Some(address) => address,
        None => "Address not recorded".to_owned(),
    });
    facts.extend(records.iter().map(|one| one.public_ref.clone()));
    let mut warnings: Vec<&str> =
        records.iter().flat_map(|one| &one.warnings).map(|kind| record::warning_note::label(kind)).collect();
    let mut told = Vec::new();
    warnings.retain(|warning| {
        !told.contains(warning) && {
            told.push(*warning);
            true
        }
    });
    let category = records.iter().find_map(|one| one.restricted.as_deref());
    let sealed = category == Some("sealed");
    let restricted = category.map(|category| {
        RestrictionCategory::parse(category)
            .map_or(if sealed { "Sealed" } else { "Restricted" }, RestrictionCategory::label)
    });
    json!({
        "id": who.id, "name": first.name(), "facts": facts, "reference": who.public_ref, "warnings": warnings,
        "restricted": restricted, "records": one_person(who), "to_decide": who.to_decide, "path": path(who.id, "overview"),
        "may_restrict": !sealed && may(visit, Action::Restrict),
        "kept": who.kept.as_deref().map(capital),
    })
}

/// What other records call the person.
fn also_called(first: &Identity, records: &[&Identity]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for one in records.iter().filter(|one| one.id != first.id) {
        let known = one.known_as.iter().map(|name| match &one.last_name {
            Some(last) => format!("{name} {last}"),
            None => name.clone(),
        });
        for name in std::iter::once(one.name()).chain(known) {
            if name != first.name() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.into_iter().map(|name| format!("Also on file as {name}")).collect()
}

/// The records of a person who has several, the one that is shown first first.
fn one_person(who: &Identity) -> Vec<Value> {
    if who.same_as.is_empty() {
        return Vec::new();
    }
    let line = |one: &&Identity| json!({ "href": path(one.id, "overview"), "reference": one.public_ref, "name": one.name(), "here": one.id == who.id });
    who.records().iter().map(line).collect()
}

/// "Born 3 May 2012 (14 years)", "Unborn, due 3 May 2027", "Date of birth not known".
pub fn born(birth: &law::date_of_birth::DateOfBirth, today: jiff::civil::Date) -> String {
    use law::date_of_birth::DateOfBirth;
    match birth {
        DateOfBirth::Expected { .. } => format!("Unborn, {}", birth.in_words()),
        DateOfBirth::Unknown => "Date of birth not known".to_owned(),
        DateOfBirth::EstimatedAge { .. } => {
            format!("{} ({})", capital(&birth.in_words()), birth.age_text(today))
        }
        _ => format!("Born {} ({})", birth.in_words(), birth.age_text(today)),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn sections(visit: &Visit, person: Uuid, current: &str) -> Vec<Value> {
    SECTIONS
        .iter()
        .filter(|(section, _)| *section != "viewed" || may(visit, Action::SeeAccessLog))
        .map(|(section, words)| json!({ "text": words, "href": path(person, section), "active": *section == current }))
        .collect()
}

/// Whether any role of the visitor's ever does this: decides which links to show, never what may be done.
pub fn may(visit: &Visit, action: Action) -> bool {
    let roles: &[Role] = match action {
        Action::SeeAccessLog => &[Role::DutyManager, Role::TeamManager, Role::DataProtectionOfficer],
        Action::Restrict => &[Role::DutyManager, Role::TeamManager],
        _ => &[],
    };
    visit.staff().is_ok_and(|staff| roles.iter().any(|role| staff.has_role(*role)))
}
