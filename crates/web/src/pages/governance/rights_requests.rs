//! `/governance/rights-requests`: what people ask about the information that is held of them, who answers it and by when; and one of
//! them, `/governance/rights-requests/{right}`. The data protection officer keeps them; whoever answers one sees it and no other.

use access::Role;
use axum::extract::Path;
use axum::http::StatusCode;
use law::rights::{Right, RightsOutcome, answer_by};
use law::working_days::plural;
use record::Work;
use record::rights_request::{self, NewRightsRequest, Officer, RightsRequest};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::pages::people::form::{self, Field, Problems, Read};
use crate::posted::{Fields, Posted};
use crate::visit::{self, Visit};
use crate::words;

/// How many are listed.
const MOST: i64 = 200;

/// `GET /governance/rights-requests`
pub async fn list(visit: Visit) -> Result {
    page(&visit, &Fields::default(), &Problems::default()).await
}

/// `POST /governance/rights-requests`: writes one down.
pub async fn begin(Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&[Role::DataProtectionOfficer])?;
    let mut read = Read::new(&fields, visit.today());
    let public_ref = read.need("reference", "Enter the reference of the record");
    let kind = Right::parse(fields.text("kind"));
    if kind.is_none() {
        read.problems.add("kind", "Select what is asked for");
    }
    let received = read.past("received", "The day it was received");
    if received.is_none() {
        read.problems.add_once("received", Some("day"), "Enter the day it was received");
    }
    let asked_by = read.need("asked_by", "Enter who asks, and how you know that they are who they say");
    let words = read.need_area("words", "Enter what they ask for");
    let handler: Option<Uuid> = fields.text("handler").parse().ok();
    if handler.is_none() {
        read.problems.add("handler", "Select who answers it");
    }
    let mut problems = read.problems;
    let due = received.map(answer_by).transpose();
    if let Err(why) = &due {
        problems.add_part("received", "day", why.to_string());
    }
    let (Some(kind), Some(received_on), Some(handler), Ok(Some(due)), true) =
        (kind, received, handler, due, problems.is_empty())
    else {
        return page(&visit, &fields, &problems).await;
    };
    let new = NewRightsRequest {
        public_ref: &public_ref,
        kind,
        received_on,
        answer_by: due.day,
        asked_by: &asked_by,
        words: &words,
        handler,
        pack_version: visit.app.council.version,
    };
    let mut work = visit.begin().await?;
    match rights_request::begin(&mut work, &new).await {
        Err(record::Error::Rule(why)) => {
            drop(work);
            let field = if why.contains("officer") { "handler" } else { "reference" };
            problems.add(field, why);
            page(&visit, &fields, &problems).await
        }
        other => {
            let id = other?;
            work.commit().await?;
            Ok(visit.go(&format!("/governance/rights-requests/{id}"), &due.told))
        }
    }
}

/// `GET /governance/rights-requests/{right}`
pub async fn show(visit: Visit, Path(right): Path<String>) -> Result {
    one(&visit, &right, &Fields::default(), &Problems::default()).await
}

/// `POST /governance/rights-requests/{right}`: hands it on, or says what became of it.
pub async fn change(Path(right): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&[Role::DataProtectionOfficer])?;
    let id = visit::id(&right)?;
    let home = format!("/governance/rights-requests/{id}");
    let mut read = Read::new(&fields, visit.today());
    if fields.text("what") == "hand" {
        let Ok(to) = fields.text("handler").parse::<Uuid>() else {
            read.problems.add("handler", "Select who answers it from now on");
            return one(&visit, &right, &fields, &read.problems).await;
        };
        let mut work = visit.begin().await?;
        return match rights_request::hand_on(&mut work, id, to).await {
            Err(record::Error::Rule(why)) => {
                drop(work);
                read.problems.add("handler", why);
                one(&visit, &right, &fields, &read.problems).await
            }
            Err(record::Error::AlreadyDone) => Ok(visit.go(&home, "They have it already")),
            Err(record::Error::Stale) => Ok(visit.go(&home, "It was answered before. Nothing was changed")),
            other => {
                other?;
                work.commit().await?;
                Ok(visit.go(&home, "It is with somebody else now"))
            }
        };
    }
    let outcome = RightsOutcome::parse(fields.text("outcome"));
    if outcome.is_none() {
        read.problems.add("outcome", "Select what became of it");
    }
    let on = read.past("answered", "The day it was answered");
    if on.is_none() {
        read.problems.add_once("answered", Some("day"), "Enter the day it was answered");
    }
    let said = read.need_area("said", "Enter what was done, or why not");
    let mut problems = read.problems;
    let (Some(outcome), Some(on), true) = (outcome, on, problems.is_empty()) else {
        return one(&visit, &right, &fields, &problems).await;
    };
    let mut work = visit.begin().await?;
    match rights_request::answer(&mut work, id, outcome, &said, on).await {
        Err(record::Error::Rule(why)) => {
            drop(work);
            problems.add_part("answered", "day", why);
            one(&visit, &right, &fields, &problems).await
        }
        Err(record::Error::Stale) => Ok(visit.go(&home, "It was answered before. Nothing was changed")),
        other => {
            other?;
            work.commit().await?;
            Ok(visit.go(&home, "It is answered, and the record is closed again to whoever answered"))
        }
    }
}

