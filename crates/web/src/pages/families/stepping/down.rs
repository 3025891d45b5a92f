//! `/families/{family}/step-down`: social care hands back to Early Help, after four checks and to somebody who has accepted.

use access::Role;
use axum::extract::Path;
use axum::http::StatusCode;
use law::clocks::{Of, Pause};
use law::stepping::{DownDraft, DownProblem, FourChecks, PAUSE, check_down};
use record::access::may;
use record::allocation::{self, Opening, To};
use record::staff::team;
use record::{happened, stepping};
use serde_json::{Value, json};
use uuid::Uuid;

use super::words::goes_along;
use crate::error::{Error, Result};
use crate::pages::families::clocks::names;
use crate::pages::families::gate::{self, Opened};
use crate::pages::families::show::frame;
use crate::pages::people::form::{self, Field, Problems, Read};
use crate::pages::people::gate::{Step, opened, permitted};
use crate::pages::people::labels;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// The three checks that are somebody's word; the fourth, open tasks, is a list.
const CHECKS: &[(&str, &str)] = &[
    ("threshold", "I have read the threshold document again, and the family’s needs are below it"),
    ("goals", "The goals of the work that goes on are clear"),
    ("agrees", "The family and its network agree"),
];
const ACCEPTS: &[(&str, &str)] = &[("yes", "Yes, they have accepted")];

/// `GET /families/{family}/step-down`
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    manager(&visit)?;
    let page = opened!(gate::look_to_change(&visit, &family));
    let typed = Fields::of(form::date_boxes("on", Some(visit.today())));
    again(&visit, page, &typed, &Problems::default()).await
}

/// `POST /families/{family}/step-down`
pub async fn submit(Path(family): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    manager(&visit)?;
    let chosen: Vec<Uuid> = fields.all("children").iter().filter_map(|one| one.parse().ok()).collect();
    let mut page = opened!(gate::change(&visit, &family, &chosen, &fields));
    let mut pause = paused(&mut page).await?;
    let leads = leads(&visit, &mut page).await?;
    let mut read = Read::new(&fields, visit.today());
    let checked = fields.all("checks");
    let lead = leads.iter().find(|(code, ..)| code == fields.text("lead"));
    let draft = DownDraft {
        on: read.past("on", "The day"),
        reason: read.long("reason"),
        checks: FourChecks {
            threshold_read_again: checked.contains(&"threshold"),
            goals_are_clear: checked.contains(&"goals"),
            family_agrees: checked.contains(&"agrees"),
            tasks_outstanding: read
                .long("tasks")
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
        },
        new_lead: lead.map(|(code, ..)| code.clone()),
        lead_accepts: fields.text("accepts") == "yes",
    };
    let mut problems = read.problems;
    if chosen.is_empty() {
        problems.add("children", "Select the children this is about");
    }
    let told = check_down(&draft, pause.as_mut(), visit.today());
    for problem in told.as_ref().err().into_iter().flatten() {
        let (field, part) = at(problem);
        problems.add_once(field, part, problem.to_string());
    }
    let (Ok(told), Some(on), Some((_, _, to)), true) = (told, draft.on, lead, problems.is_empty()) else {
        return again(&visit, page, &fields, &problems).await;
    };
    let mut permits = Vec::new();
    for child in chosen.iter().copied() {
        match permitted(&visit, &mut page.work, may::AmendPerson, child, &fields).await? {
            Step::Open(permit) => permits.push(*permit),
            Step::Ask(response) => return Ok(response),
        }
    }
    let service = visit.app.council.pack.notice().service.first().map_or("", |service| service.id.as_str());
    let opening = Opening { service, purpose: "support-families", pack_version: visit.app.council.version };
    let new = stepping::NewDown { family: page.family.id, on, reason: &draft.reason, lead: *to, opening };
    match stepping::down(&mut page.work, &permits, &new).await {
        Err(record::Error::Rule(why)) => {
            // Nothing of it is kept: what was begun goes with the transaction.
            drop(page);
            problems.add("lead", why);
            let page = opened!(gate::change(&visit, &family, &chosen, &fields));
            again(&visit, page, &fields, &problems).await
        }
        other => {
            other?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/families/{}", page.family.id), &told))
        }
    }
}

