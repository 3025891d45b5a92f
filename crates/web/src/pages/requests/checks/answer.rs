//! `/requests/{request}/checks/{check}/answer`: what an agency answered, or that it did not.

use axum::extract::Path;
use axum::http::StatusCode;
use record::access::{Circumstances, may, permit_request};
use record::request::check::{self, NewAnswer};
use serde_json::json;
use uuid::Uuid;

use super::list::{context as check_context, outcome};
use crate::error::{Error, Result};
use crate::pages::requests::frame::Frame;
use crate::pages::requests::problems::Problems;
use crate::posted::{Fields, Posted};
use crate::visit::{Visit, id};
use crate::words;

const FIELDS: [&str; 2] = ["outcome", "summary"];

/// What an answer comes to. "Nothing held" and "no reply" are different things.
pub const OUTCOMES: [(&str, &str); 4] = [
    ("information-given", "They gave information"),
    ("nothing-held", "They hold nothing about this family"),
    ("refused", "They refused to answer"),
    ("no-reply", "No reply so far"),
];

/// What stands on the page besides the check.
#[derive(Default)]
struct Typed {
    fields: Fields,
    problems: Problems,
    /// Another officer wrote an answer down while this one was typing.
    overtaken: bool,
}

/// `GET /requests/{request}/checks/{check}/answer`
pub async fn show(visit: Visit, Path((request, check)): Path<(String, String)>) -> Result {
    page(&visit, id(&request)?, id(&check)?, StatusCode::OK, &Typed::default()).await
}

/// `POST /requests/{request}/checks/{check}/answer`
pub async fn submit(
    Path((request, check)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let (request, check) = (id(&request)?, id(&check)?);
    visit.staff()?;
    let mut problems = Problems::default();
    let chosen = fields.text("outcome");
    problems.need_choice(
        "outcome",
        chosen,
        OUTCOMES.iter().map(|(value, _)| *value),
        "Select what they answered",
    );
    match chosen {
        "information-given" | "refused" => {
            problems.need_text("summary", fields.text("summary"), "Write down what they said")
        }
        _ => problems.not_too_long("summary", fields.text("summary")),
    }
    if !problems.is_empty() {
        return page(
            &visit,
            request,
            check,
            StatusCode::UNPROCESSABLE_ENTITY,
            &Typed { fields, problems, overtaken: false },
        )
        .await;
    }
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::ScreenRequest, request, &Circumstances::default()).await?;
    let new = NewAnswer {
        check,
        outcome: chosen,
        summary: fields.text("summary"),
        answered_at: visit.now,
        seen: fields.some("seen").and_then(|seen| Uuid::parse_str(seen).ok()),
    };
    match check::answer(&mut work, &permit, &new).await {
        Ok(()) => {
            work.commit().await?;
            Ok(visit.go(&format!("/requests/{request}/checks"), "The answer is written down"))
        }
        Err(record::Error::Stale) => {
            drop(work);
            page(
                &visit,
                request,
                check,
                StatusCode::CONFLICT,
                &Typed { fields, overtaken: true, ..Typed::default() },
            )
            .await
        }
        Err(record::Error::Rule(words)) => {
            drop(work);
            problems.add("outcome", words);
            page(
                &visit,
                request,
                check,
                StatusCode::UNPROCESSABLE_ENTITY,
                &Typed { fields, problems, overtaken: false },
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, request: Uuid, check: Uuid, status: StatusCode, typed: &Typed) -> Result {
    visit.staff()?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let frame = Frame::of(visit, &mut work, &permit).await?;
    if !frame.is_duty {
        return Err(Error::NotFound);
    }
    let checks = check::all(&mut work, &permit).await?;
    work.commit().await?;
    let asked = checks.iter().find(|one| one.id == check).ok_or(Error::NotFound)?;
    let stands = asked.answer.as_ref();
    let context = json!({
        "frame": frame.context(visit, "checks"),
        "check": check_context(visit, asked),
        "outcomes": OUTCOMES.map(|(value, text)| json!({ "value": value, "text": text, "checked": typed.fields.text("outcome") == value })),
        "summary": typed.fields.text("summary"),
        "seen": stands.map(|answer| answer.id.to_string()).unwrap_or_default(),
        "overtaken": typed.overtaken.then_some(stands).flatten().map(|answer| format!(
            "{} wrote down an answer {}: {}.", answer.recorded_by, words::moment(answer.answered_at), outcome(&answer.outcome).to_lowercase())),
        "problems": typed.problems.context(&FIELDS),
    });
    visit.page_with(status, "requests/checks/answer.html", context)
}
