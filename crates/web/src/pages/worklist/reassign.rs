//! `/teams/{team}/reassign`: who holds which family, and handing several over in one go; `/teams/{team}/reassigned/{batch}`:
//! what was done, and taking it back.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use record::access::may;
use record::allocation::{self, To, Worker};
use record::caseload::{self, Case};
use record::staff::team::Team;
use record::{Error as Refused, Work};
use serde_json::{Value, json};
use uuid::Uuid;

use super::team::{MOST, managed};
use crate::error::Result;
use crate::pages::people::gate::{Step, permitted};
use crate::posted::{Fields, Posted};
use crate::visit::{self, Visit};

/// `GET /teams/{team}/reassign`
pub async fn show(visit: Visit, Path(slug): Path<String>) -> Result {
    let (mut work, team) = managed(&visit, &slug).await?;
    let (cases, workers) = of_team(&mut work, &team).await?;
    work.commit().await?;
    visit.page("worklist/reassign.html", context(&team, &cases, &workers, &Fields::default(), None))
}

/// `POST /teams/{team}/reassign`: hands over every family that is ticked. All of them, or none.
pub async fn submit(Path(slug): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let (mut work, team) = managed(&visit, &slug).await?;
    let (cases, workers) = of_team(&mut work, &team).await?;
    let chosen: Vec<Uuid> = fields.all("family").iter().filter_map(|one| one.parse().ok()).collect();
    let to = fields.text("to");
    let worker = workers.iter().find(|worker| worker.account.to_string() == to).map(|worker| worker.account);
    let problem = match (chosen.is_empty(), worker.is_some() || to == "team") {
        (true, _) => Some(("family", "Select at least one family")),
        (false, false) => Some(("to", "Select who takes over")),
        _ => None,
    };
    if let Some(problem) = problem {
        let context = context(&team, &cases, &workers, &fields, Some(problem));
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "worklist/reassign.html", context);
    }
    let batch = work.new_id();
    let to = To { team: team.id, worker };
    let mut handed = 0;
    for case in cases.iter().filter(|case| chosen.contains(&key(case))) {
        let permit = match permitted(&visit, &mut work, may::AmendPerson, case.person, &fields).await? {
            Step::Open(permit) => *permit,
            Step::Ask(response) => return Ok(response),
        };
        match allocation::hand_over(&mut work, &permit, case.allocation, to, Some(batch)).await {
            // It is theirs already.
            Err(Refused::AlreadyDone) => {}
            Err(Refused::Rule(why)) => {
                let context = context(&team, &cases, &workers, &fields, Some(("to", &why)));
                return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "worklist/reassign.html", context);
            }
            Err(Refused::Stale) => {
                let why =
                    "Somebody handed one of them over while you looked. Nothing was changed: look again";
                return Ok(visit.go(&format!("/teams/{slug}/reassign"), why));
            }
            other => {
                other?;
                handed += 1;
            }
        }
    }
    work.commit().await?;
    if handed == 0 {
        return Ok(visit.go(&format!("/teams/{slug}/reassign"), "They had it already: nothing was changed"));
    }
    Ok(visit.go(&format!("/teams/{slug}/reassigned/{batch}"), ""))
}

/// `GET /teams/{team}/reassigned/{batch}`: what was handed over, and the button that takes it back.
pub async fn done(visit: Visit, Path((slug, batch)): Path<(String, String)>) -> Result {
    let (mut work, team) = managed(&visit, &slug).await?;
    let batch = visit::id(&batch)?;
    let undoable = allocation::undoable(&mut work, batch).await?;
    let (cases, _) = of_team(&mut work, &team).await?;
    work.commit().await?;
    let moved = |case: &&Case| undoable.iter().any(|one| one.allocation == case.allocation);
    let rows = rows(&cases.iter().filter(moved).cloned().collect::<Vec<_>>(), &Fields::default());
    let own = json!({
        "team": { "name": team.name, "slug": team.slug }, "rows": rows,
        "here": format!("/teams/{slug}/reassigned/{batch}"), "undoable": !undoable.is_empty(),
    });
    visit.page("worklist/reassigned.html", own)
}

/// `POST /teams/{team}/reassigned/{batch}`: takes it back, but for what somebody has handed on since.
pub async fn undo(
    Path((slug, batch)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let (mut work, _) = managed(&visit, &slug).await?;
    let batch = visit::id(&batch)?;
    let undoable = allocation::undoable(&mut work, batch).await?;
    for one in &undoable {
        let permit = match permitted(&visit, &mut work, may::AmendPerson, one.person, &fields).await? {
            Step::Open(permit) => *permit,
            Step::Ask(response) => return Ok(response),
        };
        allocation::take_back(&mut work, &permit, one).await?;
    }
    work.commit().await?;
    let said =
        if undoable.is_empty() { "There was nothing left to take back" } else { "It is as it was before" };
    Ok(visit.go(&format!("/teams/{slug}/reassign"), said))
}

async fn of_team(work: &mut Work, team: &Team) -> Result<(Vec<Case>, Vec<Worker>)> {
    let cases = caseload::of_team(work, team.id, MOST).await?;
    let workers = allocation::workers(work, team.id).await?;
    Ok((cases, workers))
}

/// Work is handed over family by family; a child without one goes alone.
fn key(case: &Case) -> Uuid {
    case.family_id.unwrap_or(case.person)
}

fn context(
    team: &Team,
    cases: &[Case],
    workers: &[Worker],
    typed: &Fields,
    problem: Option<(&str, &str)>,
) -> Value {
    let mut to = vec![json!({ "value": "", "text": "Select one" })];
    to.extend(workers.iter().map(
        |worker| json!({ "value": worker.account, "text": format!("{}, {}", worker.name, worker.job_title) }),
    ));
    to.push(json!({ "value": "team", "text": "Nobody yet: leave it with the team" }));
    json!({
        "team": { "name": team.name, "slug": team.slug }, "rows": rows(cases, typed), "to": to, "chosen": typed.text("to"),
        "problem": problem.map(|(field, text)| json!({ "field": field, "text": text })),
    })
}

/// A row a family: who belongs to the work, and who holds it. Those with nobody come first.
fn rows(cases: &[Case], typed: &Fields) -> Vec<Value> {
    let ticked = typed.all("family");
    let mut families: BTreeMap<(bool, String, String, Uuid), Vec<String>> = BTreeMap::new();
    for case in cases {
        let holder = case.worker.as_ref().map_or_else(String::new, |(_, name)| name.clone());
        let restricted = || format!("Restricted record {}", case.public_ref);
        let label = match (&case.family, &case.name) {
            (Some(family), _) => format!("{family} family"),
            (None, Some(name)) => name.clone(),
            (None, None) => restricted(),
        };
        let child = case.name.clone().unwrap_or_else(restricted);
        families.entry((!holder.is_empty(), holder, label, key(case))).or_default().push(child);
    }
    families
        .into_iter()
        .enumerate()
        .map(|(number, ((_, holder, label, id), children))| {
            json!({
                "id": id, "number": number + 1, "label": label, "children": children.join(", "),
                "holder": if holder.is_empty() { None } else { Some(holder) }, "checked": ticked.contains(&id.to_string().as_str()),
            })
        })
        .collect()
}
