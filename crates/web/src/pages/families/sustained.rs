//! `/families/{family}/sustained-check`: months after the work ended, has what changed lasted?

use axum::extract::Path;
use axum::http::StatusCode;
use jiff::civil::Date;
use law::closure::{AskedHow, CheckMade, Lasts, NeedAtEnd, NeedOutcome, Sustained, sustained};
use record::Work;
use record::access::Permit;
use record::access::may;
use record::entry::{self, Kind};
use record::sustained::{self as kept, Check, Ended, NewCheck};
use serde_json::{Value, json};
use uuid::Uuid;

use super::gate::{self, Opened};
use super::show::frame;
use crate::error::Result;
use crate::pages::entries::closing::needs_of;
use crate::pages::people::form::{self, Problems, Read};
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// What the check is made from.
struct Asked {
    ended: Ended,
    closure: Option<Uuid>,
    needs: Vec<NeedAtEnd>,
    due: Option<Date>,
}

impl Asked {
    /// The needs that were better when the work ended: of no other can it be asked whether that has lasted.
    fn improved(&self) -> impl Iterator<Item = &NeedAtEnd> {
        let better = |need: &&NeedAtEnd| {
            !matches!(need.outcome, Some(NeedOutcome::NotAchieved | NeedOutcome::NotApplicable))
        };
        self.needs.iter().filter(better)
    }
}

/// `GET /families/{family}/sustained-check`
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &family));
    again(&visit, page, &Fields::default(), &Problems::default()).await
}

/// `POST /families/{family}/sustained-check`
pub async fn submit(Path(family): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &family, &[], &fields));
    let asked = gather(&visit, &mut page.work, &page.permit, page.family.id).await?;
    let mut read = Read::new(&fields, visit.today());
    let made_on = read.past("made", "The day you asked");
    if made_on.is_none() {
        read.problems.add_once("made", Some("day"), "Enter the day you asked");
    }
    let how = AskedHow::parse(fields.text("how"));
    if how.is_none() {
        read.problems.add("how", "Select how you asked");
    }
    let words = read.need_area("words", "Enter what the family said, or what you tried");
    let mut problems = read.problems;
    let reached = how != Some(AskedHow::NotReached);
    let mut needs = Vec::new();
    for need in asked.improved() {
        match Lasts::parse(fields.text(&field_of(need))).filter(|_| reached) {
            Some(lasts) => needs.push((need.id.clone(), lasts)),
            None if reached => {
                problems.add(&field_of(need), format!("Select whether it has lasted: {}", need.heading))
            }
            None => needs.push((need.id.clone(), Lasts::NotKnown)),
        }
    }
    let (Some(made_on), Some(how), true) = (made_on, how, problems.is_empty()) else {
        return again(&visit, page, &fields, &problems).await;
    };
    let found = outcome(&visit, &asked, Some((made_on, &needs)));
    let new = NewCheck {
        family: page.family.id,
        closure: asked.closure,
        made_on,
        how,
        needs: &needs,
        words: &words,
        is_result: matches!(found, Some(Sustained::Result { .. })),
        pack_version: visit.app.council.version,
    };
    match kept::keep(&mut page.work, &page.permit, &new).await {
        Err(record::Error::Rule(why)) => {
            problems.add("words", why);
            again(&visit, page, &fields, &problems).await
        }
        other => {
            other?;
            page.work.commit().await?;
            Ok(visit
                .go(&format!("/families/{}/sustained-check", page.family.id), "The check is written down"))
        }
    }
}

