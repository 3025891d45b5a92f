//! `/families/{family}/clocks`: what is due, by when and how that was counted; and when the clocks stand still.

use axum::extract::Path;
use axum::http::StatusCode;
use law::clocks::{ClockState, Of, Pause, Reading, readings};
use law::stepping::PAUSE;
use record::access::may::{self, ReadsPerson};
use record::family::Group;
use record::happened;
use serde_json::{Value, json};

use super::due::{self, Names};
use super::gate::{self, Opened};
use super::show::{frame, frame_at};
use crate::error::{Error, Result};
use crate::pages::people::form::{self, Field, Problems, Read};
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::{self, Visit};
use crate::words;

/// `GET /families/{family}/clocks`
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &family));
    let context = context(&visit, &mut page, &Fields::default(), &Problems::default()).await?;
    page.work.commit().await?;
    visit.page("families/clocks.html", context)
}

/// `POST /families/{family}/pauses`: the clocks stand still from a day on.
pub async fn pause(Path(family): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &family, &[], &fields));
    let mut read = Read::new(&fields, visit.today());
    let reason = fields.text("reason").to_owned();
    if !reasons(&visit).iter().any(|(known, _)| *known == reason) {
        read.problems.add("reason", "Select why the clocks stand still");
    }
    let first = read.past("first", "The first day that does not count");
    if first.is_none() {
        read.problems.add_once("first", Some("day"), "Enter the first day that does not count");
    }
    let because = read.need_area("because", "Enter what happened");
    let mut problems = read.problems;
    if let (Some(first), true) = (first, problems.is_empty()) {
        let pause = Pause { reason, first, last: None, of: Of::Family };
        let (family, version) = (page.family.id, visit.app.council.version);
        match happened::pause(&mut page.work, &page.permit, family, &pause, &because, version).await {
            Err(record::Error::Rule(why)) => problems.add("reason", why),
            other => {
                other?;
                page.work.commit().await?;
                return Ok(visit.go(&format!("/families/{family}/clocks"), "The clocks stand still"));
            }
        }
    }
    again(&visit, page, &fields, &problems).await
}

/// `GET /families/{family}/pauses/{pause}/end`
pub async fn show_end(visit: Visit, Path((family, pause)): Path<(String, String)>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &family));
    ending(&visit, page, &pause, &Fields::default(), &Problems::default()).await
}

/// `POST /families/{family}/pauses/{pause}/end`: the clocks run again.
pub async fn end(
    Path((family, pause)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let mut page = opened!(gate::change(&visit, &family, &[], &fields));
    let id = visit::id(&pause)?;
    let paused = happened::paused(&mut page.work, &page.permit, page.family.id).await?;
    if paused.iter().any(|one| one.id == id && one.pause.reason == PAUSE) {
        return Err(Error::NotFound);
    }
    let mut read = Read::new(&fields, visit.today());
    let last = read.past("last", "The last day that does not count");
    if last.is_none() {
        read.problems.add_once("last", Some("day"), "Enter the last day that does not count");
    }
    let mut problems = read.problems;
    if let Some(last) = last {
        let (family, version) = (page.family.id, visit.app.council.version);
        let home = format!("/families/{family}/clocks");
        match happened::end_pause(&mut page.work, &page.permit, family, id, last, version).await {
            Err(record::Error::Rule(why)) => problems.add_part("last", "day", why),
            Err(record::Error::AlreadyDone | record::Error::Stale) => {
                return Ok(visit.go(&home, "It had ended already"));
            }
            other => {
                other?;
                page.work.commit().await?;
                return Ok(visit.go(&home, "The clocks run again"));
            }
        }
    }
    ending(&visit, page, &pause, &fields, &problems).await
}

/// The page that asks until when they stood still.
async fn ending(
    visit: &Visit,
    mut page: Box<Opened<may::AmendPerson>>,
    pause: &str,
    typed: &Fields,
    problems: &Problems,
) -> Result {
    let id = visit::id(pause)?;
    let paused = happened::paused(&mut page.work, &page.permit, page.family.id).await?;
    let one = paused
        .iter()
        .find(|one| one.id == id && one.pause.last.is_none() && one.pause.reason != PAUSE)
        .ok_or(Error::NotFound)?;
    let clocks = &visit.app.council.pack.clocks;
    let context = json!({
        "family": frame(&page.family), "why": words::capital(&clocks.why_paused(&one.pause.reason)),
        "because": one.because, "first": words::day(one.pause.first), "here": format!("/families/{}/pauses/{id}/end", page.family.id),
        "fields": [form::date("last", "What was the last day that does not count?").context(typed, problems)],
        "problems": problems.summary(),
    });
    page.work.commit().await?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "families/pause_end.html", context)
}

