//! `/people`: finding somebody. What is typed is posted, so that no name ever stands in an address or a history.

use std::collections::BTreeSet;

use access::Role;
use axum::http::StatusCode;
use record::search::{self, Found, Results};
use serde_json::{Value, json};

use super::labels;
use crate::error::Result;
use crate::posted::Posted;
use crate::visit::Visit;

/// Whose work it is to find people.
pub const SEARCHERS: [Role; 5] =
    [Role::DutyOfficer, Role::DutyManager, Role::Worker, Role::TeamManager, Role::BusinessSupport];

/// The longest search that is read.
const LONGEST: usize = 500;

/// `GET /people`
pub async fn show(visit: Visit) -> Result {
    visit.staff_with(&SEARCHERS)?;
    page(&visit, StatusCode::OK, "", None, None)
}

/// `POST /people`
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&SEARCHERS)?;
    let typed = fields.text("q");
    if typed.is_empty() {
        return page(
            &visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            typed,
            None,
            Some("Enter what you know of the person"),
        );
    }
    if typed.chars().count() > LONGEST || typed.contains('\0') {
        let problem = "Enter a name, a date or a number. This is too long to be one";
        return page(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed, None, Some(problem));
    }
    let mut work = visit.begin().await?;
    let results = search::people(&mut work, typed).await?;
    work.commit().await?;
    page(&visit, StatusCode::OK, typed, Some(&results), None)
}

fn page(
    visit: &Visit,
    status: StatusCode,
    typed: &str,
    results: Option<&Results>,
    problem: Option<&str>,
) -> Result {
    let results = results.map(|results| {
        let rows: Vec<Value> = results.rows.iter().map(|found| row(found, visit.today())).collect();
        json!({ "rows": rows, "understood": results.understood })
    });
    visit.page_with(
        status,
        "people/search.html",
        json!({ "q": typed, "results": results, "problem": problem }),
    )
}

/// One line of results. Of a restricted record, only that it exists and whom to ask.
pub fn row(found: &Found, today: jiff::civil::Date) -> Value {
    let Some(shown) = &found.shown else {
        return json!({
            "restricted": true, "reference": found.public_ref,
            "contact": found.restricted_contact.as_deref().unwrap_or("the duty manager"),
        });
    };
    let name = match &shown.last_name {
        Some(last) => format!("{} {last}", shown.first_name),
        None => shown.first_name.clone(),
    };
    let known_as = shown.known_as.as_ref().filter(|known_as| **known_as != shown.first_name);
    let address: Vec<&str> =
        [&shown.line_1, &shown.town, &shown.postcode].into_iter().flatten().map(String::as_str).collect();
    json!({
        "restricted": false, "id": found.person, "name": name, "known_as": known_as, "reference": found.public_ref,
        "born": super::bar::born(&shown.birth, today),
        "address": if address.is_empty() { "Address not recorded".to_owned() } else { address.join(", ") },
        "reasons": found.reasons, "warning": found.warning, "same_as": found.same_as,
        "open_work": shown.open_work.iter().map(|kind| labels::involvement(kind)).collect::<BTreeSet<_>>(),
    })
}