async fn again(
    visit: &Visit,
    mut page: Box<Opened<may::AmendPerson>>,
    typed: &Fields,
    problems: &Problems,
) -> Result {
    let family = page.family.id;
    let asked = gather(visit, &mut page.work, &page.permit, family).await?;
    let checks = kept::of_family(&mut page.work, &page.permit, family).await?;
    // Once somebody has asked in time, nothing is waited for.
    let is_asked =
        checks.iter().any(|check| check.closure == asked.closure && Some(check.made_on) >= asked.due);
    let stands = outcome(visit, &asked, None).filter(|_| !is_asked).map(|found| told(&found));
    let ask = [
        form::date("made", "When did you ask?"),
        form::people("how", "How did you ask?", choices(AskedHow::ALL, |how| (how.code(), how.label()))),
        form::area("words", "What did the family say?").hint("What is better, what is not, who helps now"),
    ];
    let needs: Vec<Value> = asked
        .improved()
        .map(|need| {
            let outcome = need.outcome.map_or("Not said", |outcome| outcome.label());
            let id = field_of(need);
            json!({
                "id": id, "heading": need.heading, "outcome": outcome, "value": typed.text(&id), "error": problems.at(&id),
                "choices": Lasts::ALL.iter().map(|lasts| json!({ "value": lasts.code(), "text": lasts.label() })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let context = json!({
        "family": frame(&page.family), "stands": stands, "needs": needs,
        "may_ask": matches!(asked.ended, Ended::On(_)),
        "ended": match asked.ended { Ended::On(day) => Some(words::day(day)), _ => None },
        "closure": asked.closure.map(|id| format!("/entries/{id}")),
        "checks": checks.iter().map(|check| line(visit, &asked, check)).collect::<Vec<_>>(),
        "fields": ask.iter().map(|field| field.context(typed, problems)).collect::<Vec<_>>(),
        "problems": problems.summary(),
    });
    page.work.commit().await?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "families/sustained.html", context)
}

/// A check as the page lists it.
fn line(visit: &Visit, asked: &Asked, check: &Check) -> Value {
    let heading = |need: &str| {
        let known = asked.needs.iter().find(|one| one.id == need);
        known.map_or_else(|| need.to_owned(), |one| one.heading.clone())
    };
    let found = (check.closure == asked.closure)
        .then(|| outcome(visit, asked, Some((check.made_on, &check.needs))))
        .flatten();
    json!({
        "on": words::day(check.made_on), "how": check.how.label(), "by": check.recorded_by, "words": check.words,
        "is_result": check.is_result, "reasons": found.as_ref().map(told),
        "needs": check.needs.iter().map(|(need, lasts)| json!({ "heading": heading(need), "lasts": lasts.label() })).collect::<Vec<_>>(),
    })
}

async fn gather(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
) -> Result<Asked> {
    let ended = kept::ended(work, permit, family).await?;
    let closure = entry::latest(work, permit, family, Kind::Closure).await?;
    let needs = match closure {
        Some(id) => needs_of(visit, work, permit, id).await?,
        None => Vec::new(),
    };
    let pack = &visit.app.council.pack;
    let due = match ended {
        Ended::On(day) => {
            pack.clocks.get("sustained-check").and_then(|clock| clock.rule(&pack.council).last_day(day).ok())
        }
        _ => None,
    };
    Ok(Asked { ended, closure, needs, due })
}

/// What it comes to, with what somebody found; `None` where nothing has ended.
fn outcome(visit: &Visit, asked: &Asked, found: Option<(Date, &[(String, Lasts)])>) -> Option<Sustained> {
    let (Ended::On(closed_on), Some(due)) = (asked.ended, asked.due) else { return None };
    let made = found.map(|(on, needs)| CheckMade {
        on,
        lasting: needs
            .iter()
            .filter(|(_, lasts)| *lasts == Lasts::Yes)
            .map(|(need, _)| need.clone())
            .collect(),
    });
    let rules = &visit.app.council.pack.casework;
    Some(sustained(closed_on, due, &asked.needs, made.as_ref(), rules, visit.today()))
}

fn told(found: &Sustained) -> Vec<String> {
    match found {
        Sustained::NotYet { told } | Sustained::Ask { told } | Sustained::Result { told } => {
            vec![told.clone()]
        }
        Sustained::NoResult { reasons } => reasons.clone(),
    }
}

fn field_of(need: &NeedAtEnd) -> String {
    format!("need-{}", need.id)
}

fn choices<T: Copy>(all: &[T], words: impl Fn(T) -> (&'static str, &'static str)) -> Vec<(String, String)> {
    all.iter().map(|one| words(*one)).map(|(code, label)| (code.to_owned(), label.to_owned())).collect()
}
