//! "This is them", "not known: record as a new person", and taking either back.

use access::Role;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use record::access::may::{self, ReadsRequest};
use record::access::{Circumstances, Permit, permit_request};
use record::request::subject;
use uuid::Uuid;

use super::find::{self, Said};
use crate::error::Result;
use crate::posted::Posted;
use crate::visit::{Visit, id};
use crate::words;

/// Why a match is taken back. Codes, because words here would be read far from the record.
pub const REASONS: [(&str, &str); 3] = [
    ("somebody_else", "It is somebody else with a similar name or date of birth"),
    ("wrong_line", "I chose the wrong line"),
    ("another_record", "Another record is the right one"),
];

// What is said after a change waits in a cookie until the next page. No name is in it: a shared computer keeps cookies.
const MATCHED: &str = "The match is saved";
const RECORDED: &str = "Recorded as a new person, and matched";

/// `POST /requests/{request}/people/{subject}/match`
pub async fn choose(
    Path((request, subject)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    visit.staff_with(&[Role::DutyOfficer, Role::DutyManager])?;
    let (request, subject, person) = (id(&request)?, id(&subject)?, id(fields.text("person"))?);
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::ScreenRequest, request, &Circumstances::default()).await?;
    match subject::match_to(&mut work, &permit, subject, person, "found").await {
        Ok(()) => {
            let to = next(&mut work, &permit, request).await?;
            work.commit().await?;
            Ok(visit.go(&to, MATCHED))
        }
        Err(record::Error::Stale) => {
            drop(work);
            overtaken(&visit, request, subject, Some(person)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /requests/{request}/people/{subject}/record`
pub async fn record_new(
    Path((request, subject)): Path<(String, String)>,
    Posted { visit, .. }: Posted,
) -> Result {
    let (request, subject) = (id(&request)?, id(&subject)?);
    visit.staff_with(&[Role::DutyOfficer, Role::DutyManager])?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::ScreenRequest, request, &Circumstances::default()).await?;
    let named = find::one(&mut work, &permit, subject).await?;
    if named.person_id.is_some() {
        drop(work);
        return overtaken(&visit, request, subject, None).await;
    }
    let person = record::person::create::from_subject(&mut work, &permit, &named).await?;
    match subject::match_to(&mut work, &permit, subject, person, "recorded").await {
        Ok(()) => {
            let to = next(&mut work, &permit, request).await?;
            work.commit().await?;
            Ok(visit.go(&to, RECORDED))
        }
        // The person just made is undone with the rest of this work: two officers never make two records of one child.
        Err(record::Error::Stale) => {
            drop(work);
            overtaken(&visit, request, subject, None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /requests/{request}/people/{subject}/undo`
pub async fn undo(
    Path((request, subject)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let (request, subject) = (id(&request)?, id(&subject)?);
    visit.staff_with(&[Role::DutyOfficer, Role::DutyManager])?;
    let because = fields.text("because");
    if !REASONS.iter().any(|(value, _)| *value == because) {
        let said = Said { problem: Some("Select why this is not them".into()), ..Said::default() };
        return find::page(&visit, request, subject, StatusCode::UNPROCESSABLE_ENTITY, &said).await;
    }
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::ScreenRequest, request, &Circumstances::default()).await?;
    let to = format!("/requests/{request}/people/{subject}");
    match subject::unmatch(&mut work, &permit, subject, because).await {
        Ok(()) => {
            work.commit().await?;
            Ok(visit.go(&to, "The match is undone"))
        }
        // Undone already, by this officer's first click or by another: nothing is left to do.
        Err(record::Error::Stale) => Ok(visit.go(&to, "The match was undone already")),
        Err(error) => Err(error.into()),
    }
}

/// Where to go after a match: the next child help is asked for, or the list when all are done.
async fn next(work: &mut record::Work, permit: &Permit<impl ReadsRequest>, request: Uuid) -> Result<String> {
    let named = subject::named(work, permit).await?;
    let next =
        named.iter().find(|one| one.part == "child" && one.standing == "referred" && one.person_id.is_none());
    Ok(match next {
        Some(next) => format!("/requests/{request}/people/{}", next.id),
        None => format!("/requests/{request}/people"),
    })
}

/// Somebody matched them first. The same match sent twice is simply done; another one is shown with who made it.
async fn overtaken(visit: &Visit, request: Uuid, subject: Uuid, wanted: Option<Uuid>) -> Result<Response> {
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::ScreenRequest, request, &Circumstances::default()).await?;
    let matched = subject::standing_match(&mut work, &permit, subject).await?;
    work.commit().await?;
    let Some(matched) = matched else {
        return find::page(visit, request, subject, StatusCode::CONFLICT, &Said::default()).await;
    };
    let mine = matched.matched_by == visit.staff()?.display_name;
    if mine && wanted.is_none_or(|person| person == matched.person) {
        return Ok(visit.go(&format!("/requests/{request}/people/{subject}"), MATCHED));
    }
    let told = format!(
        "{} matched them {}. Nothing of yours was saved.",
        matched.matched_by,
        words::moment(matched.matched_at)
    );
    let said = Said { overtaken: Some(told), ..Said::default() };
    find::page(visit, request, subject, StatusCode::CONFLICT, &said).await
}
