//! `/people/{id}`: what is going on with somebody.

use axum::extract::Path;
use law::warning_note::NoteState;
use record::access::{Permit, may};
use record::family::Group;
use record::person::Identity;
use record::person::overview::{self, Involvement, PastRequest};
use record::warning_note::{self, WarningNote};
use record::{Work, family, happened, same_person};
use serde_json::{Value, json};
use uuid::Uuid;

use super::gate::{self, opened};
use super::{bar, labels};
use crate::error::Result;
use crate::pages::families;
use crate::visit::Visit;
use crate::words;

/// How many requests the page lists.
const REQUESTS: i64 = 10;

/// `GET /people/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &id));
    let involvements = overview::involvements(&mut page.work, &page.permit, &page.who).await?;
    let requests = overview::requests(&mut page.work, &page.permit, &page.who, REQUESTS).await?;
    let mut notes = Vec::new();
    if !page.who.warnings.is_empty() {
        notes.push((page.who.id, warning_note::all(&mut page.work, &page.permit).await?));
    }
    // A warning on one record holds for the person: it is read on every page of theirs, and so is what is due.
    let mut due = Vec::new();
    let others = same_person::permits(&mut page.work, &page.permit, &page.who).await?;
    for permit in &others {
        notes.push((permit.person(), warning_note::all(&mut page.work, permit).await?));
    }
    if !others.is_empty() {
        due = due_of(&visit, &mut page.work, std::iter::once(&page.permit).chain(&others)).await?;
    }
    page.work.commit().await?;
    let (open, past): (Vec<_>, Vec<_>) = involvements.iter().partition(|one| one.closed_at.is_none());
    let child = page.who.birth.counts_as_child_on(visit.today(), page.who.raises_somebody);
    let own = json!({
        "open": open.into_iter().map(involvement).collect::<Vec<_>>(),
        "past": past.into_iter().map(involvement).collect::<Vec<_>>(),
        "requests": requests.iter().map(request).collect::<Vec<_>>(),
        "requests_shown": REQUESTS,
        "notes": standing(&page.who, &notes),
        "due": due,
        "parent_missing": child && page.who.records().iter().all(|one| !one.has_parent),
        "is_expected": page.who.birth.is_expected(),
    });
    visit.page("people/show.html", bar::frame(&visit, &page.who, "overview", own))
}

/// The warnings that stand, with the record each is on where there are several.
fn standing(who: &Identity, notes: &[(Uuid, Vec<WarningNote>)]) -> Vec<Value> {
    let reference = |person: Uuid| {
        let (_, reference) = who.same_as.iter().find(|(id, _)| *id == person)?;
        Some(reference.clone())
    };
    let mut told = Vec::new();
    let mut lines = Vec::new();
    for (person, notes) in notes {
        for one in notes.iter().filter(|one| one.state != NoteState::Ended && !told.contains(&one.id)) {
            let mut line = note(one);
            line["on"] = json!(reference(*person));
            line["review_at"] = format!("{}/warning-notes/{}", bar::path(*person, "overview"), one.id).into();
            lines.push(line);
        }
        told.extend(notes.iter().map(|one| one.id));
    }
    lines
}

/// What is due in the families of several records of one person, the most urgent first in each.
async fn due_of<'a>(
    visit: &Visit,
    work: &mut Work,
    permits: impl Iterator<Item = &'a Permit<may::OpenPerson>>,
) -> Result<Vec<Value>> {
    let mut groups: Vec<Group> = Vec::new();
    for permit in permits {
        for group in family::families(work, permit).await? {
            if !groups.iter().any(|known| known.id == group.id) {
                groups.push(group);
            }
        }
    }
    let ids: Vec<Uuid> = groups.iter().map(|group| group.id).collect();
    let facts = happened::of_families(work, &ids).await?;
    let of = |group: &Group| {
        let lines =
            facts.get(&group.id).map(|facts| families::running(visit, group, facts)).unwrap_or_default();
        json!({ "family": families::label(group), "href": format!("/families/{}", group.id), "lines": lines })
    };
    Ok(groups.iter().map(of).collect())
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
