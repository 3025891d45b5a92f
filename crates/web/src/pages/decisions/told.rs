//! `/requests/{request}/told`: the family and whoever asked are told, or it is written down why not.

use axum::extract::Path;
use axum::http::StatusCode;
use record::access::may::{self, ReadsRequest};
use record::access::{Circumstances, Permit, permit_request};
use record::request::show as request_show;
use record::told::{self, Telling};
use record::{Work, decision};
use serde_json::{Value, json};
use uuid::Uuid;

use super::letter::{self, Party};
use super::show::all_decided;
use crate::error::{Error, Result};
use crate::pages::requests::frame::Frame;
use crate::posted::{Fields, Posted};
use crate::visit::{Visit, id};

/// `GET /requests/{request}/told`
pub async fn show(visit: Visit, Path(request): Path<String>) -> Result {
    visit.staff()?;
    let request = id(&request)?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let response = page(&visit, &mut work, &permit, request, None).await?;
    work.commit().await?;
    Ok(response)
}

/// `POST /requests/{request}/told`
pub async fn submit(Path(request): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff()?;
    let request = id(&request)?;
    let party = Party::parse(fields.text("party")).ok_or(Error::NotFound)?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::DecideRequest, request, &Circumstances::default()).await?;
    let about = request_show::open(&mut work, &permit).await?;
    let decisions = decision::all(&mut work, &permit).await?;
    if !all_decided(&about, &decisions) {
        return Err(Error::Stale);
    }
    let letter = letter::words(&visit, &about, &decisions, party);
    let telling = match (fields.text("how"), fields.some("because")) {
        ("not-told", None) => Err(("because", "Enter why they are not told")),
        ("not-told", Some(because)) if because.chars().count() > 2_000 => {
            Err(("because", "The reason must be 2,000 characters or fewer"))
        }
        ("not-told", Some(because)) => Ok(Telling::NotTold { because }),
        (how @ ("letter" | "email" | "phone" | "in-person"), _) => {
            Ok(Telling::Told { how, letter: matches!(how, "letter" | "email").then_some(letter.as_str()) })
        }
        _ => Err(("how", "Select how they are told, or that they are not")),
    };
    let telling = match telling {
        Ok(telling) => telling,
        Err(problem) => {
            return page(&visit, &mut work, &permit, request, Some((party, &fields, problem))).await;
        }
    };
    told::tell(&mut work, &permit, party.code(), &telling).await?;
    work.commit().await?;
    let said = match party {
        Party::Family => "Recorded for the family",
        Party::Referrer => "Recorded for whoever asked",
    };
    Ok(visit.go(&format!("/requests/{request}/told"), said))
}

type Wrong<'a> = Option<(Party, &'a Fields, (&'static str, &'static str))>;

async fn page(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl ReadsRequest>,
    request: Uuid,
    wrong: Wrong<'_>,
) -> Result {
    let about = request_show::open(work, permit).await?;
    let decisions = decision::all(work, permit).await?;
    let told = told::all(work, permit).await?;
    let parties: Vec<Value> = Party::of(&about)
        .into_iter()
        .map(|party| {
            let typed = wrong.as_ref().filter(|(of, ..)| *of == party);
            json!({
                "code": party.code(),
                "title": party.title(),
                "told": told.iter().filter(|one| one.party == party.code()).map(super::show::told_context).collect::<Vec<_>>(),
                "letter": letter::words(visit, &about, &decisions, party),
                "how": typed.map(|(_, fields, _)| fields.text("how")),
                "because": typed.map(|(_, fields, _)| fields.text("because")),
                "problem": typed.map(|(.., (field, message))| json!({ "field": field, "message": message })),
            })
        })
        .collect();
    let context = json!({
        "frame": Frame::of(visit, work, permit).await?.context(visit, "decision"),
        "request": { "id": request, "reference": about.reference },
        "anonymous": about.anonymous,
        "ready": all_decided(&about, &decisions),
        "parties": parties,
        "has_problem": wrong.is_some(),
    });
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page_with(status, "decisions/told.html", context)
}
