//! `/people/{id}/same-person/with/{other}`: two records beside each other, before somebody says that they are one person.

use axum::extract::Path;
use axum::http::StatusCode;
use link::twins::could_be_twins;
use record::access::{Permit, may};
use record::person::identity;
use record::same_person::{self, Kind, NewLink};
use serde_json::{Value, json};

use super::side::{self, Side};
use crate::error::{Error, Result};
use crate::pages::people::bar;
use crate::pages::people::form::{Problems, Read};
use crate::pages::people::gate::{self, Opened, Step, opened, permitted};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// Both records, open to change.
struct Both {
    here: Opened<may::AmendPerson>,
    other: Permit<may::AmendPerson>,
    sides: [Side; 2],
    /// Since when they are said to be two people.
    apart: Option<jiff::Timestamp>,
}

/// `GET /people/{id}/same-person/with/{other}`
pub async fn show(visit: Visit, Path((id, other)): Path<(String, String)>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    let both = opened!(both(&visit, *page, &other, &Fields::default()));
    let context = context(&both, &Fields::default(), &Problems::default());
    let Both { here, .. } = *both;
    here.work.commit().await?;
    visit.page("people/same_person/compare.html", bar::frame(&visit, &here.who, "details", context))
}

/// `POST /people/{id}/same-person/with/{other}`: they are one person.
pub async fn submit(
    Path((id, other)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let page = opened!(gate::change(&visit, &id, &fields));
    let mut both = opened!(both(&visit, *page, &other, &fields));
    let mut read = Read::new(&fields, visit.today());
    let first = both.sides.iter().map(|side| side.id).find(|id| id.to_string() == fields.text("first"));
    if first.is_none() {
        read.problems.add("first", "Select which record is shown first");
    }
    let reason = read.need_area("reason", "Enter how you know that they are the same person");
    if twins(&both) && fields.text("not_twins") != "yes" {
        read.problems.add("not_twins", "Confirm that you have checked that they are not twins");
    }
    let kind = if is_birth(&both) { Kind::UnbornBorn } else { Kind::Same };
    if let Some(first) = first.filter(|_| read.problems.is_empty()) {
        let new = NewLink { kind, first, reason: &reason };
        match same_person::link(&mut both.here.work, &both.here.permit, &both.other, &new).await {
            Ok(_) => {
                let Both { here, .. } = *both;
                here.work.commit().await?;
                return Ok(visit.go(&format!("/people/{id}"), "The two records are one person now"));
            }
            Err(record::Error::Rule(problem)) => read.problems.add("reason", problem),
            Err(error) => return Err(error.into()),
        }
    }
    let context = context(&both, &fields, &read.problems);
    visit.page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        "people/same_person/compare.html",
        bar::frame(&visit, &both.here.who, "details", context),
    )
}

async fn both(
    visit: &Visit,
    mut here: Opened<may::AmendPerson>,
    other: &str,
    typed: &Fields,
) -> Result<Step<Both>> {
    let other = gate::parse(other)?;
    if here.who.ids().contains(&other) {
        return Err(Error::NotFound);
    }
    let permit = match permitted(visit, &mut here.work, may::OpenPerson, other, typed).await? {
        Step::Open(_) => match permitted(visit, &mut here.work, may::AmendPerson, other, typed).await? {
            Step::Open(permit) => *permit,
            Step::Ask(response) => return Ok(Step::Ask(response)),
        },
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    let who = identity::of(&mut here.work, &permit).await?;
    let sides = [
        side::read(visit, &mut here.work, &here.permit, &here.who).await?,
        side::read(visit, &mut here.work, &permit, &who).await?,
    ];
    let apart = record::duplicate::kept_apart(&mut here.work, &here.permit, &permit).await?;
    Ok(Step::Open(Box::new(Both { here, other: permit, sides, apart })))
}

fn twins(both: &Both) -> bool {
    could_be_twins(&both.sides[0].sibling, &both.sides[1].sibling)
}

/// One was begun before a birth, and the other for somebody who was born.
fn is_birth(both: &Both) -> bool {
    both.sides[0].is_expected != both.sides[1].is_expected
}

fn context(both: &Both, typed: &Fields, problems: &Problems) -> Value {
    let [one, other] = &both.sides;
    // The record of the child who was born is shown before the one that expected them.
    let first = match (one.is_expected, other.is_expected) {
        (true, false) => other.id,
        _ => one.id,
    };
    let chosen = typed.some("first").map_or_else(|| first.to_string(), str::to_owned);
    json!({
        "one": { "id": one.id, "reference": one.reference }, "other": { "id": other.id, "reference": other.reference },
        "rows": side::rows(one, other), "twins": twins(both), "birth": is_birth(both), "first": chosen, "reason": typed.text("reason"),
        "apart": both.apart.map(words::moment),
        "not_twins": typed.text("not_twins") == "yes", "problems": problems.summary(),
        "reason_problem": problems.at("reason"), "first_problem": problems.at("first"), "twins_problem": problems.at("not_twins"),
    })
}
