//! `/people/{id}/history`: what was written about somebody, on every record of theirs, and what happened.

use std::collections::BTreeMap;

use axum::extract::Path;
use record::access::Permit;
use record::access::may;
use record::chronology::{self, About, Line};
use record::entry::{self, Listed, Mistake};
use record::{Work, same_person};
use serde_json::{Value, json};
use uuid::Uuid;

use super::bar;
use super::gate::{self, opened};
use crate::error::Result;
use crate::pages::families::kind_word;
use crate::visit::Visit;
use crate::words;

/// How many entries of each record the page lists.
const MOST: i64 = 200;

/// What one record holds.
struct Held {
    reference: String,
    entries: Vec<Listed>,
    mistakes: Vec<Mistake>,
    lines: Vec<Line>,
}

/// `GET /people/{id}/history`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look_to(&visit, &id, may::OpenNarrative));
    let mut held = vec![held(&mut page.work, &page.permit, page.who.public_ref.clone()).await?];
    for permit in same_person::permits(&mut page.work, &page.permit, &page.who).await? {
        let reference = page.who.same_as.iter().find(|(id, _)| *id == permit.person());
        let reference = reference.map(|(_, reference)| reference.clone()).unwrap_or_default();
        held.push(self::held(&mut page.work, &permit, reference).await?);
    }
    page.work.commit().await?;
    let own = json!({
        "several": held.len() > 1,
        "entries": entries(&held),
        "mistakes": held.iter().flat_map(|one| one.mistakes.iter().map(|mistake| tombstone(mistake, &one.reference))).collect::<Vec<_>>(),
        "lines": lines(&held),
        "most": MOST,
    });
    visit.page("people/history.html", bar::frame(&visit, &page.who, "history", own))
}

async fn held(work: &mut Work, permit: &Permit<may::OpenNarrative>, reference: String) -> Result<Held> {
    Ok(Held {
        reference,
        entries: entry::of_person(work, permit, MOST).await?,
        mistakes: entry::mistakes(work, permit).await?,
        lines: chronology::of_person(work, permit).await?,
    })
}

/// Every entry once, the newest first, with the records it is on.
fn entries(held: &[Held]) -> Vec<Value> {
    let mut on: BTreeMap<Uuid, Vec<&str>> = BTreeMap::new();
    let mut all: Vec<&Listed> = Vec::new();
    for one in held {
        for entry in &one.entries {
            let records = on.entry(entry.id).or_default();
            if records.is_empty() {
                all.push(entry);
            }
            records.push(&one.reference);
        }
    }
    all.sort_by_key(|one| std::cmp::Reverse((one.begun_at, one.id)));
    all.into_iter()
        .map(|one| {
            let (state, colour) = match (one.removed, one.to_decide, one.finished_at) {
                (true, ..) => ("Taken out", "grey"),
                (_, true, _) => ("Belongs to one of two records: to decide", "orange"),
                (.., None) => ("Not finished", "yellow"),
                _ => ("Finished", "blue"),
            };
            json!({
                "href": format!("/entries/{}", one.id), "kind": kind_word(one.kind), "begun": words::moment(one.begun_at),
                "by": one.begun_by, "state": state, "colour": colour,
                "on": on.get(&one.id).map(|records| records.join(" and ")),
            })
        })
        .collect()
}

/// Where something was written by mistake: that it was there, and nothing of it.
fn tombstone(one: &Mistake, reference: &str) -> Value {
    json!({
        "on": reference, "begun": words::moment(one.begun_at), "by": one.moved_by, "moved": words::moment(one.moved_at),
        "href": one.entry.map(|entry| format!("/entries/{entry}")),
    })
}

/// What happened, the earliest first: rows of the chronologies of every family of theirs that are about them.
fn lines(held: &[Held]) -> Vec<Value> {
    let mut all: Vec<(&Line, &str)> =
        held.iter().flat_map(|one| one.lines.iter().map(|line| (line, one.reference.as_str()))).collect();
    all.sort_by_key(|(line, _)| line.row.when.bounds().map(|(_, last)| last));
    all.into_iter()
        .map(|(line, reference)| {
            let href = match line.about {
                Some(About::Entry(entry)) => Some(format!("/entries/{entry}")),
                Some(About::Request(request)) => Some(format!("/requests/{request}")),
                Some(About::Person) | None => None,
            };
            json!({
                "when": line.row.when.in_words(), "category": line.row.category.label(), "headline": line.row.headline,
                "on": reference, "href": href,
            })
        })
        .collect()
}
