//! `POST /sign-in/code`: the second step of signing in.

use axum::http::StatusCode;
use axum::response::Response;
use record::staff::session;
use record::{Actor, Work};
use serde_json::json;
use uuid::Uuid;

use super::second_step::{self, Step};
use super::{carried, opening, own_path, wrong};
use crate::cookies;
use crate::credential::SessionToken;
use crate::error::{Error, Result};
use crate::posted::Posted;
use crate::step_up;
use crate::visit::Visit;

const KIND: &str = "second-step";
const TOO_LATE: &str = "Start again: more than 10 minutes passed";

/// Begins the second step for an account whose first was right, and commits.
pub(super) async fn ask(
    visit: &Visit,
    mut work: Work,
    owner: Uuid,
    then: &str,
    typed: &[(String, String)],
) -> Result {
    let token = super::halfway(visit, &mut work, owner).await?;
    let mut response = page(visit, &mut work, owner, (then, typed), None).await?;
    work.commit().await?;
    super::set_halfway(visit, &mut response, &token);
    Ok(response)
}

async fn page(
    visit: &Visit,
    work: &mut Work,
    owner: Uuid,
    (then, typed): (&str, &[(String, String)]),
    problem: Option<&str>,
) -> Result<Response> {
    let factors = step_up::factors(visit, work, owner).await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let context = json!({ "then": then, "typed": typed, "problem": problem, "factors": factors });
    visit.page_with(status, "sign_in_code.html", context)
}

/// The halfway session of this browser: its id and whose it is.
async fn halfway(visit: &Visit, work: &mut Work) -> Result<Option<(Uuid, Uuid)>> {
    let Some(token) = visit.jar.get(cookies::HALFWAY).as_deref().and_then(SessionToken::from_cookie) else {
        return Ok(None);
    };
    Ok(session::halfway(work, &token.hash()).await?)
}

/// The code, or what stands in for it.
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    let mut work = visit.app.store.begin(Actor::Public, visit.now).await?;
    let Some((id, owner)) = halfway(&visit, &mut work).await? else {
        work.commit().await?;
        return wrong(&visit, &fields, TOO_LATE);
    };
    let (then, typed) = (own_path(fields.text("then")).to_owned(), carried(&fields));
    match second_step::check(&visit, &mut work, owner, &fields, KIND).await? {
        Step::Passed(how) => {
            let token = opening::open(&visit, work, Some(id), owner, how).await?;
            opening::welcome(&visit, &token, &then, &typed)
        }
        Step::Failed(problem) => {
            let response = page(&visit, &mut work, owner, (&then, &typed), Some(problem)).await?;
            work.commit().await?;
            Ok(response)
        }
    }
}

/// `POST /sign-in/code/passkey`: what to ask the browser for.
pub async fn passkey(Posted { visit, .. }: Posted) -> Result {
    let mut work = visit.app.store.begin(Actor::Public, visit.now).await?;
    let (_, owner) = halfway(&visit, &mut work).await?.ok_or(Error::NotFound)?;
    second_step::begin_passkey(&visit, work, owner, KIND).await
}
