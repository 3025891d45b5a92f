//! `/requests/{request}/viewed`: who opened it, changed it or was refused, and what made it right.

use access::{GrantKind, Role};
use axum::extract::Path;
use axum::http::StatusCode;
use record::access::{Circumstances, may, permit_request};
use record::request::viewed;
use serde_json::{Value, json};
use uuid::Uuid;

use super::frame::Frame;
use super::labels;
use crate::error::Result;
use crate::posted::Posted;
use crate::visit::{Visit, id};
use crate::words;

/// How many lines the page shows, the newest first.
const MOST_LINES: i64 = 500;

/// `GET /requests/{request}/viewed`
pub async fn show(visit: Visit, Path(request): Path<String>) -> Result {
    page(&visit, id(&request)?, None).await
}

/// `POST /requests/{request}/viewed`: the same, with the reason a manager gives for looking.
pub async fn submit(Path(request): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    page(&visit, id(&request)?, Some(fields.text("reason"))).await
}

async fn page(visit: &Visit, request: Uuid, reason: Option<&str>) -> Result {
    let staff = visit.staff()?;
    let said = Circumstances { reason: reason.map(str::to_owned), emergency: false };
    let mut work = visit.begin().await?;
    let permit = match permit_request(&mut work, may::SeeRequestLog, request, &said).await {
        Ok(permit) => permit,
        Err(record::Error::Refused(record::Refusal::ReasonNeeded)) => {
            let missing = reason.is_some().then_some("Say why you need to see who has viewed this request");
            let status = if missing.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            return visit.page_with(
                status,
                "requests/viewed_reason.html",
                json!({ "request": request, "problem": missing }),
            );
        }
        Err(error) => return Err(error.into()),
    };
    // Whoever works requests too sees what it is about above the list.
    let works_requests = staff.has_role(Role::DutyOfficer) || staff.has_role(Role::DutyManager);
    let frame = if works_requests {
        let reads = permit_request(&mut work, may::ScreenRequest, request, &said).await?;
        Frame::of(visit, &mut work, &reads).await?
    } else {
        Frame::watched(visit, &mut work, &permit).await?
    };
    let looks = viewed::all(&mut work, &permit, MOST_LINES).await?;
    work.commit().await?;
    let rows: Vec<Value> = looks
        .iter()
        .map(|look| {
            json!({
                "at": words::moment(look.at),
                "who": look.who.as_deref().unwrap_or("The person who sent it, or Kith itself"),
                "job": look.job_title,
                "what": what(&look.action),
                "because": look.basis.as_deref().map(because),
            })
        })
        .collect();
    visit.page("requests/viewed.html", json!({ "frame": frame.context(visit, "viewed"), "rows": rows }))
}

fn what(action: &str) -> String {
    match action {
        "opened" => "Opened it".to_owned(),
        "viewed_access_log" => "Looked at this page".to_owned(),
        "saw_in_results" => "Saw names of relatives while matching".to_owned(),
        "refused" => "Tried to open it and was refused".to_owned(),
        "created" => "Sent it or wrote it down".to_owned(),
        "amended" => "Added to it".to_owned(),
        "allocated" => "Sent it to a worker".to_owned(),
        "exported" => "Saved a file that came with it".to_owned(),
        other => labels::plain(other),
    }
}

fn because(basis: &str) -> String {
    match basis {
        "role" => "Their job".to_owned(),
        "stated_reason" => "A reason they gave".to_owned(),
        "no_grant" | "no_need_to_know" => "Their work gave no reason".to_owned(),
        other => {
            GrantKind::parse(other).map_or_else(|| labels::plain(other), |kind| labels::plain(kind.label()))
        }
    }
}
