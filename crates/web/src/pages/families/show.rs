//! `/families/{family}`: the people of a family, what is being written and what was written.

use access::Role;
use axum::extract::Path;
use law::clocks::{CaseFacts, Of, readings};
use law::form::KindOfRecord;
use record::access::permit::would;
use record::access::{given, may};
use record::entry::{self, Listed};
use record::family::{Group, Member};
use record::happened;
use record::sustained::Ended;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{clocks, due, entry_line, gate, kind_of, label};
use crate::error::Result;
use crate::pages::entries::word;
use crate::pages::people::family::other;
use crate::pages::people::gate::opened;
use crate::pages::people::labels;
use crate::visit::Visit;

/// How many finished entries a page lists.
const MOST: i64 = 50;

/// The parts of a family's pages.
const PARTS: [(&str, &str); 6] = [
    ("", "Overview"),
    ("/clocks", "Due"),
    ("/genogram", "Genogram"),
    ("/ecomap", "Ecomap"),
    ("/timeline", "Timeline"),
    ("/chronology", "Chronology"),
];

/// `GET /families/{family}`, and with `?before=` an entry, what is older.
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &family));
    let before = Uuid::parse_str(visit.query("before")).ok();
    let open = entry::open_of_family(&mut page.work, &page.permit, page.family.id).await?;
    let mut done = entry::of_family(&mut page.work, &page.permit, page.family.id, before, MOST + 1).await?;
    let word = word::briefly(&visit, &mut page.work, &page.permit, page.family.id).await?;
    let facts = happened::of_families(&mut page.work, &[page.family.id]).await?.remove(&page.family.id);
    let step = super::stepping::banner(&mut page.work, &page.permit, page.family.id).await?;
    let social = record::stepping::open_social_work(&mut page.work, &page.permit, page.family.id).await?;
    let ended = record::sustained::ended(&mut page.work, &page.permit, page.family.id).await?;
    let writes = would(&mut page.work, may::WriteEntry, &page.permit).await?;
    let amends = writes && super::super::entries::may_amend(&visit);
    let theirs = if is_partner(&visit) { Some(given::to_me(&mut page.work).await?) } else { None };
    let theirs = theirs.map(|all| all.into_iter().map(|one| one.person).collect::<Vec<_>>());
    page.work.commit().await?;
    let older = (done.len() as i64 > MOST).then(|| done.pop()).flatten().and(done.last()).map(|last| last.id);
    let family = &page.family;
    let (now, past): (Vec<&Member>, Vec<&Member>) =
        family.members.iter().partition(|member| member.until.is_none());
    let due = running(&visit, family, &facts.unwrap_or_default());
    let context = json!({
        "family": frame_at(family, ""), "due": due, "word": word.context(), "step": step,
        "social": !social.is_empty(), "ended": matches!(ended, Ended::On(_)),
        "is_open": ended == Ended::StillOpen, "manages": visit.staff().is_ok_and(|staff| staff.has_role(Role::TeamManager)),
        "members": now.into_iter().map(|one| member(&visit, one, theirs.as_deref())).collect::<Vec<_>>(),
        "former": past.into_iter().map(|one| member(&visit, one, theirs.as_deref())).collect::<Vec<_>>(),
        "open": lines(&open, family),
        "done": lines(&done, family),
        "older": older.map(|last| format!("/families/{}?before={last}", family.id)),
        "is_older": before.is_some(),
        "forms": forms(&visit, family),
        "may_write": writes, "may_amend": amends,
    });
    visit.page("families/show.html", context)
}

/// What runs now, the most urgent first; what is being written stands in its own list.
pub fn running(visit: &Visit, family: &Group, facts: &CaseFacts) -> Vec<Value> {
    let pack = &visit.app.council.pack;
    let mut running = readings(&pack.clocks, &pack.council, facts, visit.now);
    running.retain(|one| one.state.is_open() && !matches!(one.of, Of::Record(_)));
    running.sort_by_key(due::urgency);
    let (names, path) = (clocks::names(family), format!("/families/{}", family.id));
    running.iter().map(|one| due::line(one, &names, &path)).collect()
}

/// What every page of a family says of it, where none of its parts is open.
pub fn frame(family: &Group) -> Value {
    frame_at(family, "none")
}

/// What every page of a family says of it: which one it is, and its parts, with the open one marked.
pub fn frame_at(family: &Group, part: &str) -> Value {
    let path = format!("/families/{}", family.id);
    let parts: Vec<Value> = PARTS
        .iter()
        .map(|(name, words)| json!({ "text": words, "href": format!("{path}{name}"), "active": *name == part }))
        .collect();
    json!({
        "parts": parts,
        "id": family.id, "name": label(family), "reference": family.reference,
        "path": path,
        "facts": [family.reference.clone().unwrap_or_default()],
    })
}

fn lines(entries: &[Listed], family: &Group) -> Vec<Value> {
    entries.iter().map(|one| entry_line(one, family)).collect()
}

/// Somebody in a line. A practitioner of another agency opens only the records of `theirs`; of the others they see the name.
fn member(visit: &Visit, one: &Member, theirs: Option<&[Uuid]>) -> Value {
    let opens = theirs.is_none_or(|theirs| theirs.contains(&one.person.id));
    json!({ "other": other(visit, &one.person), "opens": opens, "times": labels::times(one.from, one.until) })
}

/// Whether the visitor is of another agency and writes for families where they are named.
fn is_partner(visit: &Visit) -> bool {
    visit.staff().is_ok_and(|staff| staff.has_role(Role::LeadPractitioner))
}

/// The forms that can be begun about a family, in the order work goes.
fn forms(visit: &Visit, family: &Group) -> Vec<Value> {
    let all = record::entry::Kind::ALL.iter().flat_map(|kind| {
        visit.app.council.pack.forms.values().filter(move |form| kind_of(form.kind_of_record) == Some(*kind))
    });
    // Supervision is between the council's own worker and their supervisor.
    let all = all.filter(|form| !is_partner(visit) || form.kind_of_record != KindOfRecord::Supervision);
    all.map(
        |form| json!({ "title": form.title, "href": format!("/families/{}/begin/{}", family.id, form.id) }),
    )
    .collect()
}
