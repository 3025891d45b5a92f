//! `/worklist`: what an officer has to do, the most urgent first; what they have begun, and what waits for a manager.

use access::Role;
use record::caseload;
use record::entry::{self, Listed};
use record::same_person;
use record::staff::team;
use serde_json::{Value, json};

use super::lines::{Line, chosen, context, families, lines, names, tabs, to_ask};
use crate::error::{Error, Result};
use crate::pages::families::kind_word;
use crate::pages::people::same_person::decide;
use crate::visit::Visit;
use crate::words;

/// How many people and entries are looked at.
const MOST: i64 = 500;

/// `GET /worklist`, with `?show=` a tab.
pub async fn show(visit: Visit) -> Result {
    let staff = visit.staff()?;
    let leads = staff.has_role(Role::TeamManager);
    if !leads && !staff.has_role(Role::Worker) {
        return Err(Error::NotFound);
    }
    let (mine, name, me) = (staff.teams.clone(), staff.display_name.clone(), staff.account);
    let mut work = visit.begin().await?;
    let mut cases = caseload::mine(&mut work, MOST).await?;
    let mut all = lines(&visit, &mut work, &cases).await?;
    all.retain(Line::is_for_worker);
    let drafts = entry::unfinished(&mut work, MOST).await?;
    let whose = same_person::waiting_for(&mut work).await?;
    let sent: Vec<Listed> = entry::to_sign(&mut work, &families(&cases), MOST).await?;
    let sent: Vec<Listed> = sent.into_iter().filter(|one| one.begun_by == name).collect();
    let mut awaiting = Vec::new();
    let mut teams = Vec::new();
    if leads {
        let known = team::all(&mut work).await?;
        for team in known.into_iter().filter(|team| mine.contains(&team.id)) {
            let of_team = caseload::of_team(&mut work, team.id, MOST).await?;
            awaiting.extend(entry::to_sign(&mut work, &families(&of_team), MOST).await?);
            let of_managers = lines(&visit, &mut work, &of_team).await?;
            all.extend(of_managers.into_iter().filter(Line::is_for_manager));
            cases.extend(of_team);
            teams.push(json!({ "name": team.name, "href": format!("/teams/{}", team.slug) }));
        }
        awaiting.retain(|one| one.begun_by != name);
    }
    all.extend(to_ask(&visit, &mut work, |one| one.worker.as_ref().is_none_or(|(id, _)| *id == me)).await?);
    all.sort_by_key(Line::urgency);
    work.commit().await?;
    let tab = chosen(&visit, &all);
    let shown: Vec<&Line> = all.iter().filter(|line| tab.has(&visit, &line.reading)).collect();
    let entries = |some: &[Listed]| -> Vec<Value> {
        let family = |one: &Listed| {
            cases.iter().find(|case| case.family_id == Some(one.family)).and_then(|case| case.family.clone())
        };
        some.iter()
            .map(|one| {
                json!({
                    "href": format!("/entries/{}", one.id), "kind": kind_word(one.kind), "by": one.begun_by,
                    "given_back": one.agreed == Some(false),
                    "family": family(one).map(|name| format!("{name} family")),
                    "when": words::moment(one.finished_at.or(one.saved_at).unwrap_or(one.begun_at)),
                })
            })
            .collect()
    };
    let own = json!({
        "lines": context(&shown, &names(&cases)), "tabs": tabs(&visit, &all, tab, "/worklist?"),
        "drafts": entries(&drafts), "awaiting": entries(&awaiting), "sent": entries(&sent),
        "teams": teams, "leads": leads, "whose": whose.iter().map(decide::line).collect::<Vec<_>>(),
    });
    visit.page("worklist/mine.html", own)
}
