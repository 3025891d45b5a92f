//! `/governance/sealed-records`: one manager asks to read a sealed record, somebody else agrees, and for four hours it is
//! open to the one who asked. Whoever asks gets the same answer for a reference that is nobody's.

use access::Role;
use axum::extract::Path;
use axum::http::StatusCode;
use record::access::sealed::{self, Asking, Opened};
use serde_json::{Value, json};

use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::step_up;
use crate::visit::{self, Visit};
use crate::words;

/// Who asks.
const ASKS: [Role; 2] = [Role::DutyManager, Role::TeamManager];

/// Who agrees, never to what they asked themselves.
pub const AGREES: [Role; 2] = [Role::DataProtectionOfficer, Role::DutyManager];

/// Who finds the page.
const WHO: [Role; 3] = [Role::DutyManager, Role::TeamManager, Role::DataProtectionOfficer];

/// The longest reference and the longest reason.
const LONGEST: (usize, usize) = (30, 1_000);

/// `GET /governance/sealed-records`
pub async fn list(visit: Visit) -> Result {
    page(&visit, StatusCode::OK, &Fields::default(), &[]).await
}

/// `POST /governance/sealed-records`: the same answer whether there is such a record or not.
pub async fn ask(Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&ASKS)?;
    let problems = problems(&fields);
    if !problems.is_empty() {
        return page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &fields, &problems).await;
    }
    let mut work = visit.begin().await?;
    sealed::ask(&mut work, fields.text("reference"), fields.text("reason")).await?;
    work.commit().await?;
    Ok(visit.go("/governance/sealed-records", "If there is such a record, somebody is asked to agree"))
}

/// `POST /governance/sealed-records/{asking}`: agrees.
pub async fn agree(Path(asking): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&AGREES)?;
    let asking = visit::id(&asking)?;
    if step_up::is_needed(&visit) {
        return step_up::ask_for(&visit, &fields).await;
    }
    let mut work = visit.begin().await?;
    match sealed::approve(&mut work, asking).await {
        Ok(()) => {}
        Err(record::Error::Stale) => {
            drop(work);
            let gone = (
                "waiting",
                "Somebody else has agreed to this already, or it waited for more than a day. Nothing was changed",
            );
            return page(&visit, StatusCode::CONFLICT, &Fields::default(), &[gone]).await;
        }
        Err(error) => return Err(error.into()),
    }
    work.commit().await?;
    Ok(visit.go(
        "/governance/sealed-records",
        "You have agreed. The record is open to the person who asked for four hours",
    ))
}

fn problems(fields: &Fields) -> Vec<(&'static str, &'static str)> {
    let mut problems = Vec::new();
    match fields.text("reference").chars().count() {
        0 => problems.push(("reference", "Enter the reference of the record")),
        length if length > LONGEST.0 => {
            problems.push(("reference", "Enter a reference of 30 characters or fewer, such as P-K4XP-9KGW"));
        }
        _ => {}
    }
    match fields.text("reason").chars().count() {
        0 => problems.push(("reason", "Enter why you need to read it")),
        length if length > LONGEST.1 => {
            problems.push(("reason", "Shorten this to 1,000 characters or fewer"))
        }
        _ => {}
    }
    problems
}

async fn page(visit: &Visit, status: StatusCode, typed: &Fields, problems: &[(&str, &str)]) -> Result {
    let staff = visit.staff_with(&WHO)?;
    let is_one = |roles: &[Role]| roles.iter().any(|role| staff.has_role(*role));
    let (asks, agrees) = (is_one(&ASKS), is_one(&AGREES));
    let mut work = visit.begin().await?;
    let mine = if asks { sealed::mine(&mut work).await? } else { Vec::new() };
    let waiting = if agrees { sealed::waiting(&mut work).await? } else { Vec::new() };
    work.commit().await?;
    let at = |id: &str| problems.iter().find(|(field, _)| *field == id).map(|(_, message)| *message);
    let context = json!({
        "asks": asks, "agrees": agrees, "reference": typed.text("reference"), "reason": typed.text("reason"),
        "mine": mine.iter().map(opened).collect::<Vec<_>>(), "waiting": waiting.iter().map(asking).collect::<Vec<_>>(),
        "problems": problems.iter().map(|(field, message)| json!({ "text": message, "href": format!("#{field}") }))
            .collect::<Vec<_>>(),
        "reference_problem": at("reference"), "reason_problem": at("reason"),
    });
    visit.page_with(status, "governance/sealed_records.html", context)
}

fn opened(one: &Opened) -> Value {
    json!({ "href": format!("/people/{}", one.person), "reference": one.public_ref, "until": words::moment(one.until) })
}

fn asking(one: &Asking) -> Value {
    json!({
        "action": format!("/governance/sealed-records/{}", one.id), "reference": one.public_ref, "who": one.asked_by,
        "when": words::moment(one.asked_at), "reason": one.reason,
    })
}
