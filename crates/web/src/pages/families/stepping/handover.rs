//! `/families/{family}/handover`: both teams have met with the family, so social care's work closes.

use axum::extract::Path;
use axum::http::StatusCode;
use record::access::may;
use record::stepping::{self, Handover};
use serde_json::{Value, json};
use uuid::Uuid;

use super::down::manager;
use crate::error::Result;
use crate::pages::families::clocks::names;
use crate::pages::families::gate::{self, Opened};
use crate::pages::families::show::frame;
use crate::pages::people::form::{self, Problems, Read};
use crate::pages::people::gate::{Step, opened, permitted};
use crate::pages::people::labels;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

const TOOK_PART: &[(&str, &str)] =
    &[("yes", "Yes, or they were told what was said"), ("no", "No, and they have not been told yet")];

/// `GET /families/{family}/handover`
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    manager(&visit)?;
    let page = opened!(gate::look_to_change(&visit, &family));
    again(&visit, page, &Fields::default(), &Problems::default()).await
}

/// `POST /families/{family}/handover`
pub async fn submit(Path(family): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    manager(&visit)?;
    let mut page = opened!(gate::change(&visit, &family, &[], &fields));
    let mut read = Read::new(&fields, visit.today());
    let held = read.past("held", "The day of the meeting");
    if held.is_none() {
        read.problems.add_once("held", Some("day"), "Enter the day of the meeting");
    }
    read.choice("took_part", TOOK_PART, "Select whether the family took part");
    let mut problems = read.problems;
    let Some(held_on) = held.filter(|_| problems.is_empty()) else {
        return again(&visit, page, &fields, &problems).await;
    };
    let handover = Handover { held_on, family_took_part: fields.text("took_part") == "yes" };
    match stepping::hand_over(&mut page.work, &page.permit, page.family.id, handover).await {
        Err(record::Error::Rule(why)) => {
            problems.add("took_part", why);
            return again(&visit, page, &fields, &problems).await;
        }
        other => other?,
    };
    let open = stepping::to_close(&mut page.work, &page.permit, page.family.id).await?;
    let mut people: Vec<Uuid> = open.iter().map(|one| one.person).collect();
    people.sort_unstable();
    people.dedup();
    // Asked for everybody before anything ends: with the first one's ties the others' may go.
    let mut permits = Vec::new();
    for person in people {
        match permitted(&visit, &mut page.work, may::AmendPerson, person, &fields).await? {
            Step::Open(permit) => permits.push(*permit),
            Step::Ask(response) => return Ok(response),
        }
    }
    for permit in &permits {
        stepping::close_social_work(&mut page.work, permit, page.family.id).await?;
    }
    page.work.commit().await?;
    let said = match permits.is_empty() {
        true => "The handover is written down",
        false => "The handover is written down, and social care’s work has closed",
    };
    Ok(visit.go(&format!("/families/{}", page.family.id), said))
}

async fn again(
    visit: &Visit,
    mut page: Box<Opened<may::AmendPerson>>,
    typed: &Fields,
    problems: &Problems,
) -> Result {
    let social = stepping::to_close(&mut page.work, &page.permit, page.family.id).await?;
    let known = names(&page.family);
    let social: Vec<Value> = social
        .iter()
        .map(|one| json!({ "kind": labels::involvement(&one.kind), "who": known.get(&one.person), "team": one.team }))
        .collect();
    let ask = [
        form::date("held", "When did the teams meet to hand over?"),
        form::radios("took_part", "Did the family take part?", TOOK_PART.iter().copied()),
    ];
    let context = json!({
        "family": frame(&page.family), "social": social,
        "fields": ask.iter().map(|field| field.context(typed, problems)).collect::<Vec<_>>(),
        "problems": problems.summary(),
    });
    page.work.commit().await?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "families/stepping/handover.html", context)
}
