//! `/governance/access-review`: looks that casework does not explain, to ask about; `/{item}`: one line of them, with what
//! casework did beside it, and what is decided.

use access::{GrantKind, Role};
use axum::extract::Path;
use axum::http::StatusCode;
use law::access_review::{Flag, Pattern};
use record::access::review::{self, Beside, Decided, Line, Looked, Outcome};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// Who may work the queue: the officer all of it, managers what is about their own staff.
const WHO: [Role; 3] = [Role::DataProtectionOfficer, Role::TeamManager, Role::DutyManager];

/// How many lines the page shows: more than anybody works in a week.
const SHOWN: i64 = 100;

/// `GET /governance/access-review`
pub async fn list(visit: Visit) -> Result {
    visit.staff_with(&WHO)?;
    let mut work = visit.begin().await?;
    let lines = review::list(&mut work, SHOWN).await?;
    work.commit().await?;
    let settled =
        |line: &&Line| line.outcome.as_deref().is_some_and(|code| code != Outcome::NeedsAsking.code());
    let (done, open): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(settled);
    let rows = |lines: &[&Line]| lines.iter().map(|line| row(line)).collect::<Vec<_>>();
    visit.page("governance/access_review.html", json!({ "open": rows(&open), "done": rows(&done) }))
}

/// `GET /governance/access-review/{item}`
pub async fn show(visit: Visit, Path(item): Path<String>) -> Result {
    page(&visit, &item, &Fields::default(), StatusCode::OK).await
}

/// `POST /governance/access-review/{item}`
pub async fn decide(Path(item): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&WHO)?;
    let (Some(outcome), Some(why)) = (Outcome::parse(fields.text("outcome")), fields.some("why")) else {
        return page(&visit, &item, &fields, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut work = visit.begin().await?;
    review::decide(&mut work, parse(&item)?, outcome, why).await?;
    work.commit().await?;
    Ok(visit.go("/governance/access-review", "The decision is saved"))
}

async fn page(visit: &Visit, item: &str, typed: &Fields, status: StatusCode) -> Result {
    visit.staff_with(&WHO)?;
    let item = parse(item)?;
    let mut work = visit.begin().await?;
    let (line, looks, decided) = review::show(&mut work, item).await?;
    let beside = review::beside(&mut work, item).await?;
    work.commit().await?;
    let mut problems = Vec::new();
    if status != StatusCode::OK {
        if Outcome::parse(typed.text("outcome")).is_none() {
            problems.push(json!({ "text": "Select what you make of it", "href": "#outcome" }));
        }
        if typed.some("why").is_none() {
            problems.push(json!({ "text": "Enter why", "href": "#why" }));
        }
    }
    let mut own = row(&line);
    own["timeline"] = json!(timeline(&looks, &beside));
    own["decided"] = json!(decided.iter().map(decision).collect::<Vec<_>>());
    own["outcomes"] = json!(Outcome::ALL.map(|outcome| json!({
        "value": outcome.code(), "text": says(outcome), "checked": typed.text("outcome") == outcome.code(),
    })));
    own["why"] = json!(typed.text("why"));
    own["problems"] = json!(problems);
    visit.page_with(status, "governance/access_review_item.html", own)
}

fn row(line: &Line) -> Value {
    let pattern = Pattern::parse(&line.pattern);
    json!({
        "href": format!("/governance/access-review/{}", line.id),
        "officer": line.officer, "job_title": line.job_title,
        "pattern": pattern.map_or_else(|| line.pattern.clone(), |pattern| pattern.label().to_owned()),
        "urgent": pattern == Some(Pattern::Emergency),
        "raised": words::moment(line.raised_at), "looks": line.looks, "people": line.people,
        "reasons": line.reasons, "outcome": line.outcome.as_deref().and_then(Outcome::parse).map(says),
    })
}

/// Looks and casework in one order of time, so that the eye sees whether one led to the other.
fn timeline(looks: &[Looked], beside: &[Beside]) -> Vec<Value> {
    let look = |look: &Looked| {
        let flags: Vec<&str> =
            look.flags.iter().filter_map(|flag| Flag::parse(flag)).map(Flag::label).collect();
        let entry = json!({
            "when": words::moment(look.at), "about": look.reference, "what": "Opened the record", "who": "", "look": true,
            "flags": flags,
        });
        (look.at, entry)
    };
    let work = |beside: &Beside| {
        let what = GrantKind::parse(&beside.what)
            .map_or_else(|| beside.what.replace('_', " "), |kind| kind.label().into());
        let entry = json!({
            "when": words::moment(beside.at), "about": beside.reference, "what": what,
            "who": beside.who.as_deref().unwrap_or("Kith itself"), "look": false, "flags": [],
        });
        (beside.at, entry)
    };
    let mut all: Vec<_> = looks.iter().map(look).chain(beside.iter().map(work)).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, entry)| entry).collect()
}

fn decision(decided: &Decided) -> Value {
    let outcome = Outcome::parse(&decided.outcome).map(says);
    json!({ "outcome": outcome, "when": words::moment(decided.at), "by": decided.by, "why": decided.why })
}

const fn says(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Explained => "There was a good reason",
        Outcome::NeedsAsking => "The officer needs to be asked",
        Outcome::BreachSuspected => "A breach is suspected",
    }
}

fn parse(item: &str) -> std::result::Result<Uuid, Error> {
    item.parse().map_err(|_| Error::NotFound)
}
