//! `/families/{family}/begin/{form}`: whom it is about, and then it is begun.

use axum::extract::Path;
use axum::http::StatusCode;
use law::form::{Audience, Form, When, prefill, with_calculated};
use record::access::may;
use record::entry::{self, Change, Kind, NewEntry};
use record::family::Member;
use serde_json::{Value, json};
use uuid::Uuid;

use super::gate::{self, Opened};
use super::{kind_of, label, show};
use crate::error::{Error, Result};
use crate::form::answers;
use crate::pages::entries::{facts, typed, written};
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// `GET /families/{family}/begin/{form}`
pub async fn show(visit: Visit, Path((family, form)): Path<(String, String)>) -> Result {
    let (form, kind) = form_called(&visit, &form)?;
    let page = opened!(gate::write(&visit, &family, &[], &Fields::default()));
    let chosen: Vec<Uuid> =
        members(&page).filter(|one| usually_about(&visit, kind, one)).map(|one| one.person.id).collect();
    let id = page.work.new_id();
    let context = context(&visit, &page, form, id, &chosen, None);
    page.work.commit().await?;
    visit.page("families/begin.html", context)
}

/// `POST /families/{family}/begin/{form}`
pub async fn submit(
    Path((family, form)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let (form, kind) = form_called(&visit, &form)?;
    let chosen: Vec<Uuid> = fields.all("about").iter().filter_map(|one| one.parse().ok()).collect();
    let mut page = opened!(gate::write(&visit, &family, &chosen, &fields));
    let id: Uuid = fields.text("id").parse().map_err(|_| Error::Unreadable)?;
    if chosen.is_empty() {
        return again(&visit, page, form, id, &chosen, "Select at least one person it is about").await;
    }
    let before = entry::latest(&mut page.work, &page.permit, page.family.id, kind).await?;
    let new = NewEntry {
        id,
        family: page.family.id,
        kind,
        form: (form.id.as_str(), i32::try_from(form.version).unwrap_or(i32::MAX)),
        pack_version: visit.app.council.version,
        subjects: &chosen,
        follows: before,
    };
    match entry::begin(&mut page.work, &page.permit, &new).await {
        Ok(()) => {}
        // The button was pressed twice: it is there.
        Err(record::Error::AlreadyDone) => return Ok(visit.go(&format!("/entries/{id}"), "")),
        Err(record::Error::Rule(why)) => return again(&visit, page, form, id, &chosen, &why).await,
        Err(other) => return Err(other.into()),
    }
    fill_in(&visit, &mut page, form, id).await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/entries/{id}"), ""))
}

/// Puts in what is known already, so that nobody types it twice.
async fn fill_in(visit: &Visit, page: &mut Opened<may::WriteEntry>, form: &Form, id: Uuid) -> Result<()> {
    let begun = entry::to_write(&mut page.work, &page.permit, id).await?;
    let form = form.about(&written::subjects(&begun, visit.today()));
    let known = facts::gather(visit, &mut page.work, &page.permit, &page.family, &begun).await?;
    let mut given = law::form::Answers::new();
    prefill(&form, Audience::Worker, &known, &mut given);
    let when = When { today: visit.today(), begun_on: Some(visit.today()) };
    let given = with_calculated(&form, Audience::Worker, &given, when);
    let rows = answers::to_rows(&given)?;
    let changes: Vec<Change<'_>> = rows.iter().map(|(path, value)| Change { path, value, seen: 0 }).collect();
    entry::save(&mut page.work, &page.permit, id, &changes).await?;
    typed::keep(&mut page.work, &page.permit, (id, begun.kind), &form, &given).await
}

async fn again(
    visit: &Visit,
    page: Box<Opened<may::WriteEntry>>,
    form: &Form,
    id: Uuid,
    chosen: &[Uuid],
    problem: &str,
) -> Result {
    let context = context(visit, &page, form, id, chosen, Some(problem));
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "families/begin.html", context)
}

fn context(
    visit: &Visit,
    page: &Opened<may::WriteEntry>,
    form: &Form,
    id: Uuid,
    chosen: &[Uuid],
    problem: Option<&str>,
) -> Value {
    let items: Vec<Value> = members(page)
        .map(|member| {
            let shown = member.person.shown.as_ref();
            json!({
                "value": member.person.id, "checked": chosen.contains(&member.person.id),
                "text": shown.map_or_else(|| member.person.public_ref.clone(), |shown| shown.name.clone()),
                "hint": shown.map(|shown| json!({ "text": crate::pages::people::bar::born(&shown.birth, visit.today()) })),
            })
        })
        .collect();
    json!({
        "family": show::frame(&page.family), "title": form.title, "id": id, "items": items, "problem": problem,
        "action": format!("/families/{}/begin/{}", page.family.id, form.id), "family_name": label(&page.family),
    })
}

/// Those who belong to it now.
fn members(page: &Opened<may::WriteEntry>) -> impl Iterator<Item = &Member> {
    page.family.members.iter().filter(|member| member.until.is_none())
}

/// Whether somebody is chosen before anybody has said so: a closure is about the children, anything else about everybody.
fn usually_about(visit: &Visit, kind: Kind, member: &Member) -> bool {
    let shown = member.person.shown.as_ref();
    match kind {
        Kind::Visit | Kind::Closure => {
            shown.is_none_or(|shown| shown.birth.counts_as_child_on(visit.today(), shown.raises_somebody))
        }
        _ => true,
    }
}

/// The form of that name, if it is one of casework.
fn form_called<'a>(visit: &'a Visit, id: &str) -> Result<(&'a Form, Kind)> {
    let form = visit.app.council.pack.form(id).ok_or(Error::NotFound)?;
    Ok((form, kind_of(form.kind_of_record).ok_or(Error::NotFound)?))
}
