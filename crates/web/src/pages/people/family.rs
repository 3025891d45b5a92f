//! `/people/{id}/family`: relationships, parental responsibility, households and families.

use axum::extract::Path;
use record::access::{Permit, may};
use record::family::{self, Group};
use record::person::responsibility::{self, Held};
use record::person::{Identity, Other};
use record::relationship::{self, Relationship};
use record::{Work, same_person};
use serde_json::{Value, json};
use uuid::Uuid;

use super::gate::{self, opened};
use super::{bar, labels};
use crate::error::Result;
use crate::visit::Visit;

/// `GET /people/{id}/family`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &id));
    let mut own = record(&visit, &mut page.work, &page.permit, &page.who).await?;
    let mut others = Vec::new();
    for permit in same_person::permits(&mut page.work, &page.permit, &page.who).await? {
        if let Some(other) = page.who.others.iter().find(|other| other.id == permit.person()) {
            others.push(record(&visit, &mut page.work, &permit, other).await?);
        }
    }
    page.work.commit().await?;
    let child = page.who.birth.counts_as_child_on(visit.today(), page.who.raises_somebody);
    own["others"] = others.into();
    own["is_child"] = child.into();
    own["parent_missing"] = (child && page.who.records().iter().all(|one| !one.has_parent)).into();
    visit.page("people/family.html", bar::frame(&visit, &page.who, "family", own))
}

/// What one record says of their family.
async fn record(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<may::OpenPerson>,
    who: &Identity,
) -> Result<Value> {
    let relationships = relationship::all(work, permit).await?;
    let held = responsibility::all(work, permit).await?;
    let households = family::households(work, permit).await?;
    let families = family::families(work, permit).await?;
    let unsure: Vec<Uuid> =
        same_person::unsure(work, permit).await?.into_iter().map(|(_, row)| row).collect();
    Ok(json!({
        "base": bar::path(who.id, "overview"), "reference": who.public_ref, "id": who.id, "unsure": unsure,
        "relationships": relationships.iter().map(|one| related(visit, one)).collect::<Vec<_>>(),
        "held": held.iter().map(|one| responsible(visit, one)).collect::<Vec<_>>(),
        "households": households.iter().map(|one| group(visit, who, one)).collect::<Vec<_>>(),
        "families": families.iter().map(|one| group(visit, who, one)).collect::<Vec<_>>(),
    }))
}

/// Somebody else in a line: a link and facts, or for a restricted record whom to ask.
pub fn other(visit: &Visit, one: &Other) -> Value {
    match &one.shown {
        Some(shown) => json!({
            "restricted": false, "href": bar::path(one.id, "overview"), "name": shown.name, "reference": one.public_ref,
            "born": if shown.died { format!("{}. Died", bar::born(&shown.birth, visit.today())) } else { bar::born(&shown.birth, visit.today()) },
        }),
        None => json!({
            "restricted": true, "reference": one.public_ref,
            "contact": one.restricted_contact.as_deref().unwrap_or("the duty manager"),
        }),
    }
}

fn own_line(visit: &Visit, who: &Identity) -> Value {
    json!({
        "restricted": false, "href": bar::path(who.id, "overview"), "name": who.name(), "reference": who.public_ref,
        "born": bar::born(&who.birth, visit.today()),
    })
}

fn related(visit: &Visit, one: &Relationship) -> Value {
    json!({
        "id": one.id, "other": other(visit, &one.other), "is": labels::plain(one.other_is.label()),
        "inverse": one.is_to_other.label(), "times": labels::times(one.related_from, one.related_until),
        "main_carer": one.main_carer == Some(true), "certainty": labels::short(&labels::CERTAINTIES, &one.certainty),
    })
}

fn responsible(visit: &Visit, one: &Held) -> Value {
    json!({
        "id": one.id, "other": other(visit, &one.other), "other_holds": one.other_holds, "how": one.how.label(),
        "law": one.how.source(), "times": labels::times(one.held_from, one.held_until),
    })
}

fn group(visit: &Visit, who: &Identity, one: &Group) -> Value {
    let members: Vec<Value> = one
        .members
        .iter()
        .map(|member| {
            // Whoever may open a restricted record need not be told whom to ask about it.
            let line =
                if member.person.id == who.id { own_line(visit, who) } else { other(visit, &member.person) };
            json!({ "id": member.id, "person_id": member.person.id, "other": line,
                "times": labels::times(member.from, member.until), "ended": member.until.is_some() })
        })
        .collect();
    json!({ "id": one.id, "reference": one.reference, "name": one.name, "members": members })
}
