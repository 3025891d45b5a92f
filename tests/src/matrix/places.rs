//! What stands in a route's braces.

use uuid::Uuid;

use super::fixture::SERVICE;
use super::{Fixture, State};

/// The address of a route about a kind of record; `None` for the state where the route is about no one record.
///
/// A new kind of brace is a line in [`value`].
pub fn fill(route: &str, fixture: &Fixture, state: Option<State>) -> String {
    let area = route.split('/').nth(1).unwrap_or_default();
    let parts: Vec<String> = route
        .split('/')
        .map(|part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(brace) => value(area, brace, fixture, state.unwrap_or(State::Open)).unwrap_or_else(|| {
                panic!(
                    "The access matrix does not know what to put for {{{brace}}} in {route}: \
                     add it to `value` in tests/src/matrix/places.rs, and what it needs to tests/src/matrix/fixture.rs"
                )
            }),
            None => part.to_owned(),
        })
        .collect();
    parts.join("/")
}

/// Whether a route is about somebody's record, so that it is asked for in every state.
pub fn is_about_a_record(route: &str) -> bool {
    ["/{request}", "/{person}", "/{family}", "/{entry}"].iter().any(|brace| route.contains(brace))
        || route.starts_with("/people/{id}")
}

fn value(area: &str, brace: &str, fixture: &Fixture, state: State) -> Option<String> {
    let about = fixture.about(state);
    let id = match (area, brace) {
        ("people", "id") | (_, "person") => about.person,
        (_, "request") => about.request,
        (_, "subject") => about.subject,
        (_, "decision") => about.decision,
        (_, "check") => about.check,
        (_, "involvement") => about.involvement,
        ("families", "family") => about.family,
        ("families", "form") => return Some("visit".to_owned()),
        ("families", "row" | "tie" | "event") => Uuid::nil(),
        ("families", "kind") => return Some("visited".to_owned()),
        (_, "entry") => about.entry,
        ("families", "pause") | ("teams", "batch") => Uuid::nil(),
        ("samples", "sample") | ("duplicates", "pair") => Uuid::nil(),
        ("teams", "team") => return Some("family-help".to_owned()),
        ("entries", "step") => return Some("visit".to_owned()),
        ("entries", "group") => return Some("actions".to_owned()),
        ("entries", "file") => Uuid::nil(),
        (_, "draft") => fixture.draft,
        // Rows that the fixture has none of: whoever may open the record learns that there is no such row.
        // Two records to hold beside each other, and what was written while they were one.
        ("people", "other" | "question") => Uuid::nil(),
        (
            "people",
            "name" | "address" | "detail" | "number" | "place" | "row" | "member" | "note" | "link" | "grant"
            | "trace",
        ) => Uuid::nil(),
        ("services", "service") => fixture.service,
        ("oruk", "service") => return Some(SERVICE.to_owned()),
        // The fixture's entry is a visit, in which no service is put and of which there are no copies.
        ("entries", "member") => return Some("somebody-else".to_owned()),
        ("entries", "service") => fixture.service,
        (_, "upload") | ("scim", "user" | "directory_group") => Uuid::nil(),
        // Tests have no provider; `sign_in` has its own against a real one.
        ("sign-in", "provider") => return Some("entra".to_owned()),
        (_, "step") => return Some(fixture.step.clone()),
        (_, "group") => return Some(fixture.group.clone()),
        (_, "item") => return Some("1".to_owned()),
        (_, "party") => return Some("family".to_owned()),
        ("governance", "grant" | "asking" | "right") => Uuid::nil(),
        ("governance", "notice") => return Some("early-help".to_owned()),
        ("governance", "purpose") => return Some("support-families".to_owned()),
        ("privacy", "notice") => return Some("early-help".to_owned()),
        _ => return None,
    };
    Some(id.to_string())
}
