//! `/requests/{request}/checks`: every check with its times, the unanswered first in sight.

use axum::extract::Path;
use record::access::{Circumstances, may, permit_request};
use record::request::check::{self, Check};
use serde_json::{Value, json};

use super::basis;
use crate::error::Result;
use crate::pages::requests::frame::Frame;
use crate::pages::requests::labels;
use crate::visit::{Visit, id};
use crate::{clocks, words};

/// `GET /requests/{request}/checks`
pub async fn show(visit: Visit, Path(request): Path<String>) -> Result {
    let request = id(&request)?;
    visit.staff()?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let frame = Frame::of(&visit, &mut work, &permit).await?;
    let checks = check::all(&mut work, &permit).await?;
    work.commit().await?;
    let checks: Vec<Value> = checks.iter().map(|check| context(&visit, check)).collect();
    visit.page(
        "requests/checks/list.html",
        json!({ "frame": frame.context(&visit, "checks"), "checks": checks }),
    )
}

/// One check, in words.
pub fn context(visit: &Visit, check: &Check) -> Value {
    let waiting =
        check.answer.is_none().then(|| clocks::due(visit, "check-answer", check.asked_at)).flatten();
    json!({
        "id": check.id,
        "agency": labels::agency(&check.agency),
        "asked_for": check.asked_for,
        "basis": basis::words(&visit.app.council, &check.basis),
        "agreement": agreement(&check.agreement),
        "without_agreement": check.without_agreement,
        "authorised_by": check.authorised_by,
        "asked": format!("{}, by {}", words::moment(check.asked_at), check.asked_by),
        "clock": waiting.map(|due| clocks::state(visit, &due)),
        "answer": check.answer.as_ref().map(|answer| json!({
            "outcome": outcome(&answer.outcome),
            "summary": answer.summary,
            "answered": words::moment(answer.answered_at),
            "by": answer.recorded_by })),
    })
}

fn agreement(code: &str) -> &'static str {
    match code {
        "agreed" => "The family agreed",
        "not-agreed" => "The family did not agree",
        _ => "The family was not asked",
    }
}

/// What an agency's answer comes to.
pub fn outcome(code: &str) -> String {
    super::answer::OUTCOMES
        .iter()
        .find(|(value, _)| *value == code)
        .map_or_else(|| labels::plain(code), |(_, text)| (*text).to_owned())
}
