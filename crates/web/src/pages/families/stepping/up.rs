//! `/families/{family}/step-up`: children's social care takes over. What is on file goes along, and the front door has a contact.

use axum::extract::Path;
use axum::http::StatusCode;
use law::form::KindOfRecord;
use law::pack::TeamKind;
use law::stepping::{UpDraft, UpProblem, UpRoute, check_up};
use record::access::may;
use record::family::Member;
use record::stepping::{self, Contact, NewUp};
use serde_json::json;
use uuid::Uuid;

use super::words::goes_along;
use crate::clocks;
use crate::error::Result;
use crate::pages::families::gate::{self, Opened};
use crate::pages::families::show::frame;
use crate::pages::people::form::{self, Field, Problems, Read};
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// Whether the family has been told, as the page asks it.
const TOLD: &[(&str, &str)] = &[("yes", "Yes"), ("no", "Not yet")];

/// `GET /families/{family}/step-up`
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &family));
    let typed = Fields::of(form::date_boxes("on", Some(visit.today())));
    again(&visit, page, &typed, &Problems::default()).await
}

/// `POST /families/{family}/step-up`
pub async fn submit(Path(family): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let chosen: Vec<Uuid> = fields.all("children").iter().filter_map(|one| one.parse().ok()).collect();
    let mut page = opened!(gate::change(&visit, &family, &chosen, &fields));
    let known: Vec<Uuid> = children(&visit, &page).map(|one| one.person.id).collect();
    let chosen: Vec<Uuid> = chosen.into_iter().filter(|one| known.contains(one)).collect();
    let mut read = Read::new(&fields, visit.today());
    let told = fields.text("told") == "yes";
    let draft = UpDraft {
        on: read.past("on", "The day"),
        route: UpRoute::parse(fields.text("route")),
        reason: read.long("reason"),
        children: chosen.iter().map(Uuid::to_string).collect(),
        family_told: told,
        not_told_because: if told { String::new() } else { read.long("not_told") },
    };
    let mut problems = read.problems;
    let paused = match check_up(&draft, visit.today()) {
        Ok(paused) if problems.is_empty() => paused,
        found => {
            for problem in found.err().unwrap_or_default() {
                let (field, part) = at(problem, fields.text("told"));
                problems.add_once(field, part, problem.to_string());
            }
            return again(&visit, page, &fields, &problems).await;
        }
    };
    let pack = &visit.app.council.pack;
    let due = clocks::decision_due(&visit, visit.now);
    let is_urgent = paused.route == UpRoute::StrategyDiscussion;
    let words = due
        .as_ref()
        .map_or_else(|| "No date could be worked out".to_owned(), |due| due.explanation().to_owned());
    let desk: Vec<&str> = pack
        .teams
        .team
        .iter()
        .filter(|team| team.kind == TeamKind::FrontDoor)
        .map(|team| team.id.as_str())
        .collect();
    let asks = pack.forms.values().find(|form| form.kind_of_record == KindOfRecord::Request);
    let new = NewUp {
        family: page.family.id,
        paused: &paused,
        reason: &draft.reason,
        children: &chosen,
        not_told_because: Some(draft.not_told_because.as_str()).filter(|_| !told),
        contact: Contact {
            decide_by: due.as_ref().map(|due| due.at),
            clock_words: &words,
            act_by: if is_urgent {
                clocks::due(&visit, "rag-red", visit.now).map(|due| due.at)
            } else {
                None
            },
            service: pack.notice().service.first().map_or("", |service| service.id.as_str()),
            purpose: asks
                .and_then(|form| form.classification.purpose.as_ref())
                .map_or("", |purpose| purpose.as_str()),
            pack_version: visit.app.council.version,
            desk: &desk,
        },
    };
    match stepping::up(&mut page.work, &page.permit, &new).await {
        Err(record::Error::Rule(why)) => {
            // Nothing of it is kept: what was begun goes with the transaction.
            drop(page);
            problems.add("route", why);
            let page = opened!(gate::change(&visit, &family, &chosen, &fields));
            again(&visit, page, &fields, &problems).await
        }
        other => {
            let done = other?;
            page.work.commit().await?;
            let said = format!("{}. The front door has it as {}", paused.told, done.reference);
            Ok(visit.go(&format!("/families/{}", page.family.id), &said))
        }
    }
}

/// The field that a problem belongs to, and the part of it where it has parts.
fn at(problem: UpProblem, told: &str) -> (&'static str, Option<&'static str>) {
    match problem {
        UpProblem::On => ("on", Some("day")),
        UpProblem::Route => ("route", None),
        UpProblem::Reason => ("reason", None),
        UpProblem::Children => ("children", None),
        UpProblem::FamilyTold if told == "no" => ("not_told", None),
        UpProblem::FamilyTold => ("told", None),
    }
}

async fn again(
    visit: &Visit,
    mut page: Box<Opened<may::AmendPerson>>,
    typed: &Fields,
    problems: &Problems,
) -> Result {
    let along = goes_along(&mut page.work, &page.permit, page.family.id).await?;
    let people = children(visit, &page).filter_map(|one| {
        let shown = one.person.shown.as_ref()?;
        Some((one.person.id.to_string(), shown.name.clone()))
    });
    let people: Vec<(String, String)> = people.collect();
    let routes =
        UpRoute::ALL.iter().map(|route| (route.code().to_owned(), route.label().to_owned())).collect();
    let ask: [Field; 6] = [
        form::date("on", "When does social care take over?"),
        form::people("route", "Where does this step up to?", routes)
            .hint("A strategy discussion is for suspected significant harm: ring the front door too"),
        form::area("reason", "What has changed, and for which child?")
            .hint("What you saw and heard. What is on file already goes along: you need not write it again"),
        form::several("children", "Which children is it about?", people),
        form::radios("told", "Has the family been told?", TOLD.iter().copied()),
        form::area("not_told", "If not, why not yet?").hint("Telling may put a child at risk"),
    ];
    let context = json!({
        "family": frame(&page.family), "along": along,
        "fields": ask.iter().map(|field| field.context(typed, problems)).collect::<Vec<_>>(),
        "problems": problems.summary(),
    });
    page.work.commit().await?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "families/stepping/up.html", context)
}

/// The family's children of today, whose names may be shown.
fn children<'a>(visit: &'a Visit, page: &'a Opened<may::AmendPerson>) -> impl Iterator<Item = &'a Member> {
    page.family.members.iter().filter(|one| one.until.is_none()).filter(|one| {
        let shown = one.person.shown.as_ref();
        shown.is_some_and(|shown| shown.birth.counts_as_child_on(visit.today(), shown.raises_somebody))
    })
}
