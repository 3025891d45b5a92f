//! `/entries/{entry}/people`: whom an open entry is about. Somebody moves to another family, or was put there by mistake: they
//! leave it, and what was written of them stays.

use axum::extract::Path;
use axum::http::StatusCode;
use record::access::may;
use record::entry;
use record::family;
use serde_json::{Value, json};
use uuid::Uuid;

use super::frame::frame;
use super::opened::{self, Opened};
use super::written;
use crate::error::{Error, Result};
use crate::pages::people::gate::opened;
use crate::posted::Posted;
use crate::visit::Visit;

/// Somebody the entry could be about: those it is about, and the family of today.
struct Somebody {
    id: Uuid,
    name: String,
    is_about: bool,
    /// They belong to the family today. Whoever does not can only leave.
    belongs: bool,
}

/// `GET /entries/{entry}/people`
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result {
    let page = opened!(opened::look_to_change(&visit, &entry));
    again(&visit, page, None, None).await
}

/// `POST /entries/{entry}/people`: the entry is about exactly those who are ticked.
pub async fn submit(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    if page.entry.finish.is_some() {
        return Err(Error::NotFound);
    }
    let chosen: Vec<Uuid> = fields.all("about").iter().filter_map(|one| one.parse().ok()).collect();
    let people = everybody(&mut page).await?;
    let id = page.entry.id;
    let stays = people.iter().any(|one| chosen.contains(&one.id) && (one.is_about || one.belongs));
    if !stays {
        let why = "Select at least one person it is about. To do away with it, a manager takes it out";
        return again(&visit, page, Some(&chosen), Some(why)).await;
    }
    // Who joins comes first: it is never about nobody.
    for one in people.iter().filter(|one| !one.is_about && one.belongs && chosen.contains(&one.id)) {
        if let Err(record::Error::Rule(why)) =
            entry::add_subject(&mut page.work, &page.permit, id, one.id).await
        {
            // Nobody joined: who was added before goes with the transaction.
            drop(page);
            let page = opened!(opened::change(&visit, &entry, &fields));
            return again(&visit, page, Some(&chosen), Some(&why)).await;
        }
    }
    for one in people.iter().filter(|one| one.is_about && !chosen.contains(&one.id)) {
        entry::subject_leaves(&mut page.work, &page.permit, id, one.id).await?;
    }
    page.work.commit().await?;
    Ok(visit.go(&format!("/entries/{id}"), "It is about those you chose. Nothing that was written is lost"))
}

async fn everybody(page: &mut Opened<may::WriteEntry>) -> Result<Vec<Somebody>> {
    let mut families = family::families(&mut page.work, &page.permit).await?;
    families.retain(|family| family.id == page.entry.family);
    let members: Vec<(Uuid, Option<String>)> = families
        .iter()
        .flat_map(|family| &family.members)
        .filter(|member| member.until.is_none())
        .map(|member| (member.person.id, member.person.shown.as_ref().map(|shown| shown.name.clone())))
        .collect();
    let mut all: Vec<Somebody> = page
        .entry
        .subjects
        .iter()
        .map(|subject| Somebody {
            id: subject.person,
            name: written::name(subject),
            is_about: subject.left_at.is_none(),
            belongs: members.iter().any(|(id, _)| *id == subject.person),
        })
        .collect();
    for (id, name) in members {
        if let (Some(name), false) = (name, all.iter().any(|one| one.id == id)) {
            all.push(Somebody { id, name, is_about: false, belongs: true });
        }
    }
    Ok(all)
}

async fn again(
    visit: &Visit,
    mut page: Box<Opened<may::WriteEntry>>,
    chosen: Option<&[Uuid]>,
    problem: Option<&str>,
) -> Result {
    if page.entry.finish.is_some() {
        return Err(Error::NotFound);
    }
    let items: Vec<Value> = everybody(&mut page)
        .await?
        .iter()
        .filter(|one| one.is_about || one.belongs)
        .map(|one| {
            let checked = chosen.map_or(one.is_about, |chosen| chosen.contains(&one.id));
            let hint = (!one.belongs).then_some("Does not belong to the family any more: untick, and what was written of them stays");
            json!({ "value": one.id, "text": one.name, "checked": checked, "hint": hint.map(|text| json!({ "text": text })) })
        })
        .collect();
    let context = frame(&page, json!({ "items": items, "problem": problem }));
    page.work.commit().await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page_with(status, "entries/people.html", context)
}