async fn page(visit: &Visit, typed: &Fields, problems: &Problems) -> Result {
    let keeps = keeps(visit)?;
    let mut work = visit.begin().await?;
    let all = rights_request::all(&mut work, MOST).await?;
    if !keeps && all.is_empty() {
        return Err(Error::NotFound);
    }
    let officers = officers(&mut work, keeps).await?;
    work.commit().await?;
    let (open, done): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.answer.is_none());
    let ask: [Field; 6] = [
        form::text("reference", "Reference of the record")
            .hint("As on a letter, beginning with P")
            .width("10"),
        form::people("kind", "What is asked for?", codes(Right::ALL, |one| (one.code(), one.label()))),
        form::date("received", "When was it received?"),
        form::text("asked_by", "Who asks, and how do you know that they are who they say?").width("30"),
        form::area("words", "What do they ask for?"),
        form::one_of("handler", "Who answers it?", choices(&officers))
            .hint("They may read the record until it is answered"),
    ];
    let context = json!({
        "keeps": keeps,
        "open": open.into_iter().map(|one| line(visit, one)).collect::<Vec<_>>(),
        "done": done.into_iter().map(|one| line(visit, one)).collect::<Vec<_>>(),
        "fields": ask.iter().map(|field| field.context(typed, problems)).collect::<Vec<_>>(),
        "problems": problems.summary(),
    });
    visit.page_with(status(problems), "governance/rights_requests.html", context)
}

async fn one(visit: &Visit, right: &str, typed: &Fields, problems: &Problems) -> Result {
    let keeps = keeps(visit)?;
    let id = visit::id(right)?;
    let mut work = visit.begin().await?;
    let found = rights_request::one(&mut work, id).await?;
    let officers = officers(&mut work, keeps).await?;
    work.commit().await?;
    let hand = [form::one_of("handler", "Who answers it from now on?", choices(&officers))];
    let end = [
        form::people(
            "outcome",
            "What became of it?",
            codes(RightsOutcome::ALL, |one| (one.code(), one.label())),
        ),
        form::date("answered", "When was it answered?"),
        form::area("said", "What was done, or why not?").hint("With what was left out, and how to complain"),
    ];
    let fields = |some: &[Field]| some.iter().map(|field| field.context(typed, problems)).collect::<Vec<_>>();
    let context = json!({
        "keeps": keeps, "one": line(visit, &found), "hand": fields(&hand), "end": fields(&end),
        "handing": typed.text("what") == "hand", "problems": problems.summary(),
        "here": format!("/governance/rights-requests/{id}"),
    });
    visit.page_with(status(problems), "governance/rights_request.html", context)
}

fn line(visit: &Visit, one: &RightsRequest) -> Value {
    let left = (one.answer_by - visit.today()).get_days();
    let (state, colour) = match (&one.answer, left) {
        (Some(_), _) => ("Answered".to_owned(), "green"),
        (None, ..0) => (format!("{} late", plural((-left).into(), "day")), "red"),
        (None, 0) => ("Due today".to_owned(), "orange"),
        (None, _) => {
            (format!("{} left", plural(left.into(), "day")), if left <= 7 { "yellow" } else { "blue" })
        }
    };
    json!({
        "href": format!("/governance/rights-requests/{}", one.id), "kind": one.kind.label(), "reference": one.public_ref,
        "person": format!("/people/{}", one.person), "received": words::day(one.received_on), "by": words::day(one.answer_by),
        "state": state, "colour": colour, "handler": one.handler.1, "asked_by": one.asked_by, "words": one.words,
        "answer": one.answer.as_ref().map(|(outcome, said, on, who)| json!({
            "outcome": outcome.label(), "said": said, "on": words::day(*on), "who": who, "late": *on > one.answer_by,
        })),
    })
}

/// Whether the visitor keeps them. Whoever reads no records at all finds no page.
fn keeps(visit: &Visit) -> Result<bool> {
    Ok(visit.staff()?.has_role(Role::DataProtectionOfficer))
}

async fn officers(work: &mut Work, keeps: bool) -> Result<Vec<Officer>> {
    Ok(if keeps { rights_request::officers(work).await? } else { Vec::new() })
}

fn choices(officers: &[Officer]) -> Vec<(String, String)> {
    officers.iter().map(|one| (one.account.to_string(), format!("{}, {}", one.name, one.job_title))).collect()
}

fn codes<T: Copy>(all: &[T], words: impl Fn(T) -> (&'static str, &'static str)) -> Vec<(String, String)> {
    all.iter().map(|one| words(*one)).map(|(code, label)| (code.to_owned(), label.to_owned())).collect()
}

fn status(problems: &Problems) -> StatusCode {
    if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}
