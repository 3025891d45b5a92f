//! `POST /duplicates/{pair}`: takes a pair, gives it back, or says whether the two are one child.

use axum::extract::Path;
use record::access::may;
use record::duplicate::reading::{self, NewReading};
use record::duplicate::stage::{Answer, Stage};
use record::duplicate::{self, claim};
use uuid::Uuid;

use super::pair::{again, read};
use crate::error::Result;
use crate::pages::people::form::{Problems, Read};
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::{self, Visit};

const STALE: &str =
    "This pair is not in your hand any more. Nothing was kept: take it again if it is still there";

/// `POST /duplicates/{pair}`
pub async fn submit(Path(pair): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&duplicate::READS)?;
    let id = visit::id(&pair)?;
    match fields.text("what") {
        "take" => take(&visit, id).await,
        "give-back" => give_back(&visit, id).await,
        _ => answer(&visit, id, &fields).await,
    }
}

async fn take(visit: &Visit, pair: Uuid) -> Result {
    let here = format!("/duplicates/{pair}");
    let mut work = visit.begin().await?;
    match claim::take(&mut work, pair).await {
        Ok(()) => {
            work.commit().await?;
            Ok(visit.go(&here, ""))
        }
        Err(record::Error::Rule(why)) => Ok(visit.go("/duplicates", &why)),
        Err(record::Error::Stale) => {
            Ok(visit.go("/duplicates", "Somebody has read this pair already, or it is decided"))
        }
        Err(error) => Err(error.into()),
    }
}

async fn give_back(visit: &Visit, pair: Uuid) -> Result {
    let mut work = visit.begin().await?;
    match claim::give_back(&mut work, pair).await {
        Err(record::Error::Stale) => Ok(visit.go("/duplicates", "It was not in your hand any more")),
        other => {
            other?;
            work.commit().await?;
            Ok(visit.go("/duplicates", "You have given it back. Both records are closed to you again"))
        }
    }
}

async fn answer(visit: &Visit, id: Uuid, fields: &Fields) -> Result {
    let account = visit.staff()?.account;
    let mut work = visit.begin().await?;
    let pair = duplicate::one(&mut work, id).await?;
    if pair.claim.as_ref().is_none_or(|claim| claim.account != account) {
        return Ok(visit.go("/duplicates", STALE));
    }
    let both = opened!(read(visit, &mut work, &pair, may::AmendPerson, fields));
    let twins = both.twins(&pair);
    let mut typed = Read::new(fields, visit.today());
    let chosen = Answer::of(fields.text("answer"));
    if chosen.is_none() {
        typed.problems.add("answer", "Select whether they are one person");
    }
    let reason = typed.need_area("reason", "Enter how you know");
    let would_decide = match chosen {
        Some(Answer::NotSure) => typed.need_area("would_decide", "Enter what would decide it"),
        _ => String::new(),
    };
    let is_same = chosen == Some(Answer::Same);
    let first = pair.people.into_iter().find(|one| one.to_string() == fields.text("first"));
    if is_same && first.is_none() {
        typed.problems.add("first", "Select which record is shown first");
    }
    let not_twins = fields.text("not_twins") == "yes";
    if is_same && twins && !not_twins {
        typed.problems.add("not_twins", "Confirm that you have checked that they are not twins");
    }
    let mut problems = std::mem::take(&mut typed.problems);
    let (Some(chosen), true) = (chosen, problems.is_empty()) else {
        drop(work);
        return again(visit, &id.to_string(), fields, &problems).await;
    };
    let new = NewReading {
        answer: chosen,
        reason: &reason,
        would_decide: &would_decide,
        warned_of_twins: twins,
        not_twins,
        first: first.unwrap_or(pair.people[0]),
        kind: both.kind(),
    };
    let [one, other] = &both.permits;
    match reading::say(&mut work, id, [one, other], &new).await {
        Ok(stage) => {
            work.commit().await?;
            Ok(visit.go("/duplicates", said(stage)))
        }
        Err(record::Error::Stale) => Ok(visit.go("/duplicates", STALE)),
        Err(record::Error::Rule(why)) => {
            drop(work);
            add(&mut problems, why);
            again(visit, &id.to_string(), fields, &problems).await
        }
        Err(error) => Err(error.into()),
    }
}

fn add(problems: &mut Problems, why: String) {
    problems.add("reason", why);
}

fn said(stage: Stage) -> &'static str {
    match stage {
        Stage::Decided(Answer::Same) => "Saved. The two records are one person now",
        Stage::Decided(_) => {
            "Saved. They stay two people, and are not put before anybody again unless facts change"
        }
        Stage::Second => "Saved. Somebody else reads it, too, without seeing what you said",
        Stage::Manager => "Saved. A manager settles it and sees both reasons",
        Stage::First | Stage::Waiting => "Saved. It waits for more to be known",
    }
}