async fn again(
    visit: &Visit,
    mut page: Box<Opened<may::AmendPerson>>,
    typed: &Fields,
    problems: &Problems,
) -> Result {
    let context = context(visit, &mut page, typed, problems).await?;
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "families/clocks.html", context)
}

async fn context<A: ReadsPerson>(
    visit: &Visit,
    page: &mut Opened<A>,
    typed: &Fields,
    problems: &Problems,
) -> Result<Value> {
    let family = page.family.id;
    let pack = &visit.app.council.pack;
    let facts = happened::of_families(&mut page.work, &[family]).await?.remove(&family).unwrap_or_default();
    let paused = happened::paused(&mut page.work, &page.permit, family).await?;
    let mut all = readings(&pack.clocks, &pack.council, &facts, visit.now);
    // What was written down stands on the family's page: here is only what is still to be written.
    all.retain(|one| !matches!(one.of, Of::Record(_)) || one.state.is_open());
    all.sort_by_key(due::urgency);
    let (path, names) = (format!("/families/{family}"), names(&page.family));
    let lines = |wanted: fn(&ClockState) -> bool| -> Vec<Value> {
        let some = all.iter().filter(|one: &&Reading| wanted(&one.state));
        some.map(|one| due::line(one, &names, &path)).collect()
    };
    let pauses: Vec<Value> = paused
        .iter()
        .map(|one| {
            json!({
                "id": one.id, "why": words::capital(&pack.clocks.why_paused(&one.pause.reason)), "because": one.because,
                "first": words::day(one.pause.first), "last": one.pause.last.map(words::day),
                // What stepping up paused, stepping down lets run.
                "end": (one.pause.reason != PAUSE).then(|| format!("{path}/pauses/{}/end", one.id)),
            })
        })
        .collect();
    let ask: [Field; 3] = [
        form::people("reason", "Why do they stand still?", reasons(visit)),
        form::date("first", "First day that does not count"),
        form::area("because", "What happened?").hint("Who asked, and what was agreed"),
    ];
    Ok(json!({
        "family": frame_at(&page.family, "/clocks"),
        "now": lines(ClockState::is_open),
        "waiting": lines(|state| matches!(state, ClockState::NotStarted { .. })),
        "over": lines(|state| !state.is_open() && !matches!(state, ClockState::NotStarted { .. })),
        "pauses": pauses, "may_write": crate::pages::entries::may_amend(visit),
        "fields": ask.iter().map(|field| field.context(typed, problems)).collect::<Vec<_>>(),
        "problems": problems.summary(),
    }))
}

/// The council's reasons, as choices.
fn reasons(visit: &Visit) -> Vec<(String, String)> {
    let all = visit.app.council.pack.clocks.pause.iter().filter(|one| one.id.as_str() != PAUSE);
    all.map(|one| (one.id.to_string(), words::capital(&one.name))).collect()
}

/// What the members of a family are called.
pub fn names(family: &Group) -> Names {
    let shown = family.members.iter().filter_map(|member| {
        let shown = member.person.shown.as_ref()?;
        Some((member.person.id, shown.name.clone()))
    });
    shown.collect()
}
