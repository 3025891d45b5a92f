//! `/people/{id}/viewed`: who has looked at a record, when, in what role, and what made it right.

use access::{Basis, Role};
use axum::extract::{Path, Query};
use record::access::may;
use record::viewed::{self, Look};
use serde::Deserialize;
use serde_json::{Value, json};

use super::gate::{self, opened};
use super::{bar, labels};
use crate::error::Result;
use crate::posted::Fields;
use crate::visit::Visit;
use crate::words;

/// How many looks a page shows.
const SHOWN: usize = 25;

/// Where a page of the list starts: a number of the ledger, which says nothing of anybody.
#[derive(Deserialize)]
pub struct Start {
    older: Option<String>,
}

/// `GET /people/{id}/viewed`
pub async fn show(visit: Visit, Path(id): Path<String>, Query(start): Query<Start>) -> Result {
    let mut page = opened!(gate::with(&visit, &id, may::SeePersonLog, &Fields::default()));
    let before = start.older.as_deref().and_then(|typed| typed.parse().ok());
    let looks = viewed::all(&mut page.work, &page.permit, before, SHOWN).await?;
    page.work.commit().await?;
    // The data protection officer watches over every record and reads none: the reference is enough.
    let watches = matches!(page.permit.basis(), Basis::Role(Role::DataProtectionOfficer));
    let own = json!({
        "rows": looks.rows.iter().map(row).collect::<Vec<_>>(),
        "older": looks.older.map(|seq| format!("{}?older={seq}", bar::path(page.who.id, "viewed"))),
        "newest": bar::path(page.who.id, "viewed"), "is_first": before.is_none(),
        "reference": page.who.public_ref,
        "statement": bar::path(page.who.id, "viewed/statement"),
    });
    if watches {
        return visit.page("people/watched.html", own);
    }
    visit.page("people/viewed.html", bar::frame(&visit, &page.who, "viewed", own))
}

fn row(look: &Look) -> Value {
    let roles: Vec<&str> = look.roles.iter().filter_map(|role| Role::parse(role)).map(Role::label).collect();
    json!({
        "when": words::moment(look.at), "who": look.who.as_deref().unwrap_or("Kith itself"),
        "job_title": look.job_title, "roles": roles.join(", "), "what": what(look), "why": why(look.basis.as_deref()), "reason": look.reason,
        "refused": look.action == "refused",
    })
}

fn what(look: &Look) -> &'static str {
    match look.action.as_str() {
        "opened" if look.confidential_address => "Saw a confidential address",
        "opened" if look.through_link => "Opened it with a record of the same person",
        action => done(action),
    }
}

/// What an action of the ledger comes to, in words.
pub(super) fn done(action: &str) -> &'static str {
    match action {
        "opened" => "Opened the record",
        "opened_school_detail" => "Saw what the school says",
        "opened_adult_social_care_detail" => "Saw what adult social care says",
        "opened_housing_detail" => "Saw what housing says",
        "opened_police_detail" => "Saw what the police say",
        "viewed_access_log" => "Looked at who has viewed it",
        "refused" => "Tried, and was refused",
        "granted_in_emergency" => "Was given access in an emergency",
        _ => "Looked at it",
    }
}

/// What made a look right, or why it was refused, in words.
pub(super) fn why(basis: Option<&str>) -> String {
    let Some(basis) = basis else { return "Not recorded".to_owned() };
    let words = match basis {
        "role" => "Part of their role",
        "allocation" => "Allocated to work with them",
        "team" => "Open to their team",
        "network" => "In the team around the family",
        "supervision" => "Supervises who works with them",
        "request" => "A request in hand",
        "task" => "A task, or the reason they stated earlier that day",
        "conference" => "Invited to a conference",
        "rights_request" => "Answering a request about their information",
        "audit_sample" => "Drawn for an audit or inspection",
        "sealed_opening" => "Opened by two people together",
        "named" | "named_on_restriction" => "Named on the restriction",
        "stated_reason" => "Stated a reason",
        "emergency" => "Emergency",
        "own_record" => "Their own record",
        "kin_record" => "A relative’s record",
        "restricted" => "The record is restricted",
        "role_never" | "no_grant" => "Nothing gave them access",
        other => return labels::plain(other),
    };
    words.to_owned()
}