/// Work steps down to a team, and its manager answers for that.
pub fn manager(visit: &Visit) -> Result<()> {
    if visit.staff()?.has_role(Role::TeamManager) { Ok(()) } else { Err(Error::NotFound) }
}

/// The pause that lasts while social care leads.
async fn paused(page: &mut Opened<may::AmendPerson>) -> Result<Option<Pause>> {
    let all = happened::paused(&mut page.work, &page.permit, page.family.id).await?;
    let lasting =
        all.into_iter().map(|one| one.pause).find(|pause| pause.reason == PAUSE && pause.last.is_none());
    Ok(lasting.filter(|pause| pause.of == Of::Family))
}

/// Who may take over: the workers of the manager's teams, each with a code, a label and to whom the work goes.
async fn leads(visit: &Visit, page: &mut Opened<may::AmendPerson>) -> Result<Vec<(String, String, To)>> {
    let mine = visit.staff()?.teams.clone();
    let mut all = Vec::new();
    for team in team::all(&mut page.work).await?.into_iter().filter(|team| mine.contains(&team.id)) {
        for worker in allocation::workers(&mut page.work, team.id).await? {
            let label = format!("{}, {} ({})", worker.name, worker.job_title, team.name);
            let to = To { team: team.id, worker: Some(worker.account) };
            all.push((format!("{}.{}", team.slug, worker.account), label, to));
        }
    }
    Ok(all)
}

/// The field that a problem belongs to, and the part of it where it has parts.
fn at(problem: &DownProblem) -> (&'static str, Option<&'static str>) {
    match problem {
        DownProblem::On => ("on", Some("day")),
        DownProblem::Reason => ("reason", None),
        DownProblem::Threshold | DownProblem::Goals | DownProblem::Agreement => ("checks", None),
        DownProblem::Task(_) => ("tasks", None),
        DownProblem::NewLead => ("lead", None),
        DownProblem::NotAccepted => ("accepts", None),
    }
}

async fn again(
    visit: &Visit,
    mut page: Box<Opened<may::AmendPerson>>,
    typed: &Fields,
    problems: &Problems,
) -> Result {
    let family = page.family.id;
    let along = goes_along(&mut page.work, &page.permit, family).await?;
    let leads = leads(visit, &mut page).await?;
    let social = stepping::open_social_work(&mut page.work, &page.permit, family).await?;
    let known = names(&page.family);
    let children = page.family.members.iter().filter(|one| one.until.is_none()).filter_map(|one| {
        let shown = one.person.shown.as_ref()?;
        let child = shown.birth.counts_as_child_on(visit.today(), shown.raises_somebody);
        child.then(|| (one.person.id.to_string(), shown.name.clone()))
    });
    let ask: [Field; 7] = [
        form::several("children", "Which children is it about?", children.collect()),
        form::date("on", "When does Early Help take over?"),
        form::area("reason", "Why is social care no longer needed?"),
        form::checkboxes("checks", "Before stepping down", CHECKS.iter().copied()),
        form::area("tasks", "What is still open in the social work plan?")
            .hint("One task a line. Leave it empty when everything is done or is an action of the family’s plan: an open task stops the step down"),
        form::one_of("lead", "Who leads from now on?", leads.into_iter().map(|(code, label, _)| (code, label)).collect()),
        form::checkboxes("accepts", "Have they accepted?", ACCEPTS.iter().copied()),
    ];
    let social: Vec<Value> = social
        .iter()
        .map(|one| json!({ "kind": labels::involvement(&one.kind), "who": known.get(&one.person), "team": one.team }))
        .collect();
    let context = json!({
        "family": frame(&page.family), "along": along, "social": social,
        "fields": ask.iter().map(|field| field.context(typed, problems)).collect::<Vec<_>>(),
        "problems": problems.summary(),
    });
    page.work.commit().await?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "families/stepping/down.html", context)
}
