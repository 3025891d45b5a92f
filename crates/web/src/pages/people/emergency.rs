//! `/people/{id}/emergency`: one record for four hours, when somebody may come to harm.
//!
//! Only whoever would be let in is asked for a reason: everybody else gets the answer that the record itself gives them.

use access::Basis;
use axum::extract::Path;
use axum::http::StatusCode;
use record::access::{Circumstances, emergency_would_help, may, permit_person};
use serde_json::json;

use super::gate;
use crate::error::Result;
use crate::posted::Posted;
use crate::step_up;
use crate::visit::Visit;

/// The longest reason.
const LONGEST: usize = 1_000;

/// `GET /people/{id}/emergency`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    visit.staff()?;
    emergency_would_help(&mut visit.begin().await?, gate::parse(&id)?).await?;
    page(&visit, &id, StatusCode::OK, "", None)
}

/// `POST /people/{id}/emergency`: the managers are told in the same transaction as the access is given.
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff()?;
    let person = gate::parse(&id)?;
    let mut work = visit.begin().await?;
    emergency_would_help(&mut work, person).await?;
    let reason = fields.text("reason");
    let problem = match reason.chars().count() {
        0 => Some("Say what the danger is"),
        count if count > LONGEST => Some("Shorten this to 1,000 characters or fewer"),
        _ => None,
    };
    if problem.is_some() {
        return page(&visit, &id, StatusCode::UNPROCESSABLE_ENTITY, reason, problem);
    }
    let said = Circumstances { reason: Some(reason.to_owned()), emergency: true };
    match permit_person(&mut work, may::OpenPerson, person, &said).await {
        // Nothing was given, and nobody was told.
        Ok(permit) if !matches!(permit.basis(), Basis::Emergency(_)) => {
            work.commit().await?;
            return Ok(
                visit.go(&format!("/people/{person}"), "You may open this record without emergency access")
            );
        }
        Ok(_) => {}
        Err(record::Error::Refused(record::Refusal::StepUpNeeded)) => {
            return step_up::ask_for(&visit, &fields).await;
        }
        Err(error) => return Err(error.into()),
    }
    work.commit().await?;
    Ok(visit.go(
        &format!("/people/{person}"),
        "You have emergency access for four hours. Your manager has been told",
    ))
}

fn page(visit: &Visit, id: &str, status: StatusCode, reason: &str, problem: Option<&str>) -> Result {
    let action = format!("/people/{id}/emergency");
    visit.page_with(
        status,
        "people/emergency.html",
        json!({ "action": action, "reason": reason, "problem": problem }),
    )
}
