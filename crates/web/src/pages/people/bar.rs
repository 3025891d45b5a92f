//! What stands round every page of a person: who it is about, what to be warned of, where else one can go.

use access::{Action, RestrictionCategory, Role};
use record::person::Identity;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::visit::Visit;

const SECTIONS: [(&str, &str); 5] = [
    ("overview", "Overview"),
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

/// The bar alone.
pub fn bar(visit: &Visit, who: &Identity) -> Value {
    let today = visit.today();
    let mut facts = Vec::new();
    if let Some(known_as) = who.known_as.as_ref().filter(|name| **name != who.first_name) {
        facts.push(format!("Known as {known_as}"));
    }
    facts.push(born(&who.birth, today));
    if let Some(died_on) = who.died_on {
        facts.push(format!("Died {}", crate::words::day(died_on)));
    }
    facts.push(match (&who.address, who.address_confidential) {
        (_, true) => "Address is confidential".to_owned(),
        (Some(address), false) => address.clone(),
        (None, false) => "Address not recorded".to_owned(),
    });
    facts.push(who.public_ref.clone());
    let warnings: Vec<&str> = who.warnings.iter().map(|kind| record::warning_note::label(kind)).collect();
    let sealed = who.restricted.as_deref() == Some("sealed");
    let restricted = who.restricted.as_deref().map(|category| {
        RestrictionCategory::parse(category)
            .map_or(if sealed { "Sealed" } else { "Restricted" }, RestrictionCategory::label)
    });
    let same_as: Vec<Value> = who
        .same_as
        .iter()
        .map(|(id, reference)| json!({ "href": path(*id, "overview"), "reference": reference }))
        .collect();
    json!({
        "id": who.id, "name": who.name(), "facts": facts, "reference": who.public_ref, "warnings": warnings,
        "restricted": restricted, "same_as": same_as, "path": path(who.id, "overview"),
        "may_restrict": !sealed && may(visit, Action::Restrict),
        "kept": who.kept.as_deref().map(capital),
    })
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
