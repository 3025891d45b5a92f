//! `/governance/processing`: the record of processing activities, for the data protection officer to read and to take away.

use access::Role;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use law::form::Form;
use law::pack::Notice;
use law::processing::{
    self, Activity, MEASURES, NO_TRANSFERS, NoticeOf, Place, Processing, RecipientOf, Running,
};
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::visit::Visit;
use crate::words;

/// `GET /governance/processing`
pub async fn list(visit: Visit) -> Result {
    let record = of(&visit)?;
    let context = json!({
        "notices": record.notices.iter().map(notice).collect::<Vec<_>>(),
        "activities": record.activities.iter().map(row).collect::<Vec<_>>(),
        "unplaced": record.unplaced.iter().map(Place::words).collect::<Vec<_>>(),
        "measures": MEASURES.map(|measure| measure.says),
        "transfers": NO_TRANSFERS,
    });
    visit.page("governance/processing.html", context)
}

/// `GET /governance/processing/{notice}/{purpose}`
pub async fn show(visit: Visit, Path((notice, purpose)): Path<(String, String)>) -> Result {
    let record = of(&visit)?;
    let activity = record.activity(&format!("{notice}/{purpose}")).ok_or(Error::NotFound)?;
    visit.page("governance/activity.html", whole(activity))
}

/// `GET /governance/processing.csv`
pub async fn csv(visit: Visit) -> Result {
    let record = of(&visit)?;
    Ok(file(processing::csv(&record), "text/csv; charset=utf-8", "processing-activities.csv"))
}

/// `GET /governance/processing.jsonld`
pub async fn jsonld(visit: Visit) -> Result {
    let record = of(&visit)?;
    Ok(file(processing::jsonld(&record), "application/ld+json", "processing-activities.jsonld"))
}

/// The record, made afresh from the pack in force: it cannot be older than what Kith decides by.
fn of(visit: &Visit) -> Result<Processing> {
    visit.staff_with(&[Role::DataProtectionOfficer])?;
    let pack = &visit.app.council.pack;
    let notices: Vec<&Notice> = pack.notices.iter().collect();
    let forms: Vec<&Form> = pack.forms.values().collect();
    let tables = record::columns::tables();
    Ok(Processing::of(&pack.council, &notices, Some(&Running { tables: &tables, forms: &forms })))
}

fn file(text: String, kind: &'static str, name: &str) -> axum::response::Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers
        .insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    response
}

fn notice(notice: &NoticeOf) -> Value {
    json!({
        "title": notice.title, "version": notice.version, "from": day(&notice.from), "review_by": day(&notice.review_by),
        "doubts": notice.doubts,
    })
}

fn day(iso: &str) -> String {
    iso.parse().map_or_else(|_| iso.to_owned(), words::day)
}

/// One line of the summary.
fn row(activity: &Activity) -> Value {
    let protections =
        activity.categories.iter().filter_map(|category| processing::protection(category.protection));
    let mut protections: Vec<&str> = protections.collect();
    protections.sort_unstable_by(|one, other| other.cmp(one));
    protections.dedup();
    let (notice, purpose) = activity.id.split_once('/').unwrap_or_default();
    json!({
        "notice": notice,
        "purpose": purpose,
        "name": activity.name,
        "bases": activity.bases.iter().map(|basis| basis.words().trim_start_matches("a ")).collect::<Vec<_>>(),
        "protections": protections,
        "recipients": activity.recipients.len(),
        "open": activity.open.len(),
    })
}

fn whole(activity: &Activity) -> Value {
    json!({
        "id": activity.id,
        "name": activity.name,
        "notice": activity.notice.as_ref().map(notice),
        "services": activity.services,
        "controllers": activity.controllers,
        "bases": activity.bases.iter().map(|one| processing::basis(*one)).collect::<Vec<_>>(),
        "acts": activity.acts,
        "conditions": activity.conditions.iter().map(|one| processing::condition(*one)).collect::<Vec<_>>(),
        "schedule_1": activity.schedule_1.iter().map(|one| processing::schedule_1(*one)).collect::<Vec<_>>(),
        "withdrawing_stops": activity.withdrawing_stops,
        "people": activity.people.iter().map(|one| one.words()).collect::<Vec<_>>(),
        "categories": activity.categories.iter().map(|category| json!({
            "name": category.name, "protection": processing::protection(category.protection),
        })).collect::<Vec<_>>(),
        "sources": activity.sources,
        "recipients": activity.recipients.iter().map(recipient).collect::<Vec<_>>(),
        "named": activity.kept.iter().filter(|class| class.named).collect::<Vec<_>>(),
        "by_role": activity.kept.iter().filter(|class| !class.named).collect::<Vec<_>>(),
        "held": activity.held,
        "open": activity.open,
        "measures": MEASURES.map(|measure| measure.says),
        "transfers": NO_TRANSFERS,
    })
}

fn recipient(recipient: &RecipientOf) -> Value {
    json!({
        "name": recipient.name, "when": recipient.when, "basis": processing::basis(recipient.basis),
        "agreement": recipient.agreement, "may_object": recipient.family_may_object,
    })
}
