//! The navigation each kind of reader sees.

use access::Role;
use record::Staff;
use serde::Serialize;

/// One link.
#[derive(Debug, Serialize)]
pub struct Item {
    /// Its words.
    pub text: &'static str,
    /// Where it goes.
    pub href: &'static str,
    /// Whether this page is below it.
    pub active: bool,
}

/// The links for an officer; none for the public.
pub fn items(staff: Option<&Staff>, path: &str) -> Vec<Item> {
    let Some(staff) = staff else { return Vec::new() };
    let duty = staff.has_role(Role::DutyOfficer) || staff.has_role(Role::DutyManager);
    let casework = duty || staff.has_role(Role::Worker) || staff.has_role(Role::TeamManager);
    let mut items = vec![("Home", "/home", true), ("Requests", "/requests", duty)];
    let works = staff.has_role(Role::Worker) || staff.has_role(Role::TeamManager);
    items.push(("Worklist", "/worklist", works));
    items.push(("Decisions", "/decisions", staff.has_role(Role::DutyManager)));
    items.push(("Find a person", "/people", casework));
    items.push(("Returns", "/returns", staff.has_role(Role::Analyst)));
    items
        .into_iter()
        .filter(|(.., shown)| *shown)
        .map(|(text, href, _)| Item {
            text,
            href,
            active: path == href || path.starts_with(&format!("{href}/")),
        })
        .collect()
}
