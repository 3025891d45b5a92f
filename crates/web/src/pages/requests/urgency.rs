//! `/requests/{request}/urgency`: red, amber or green, with a reason; every rating stays on file.

use axum::extract::Path;
use axum::http::StatusCode;
use law::codes::Rag;
use record::access::{Circumstances, may, permit_request};
use record::request::rag::{self, NewRag};
use serde_json::{Value, json};
use uuid::Uuid;

use super::frame::Frame;
use super::labels;
use super::problems::Problems;
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::{Visit, id};
use crate::{clocks, words};

const FIELDS: [&str; 2] = ["rag", "reason"];

/// What stands on the page besides the request.
#[derive(Default)]
struct Typed {
    fields: Fields,
    problems: Problems,
    /// Another officer rated it while this one was typing.
    overtaken: bool,
    ended: Option<String>,
}

/// `GET /requests/{request}/urgency`
pub async fn show(visit: Visit, Path(request): Path<String>) -> Result {
    page(&visit, id(&request)?, StatusCode::OK, &Typed::default()).await
}

/// `POST /requests/{request}/urgency`
pub async fn submit(Path(request): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let request = id(&request)?;
    visit.staff()?;
    let chosen = Rag::parse(fields.text("rag"));
    let mut problems = Problems::default();
    if chosen.is_none() {
        problems.add("rag", "Select red, amber or green");
    }
    problems.need_text("reason", fields.text("reason"), "Say why you chose this colour");
    let Some(chosen) = chosen.filter(|_| problems.is_empty()) else {
        return page(
            &visit,
            request,
            StatusCode::UNPROCESSABLE_ENTITY,
            &Typed { fields, problems, ..Typed::default() },
        )
        .await;
    };
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::ScreenRequest, request, &Circumstances::default()).await?;
    let due = clocks::due(&visit, &format!("rag-{}", chosen.code()), visit.now);
    let new = NewRag {
        rag: chosen.code(),
        reason: fields.text("reason"),
        due_at: due.map(|due| due.at),
        seen: fields.some("seen").and_then(|seen| Uuid::parse_str(seen).ok()),
    };
    match rag::set(&mut work, &permit, &new).await {
        Ok(()) => {
            work.commit().await?;
            Ok(visit.go(&format!("/requests/{request}"), &format!("Rated {}", chosen.label().to_lowercase())))
        }
        Err(record::Error::Stale) => {
            drop(work);
            page(
                &visit,
                request,
                StatusCode::CONFLICT,
                &Typed { fields, overtaken: true, ..Typed::default() },
            )
            .await
        }
        Err(record::Error::Rule(words)) => {
            drop(work);
            page(
                &visit,
                request,
                StatusCode::UNPROCESSABLE_ENTITY,
                &Typed { fields, ended: Some(words), ..Typed::default() },
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, request: Uuid, status: StatusCode, typed: &Typed) -> Result {
    visit.staff()?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let frame = Frame::of(visit, &mut work, &permit).await?;
    if !frame.is_duty {
        return Err(Error::NotFound);
    }
    let history = rag::history(&mut work, &permit).await?;
    work.commit().await?;
    let context = json!({
        "frame": frame.context(visit, "urgency"),
        "choices": choices(visit, typed.fields.text("rag")),
        "reason": typed.fields.text("reason"),
        "seen": history.first().map(|newest| newest.id.to_string()).unwrap_or_default(),
        "overtaken": typed.overtaken.then(|| history.first()).flatten().map(|newest| format!(
            "{} rated this {} {}.", newest.set_by, labels::rag(&newest.rag).to_lowercase(), words::moment(newest.set_at))),
        "ended": typed.ended,
        "problems": typed.problems.context(&FIELDS),
        "ratings": history.iter().map(|one| json!({
            "code": one.rag, "label": labels::rag(&one.rag), "reason": one.reason, "by": one.set_by,
            "at": words::moment(one.set_at), "due": one.due_at.map(words::by) })).collect::<Vec<_>>(),
    });
    visit.page_with(status, "requests/urgency.html", context)
}

/// The three colours, each with the council's own time for it: never a colour alone.
fn choices(visit: &Visit, chosen: &str) -> Vec<Value> {
    let pack = &visit.app.council.pack;
    let choice = |rag: &Rag| {
        let clock = pack.clocks.get(&format!("rag-{}", rag.code()));
        let length =
            clock.map_or_else(String::new, |clock| format!(" – {}", clock.rule(&pack.council).length()));
        json!({
            "value": rag.code(),
            "text": format!("{}{length}", rag.label()),
            "checked": rag.code() == chosen,
            "hint": { "text": hint(*rag) },
        })
    };
    Rag::ALL.iter().map(choice).collect()
}

fn hint(rag: Rag) -> &'static str {
    match rag {
        Rag::Red => "A child may be in immediate danger",
        Rag::Amber => "Serious, but nobody is in immediate danger",
        Rag::Green => "Help is wanted and nobody is at risk of significant harm",
    }
}
