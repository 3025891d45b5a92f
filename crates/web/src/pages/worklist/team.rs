//! `/teams/{team}`: what a manager sees of a team: what is late and what of, how much everybody holds, who has nobody yet.

use std::collections::{BTreeMap, BTreeSet};

use access::Role;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use pictures::caseload::{Bar, Caseload};
use record::caseload::{self, Case};
use record::staff::team::{self, Team};
use record::{Work, event};
use serde_json::{Value, json};
use uuid::Uuid;

use super::lines::{Line, Tab, chosen, context, lines, names, tabs, to_ask};
use crate::error::{Error, Result};
use crate::pages::requests::uploads::attachment;
use crate::visit::Visit;

/// How many people are looked at. A team holds fewer.
pub const MOST: i64 = 2_000;

/// `GET /teams/{team}`, with `?show=` a tab and `?clock=` what of.
pub async fn show(visit: Visit, Path(slug): Path<String>) -> Result {
    let (work, team) = managed(&visit, &slug).await?;
    let (work, cases, all) = gathered(&visit, work, &team).await?;
    work.commit().await?;
    let clock = visit.query("clock").to_owned();
    let tab = chosen(&visit, &all);
    let of_clock: Vec<&Line> =
        all.iter().filter(|line| clock.is_empty() || line.reading.clock == clock).collect();
    let shown: Vec<&Line> = of_clock.iter().copied().filter(|line| tab.has(&visit, &line.reading)).collect();
    let address =
        if clock.is_empty() { format!("/teams/{slug}?") } else { format!("/teams/{slug}?clock={clock}&") };
    let picture = caseloads(&team, &cases, &all);
    let table = picture.table();
    let unallocated = families_of(&cases, |case| case.worker.is_none());
    let own = json!({
        "team": { "name": team.name, "slug": team.slug },
        "late": late(&all, &slug), "lines": context(&shown, &names(&cases)), "tabs": tabs(&visit, &all, tab, &address),
        "clock": of_clock.first().filter(|_| !clock.is_empty()).map(|line| line.reading.name.clone()),
        "svg": picture.svg("caseload"), "table": { "caption": table.caption, "head": table.head, "rows": table.rows },
        "unallocated": unallocated.len(), "families": families_of(&cases, |_| true).len(),
    });
    visit.page("worklist/team.html", own)
}

/// `GET /teams/{team}/table`: every clock that runs, for a spreadsheet. That it left the system is on record.
pub async fn table(visit: Visit, Path(slug): Path<String>) -> Result {
    let (work, team) = managed(&visit, &slug).await?;
    let (mut work, cases, all) = gathered(&visit, work, &team).await?;
    let note = event::note(ledger::Action::Exported).id("team", team.id).count("people", cases.len());
    event::record(&mut work, note).await?;
    work.commit().await?;
    let mut csv =
        pictures::Table::new("", &["Family", "What", "For whom", "State", "Where it stands", "Worker"]);
    let known = names(&cases);
    let refs: Vec<&Line> = all.iter().collect();
    for line in context(&refs, &known) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let worker = line["worker"].as_str().unwrap_or("Nobody yet").to_owned();
        csv.rows.push(vec![
            text(&line["family"]["name"]),
            text(&line["name"]),
            text(&line["about"]),
            text(&line["state"]),
            text(&line["text"]),
            worker,
        ]);
    }
    let mut response = csv.csv().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&format!("worklist {}.csv", team.slug)));
    Ok(response)
}

/// The team, for one of its managers. For everybody else there is no such page.
pub async fn managed(visit: &Visit, slug: &str) -> Result<(Work, Team)> {
    let staff = visit.staff()?;
    if !staff.has_role(Role::TeamManager) {
        return Err(Error::NotFound);
    }
    let teams = staff.teams.clone();
    let mut work = visit.begin().await?;
    let team = team::by_slug(&mut work, slug).await?;
    if !teams.contains(&team.id) {
        return Err(Error::NotFound);
    }
    Ok((work, team))
}

async fn gathered(visit: &Visit, mut work: Work, team: &Team) -> Result<(Work, Vec<Case>, Vec<Line>)> {
    let cases = caseload::of_team(&mut work, team.id, MOST).await?;
    let mut all = lines(visit, &mut work, &cases).await?;
    all.extend(to_ask(visit, &mut work, |one| one.team == team.id).await?);
    all.sort_by_key(Line::urgency);
    Ok((work, cases, all))
}

/// What is overdue, by what it is, the most first; each leads to its lines.
fn late(all: &[Line], slug: &str) -> Vec<Value> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in all.iter().filter(|line| Tab::is_late(&line.reading)) {
        *counts.entry((&line.reading.clock, &line.reading.name)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
        .into_iter()
        .map(|((clock, name), count)| {
            json!({ "name": name, "count": count, "href": format!("/teams/{slug}?clock={clock}&show=overdue#list") })
        })
        .collect()
}

/// How many families each worker holds, and of how many something is overdue.
fn caseloads(team: &Team, cases: &[Case], all: &[Line]) -> Caseload {
    let late: BTreeSet<Uuid> =
        all.iter().filter(|line| Tab::is_late(&line.reading)).map(|line| line.family).collect();
    let mut held: BTreeMap<(bool, String), BTreeSet<Uuid>> = BTreeMap::new();
    for case in cases {
        let who = match &case.worker {
            Some((_, name)) => (false, name.clone()),
            None => (true, "Nobody yet".to_owned()),
        };
        held.entry(who).or_default().insert(case.family_id.unwrap_or(case.person));
    }
    let count = |some: usize| u32::try_from(some).unwrap_or(u32::MAX);
    let bars = held.into_iter().map(|((_, name), families)| Bar {
        name,
        part: count(families.intersection(&late).count()),
        count: count(families.len()),
        link: Some(format!("/teams/{}/reassign", team.slug)),
    });
    Caseload {
        name: team.name.clone(),
        unit: "families".into(),
        part_name: "with something overdue".into(),
        guide: None,
        bars: bars.collect(),
    }
}

fn families_of(cases: &[Case], which: impl Fn(&Case) -> bool) -> BTreeSet<Uuid> {
    cases.iter().filter(|case| which(case)).map(|case| case.family_id.unwrap_or(case.person)).collect()
}
