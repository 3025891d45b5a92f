//! `/people/{id}`: what is going on with somebody.

use axum::extract::Path;
use law::warning_note::NoteState;
use record::person::overview::{self, Involvement, PastRequest};
use record::warning_note::{self, WarningNote};
use serde_json::{Value, json};

use super::gate::{self, opened};
use super::{bar, labels};
use crate::error::Result;
use crate::visit::Visit;
use crate::words;

/// How many requests the page lists.
const REQUESTS: i64 = 10;

/// `GET /people/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &id));
    let involvements = overview::involvements(&mut page.work, &page.permit, &page.who).await?;
    let requests = overview::requests(&mut page.work, &page.permit, &page.who, REQUESTS).await?;
    let notes = if page.who.warnings.is_empty() {
        Vec::new()
    } else {
        warning_note::all(&mut page.work, &page.permit).await?
    };
    page.work.commit().await?;
    let (open, past): (Vec<_>, Vec<_>) = involvements.iter().partition(|one| one.closed_at.is_none());
    let child = page.who.birth.counts_as_child_on(visit.today(), page.who.raises_somebody);
    let own = json!({
        "open": open.into_iter().map(involvement).collect::<Vec<_>>(),
        "past": past.into_iter().map(involvement).collect::<Vec<_>>(),
        "requests": requests.iter().map(request).collect::<Vec<_>>(),
        "requests_shown": REQUESTS,
        "notes": notes.iter().filter(|note| note.state != NoteState::Ended).map(note).collect::<Vec<_>>(),
        "parent_missing": child && !page.who.has_parent,
    });
    visit.page("people/show.html", bar::frame(&visit, &page.who, "overview", own))
}

fn involvement(one: &Involvement) -> Value {
    json!({
        "kind": labels::involvement(&one.kind),
        "since": words::day(words::london(one.opened_at).date()),
        "until": one.closed_at.map(|at| words::day(words::london(at).date())),
        "because": one.closed_because.as_deref().map(labels::plain),
        "team": one.team.as_deref().unwrap_or("No team yet"),
        "worker": one.worker.as_deref().unwrap_or("No worker allocated yet"),
        "on_other_record": one.on_other_record,
    })
}

fn request(one: &PastRequest) -> Value {
    let outcome = match (&one.outcome, one.standing.as_str()) {
        (Some(code), _) => labels::outcome(code),
        (None, "information-only") => "Named for information only".to_owned(),
        (None, _) => "Not decided yet".to_owned(),
    };
    json!({
        "href": format!("/requests/{}", one.id), "reference": one.reference, "method": labels::method(&one.method),
        "received": words::day(words::london(one.received_at).date()), "outcome": outcome,
    })
}

/// A warning note in words.
pub fn note(one: &WarningNote) -> Value {
    json!({
        "id": one.id, "about": warning_note::label(&one.kind), "detail": one.detail,
        "starts": words::day(one.starts_on), "review": words::day(one.review_on),
        "overdue": one.state == NoteState::ReviewOverdue, "ended": one.state == NoteState::Ended,
        "told": one.told_on.map(words::day), "not_told_because": one.not_told_because,
        "discussed": format!("{}, {}", one.discussed_with, words::day(one.discussed_on)),
    })
}
