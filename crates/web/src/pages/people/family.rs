//! `/people/{id}/family`: relationships, parental responsibility, households and families.

use axum::extract::Path;
use record::family::{self, Group};
use record::person::responsibility::{self, Held};
use record::person::{Identity, Other};
use record::relationship::{self, Relationship};
use serde_json::{Value, json};

use super::gate::{self, opened};
use super::{bar, labels};
use crate::error::Result;
use crate::visit::Visit;

/// `GET /people/{id}/family`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &id));
    let (work, permit) = (&mut page.work, &page.permit);
    let relationships = relationship::all(work, permit).await?;
    let held = responsibility::all(work, permit).await?;
    let households = family::households(work, permit).await?;
    let families = family::families(work, permit).await?;
    page.work.commit().await?;
    let today = visit.today();
    let child = page.who.birth.counts_as_child_on(today, page.who.raises_somebody);
    let own = json!({
        "base": bar::path(page.who.id, "overview"),
        "relationships": relationships.iter().map(|one| related(&visit, one)).collect::<Vec<_>>(),
        "held": held.iter().map(|one| responsible(&visit, one)).collect::<Vec<_>>(),
        "households": households.iter().map(|one| group(&visit, &page.who, one)).collect::<Vec<_>>(),
        "families": families.iter().map(|one| group(&visit, &page.who, one)).collect::<Vec<_>>(),
        "is_child": child,
        "parent_missing": child && !page.who.has_parent,
    });
    visit.page("people/family.html", bar::frame(&visit, &page.who, "family", own))
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
