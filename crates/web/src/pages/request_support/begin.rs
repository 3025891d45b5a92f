//! The page before the form: who to ring first, what is needed, what we do with it.

use axum::http::StatusCode;
use law::form::{Answers, Audience, Step, steps};
use record::Work;
use record::draft::{self, Holder};
use serde_json::{Value, json};

use super::begun::{Begun, expiry};
use super::check::limit;
use super::door::Door;
use crate::cookies;
use crate::credential::SessionToken;
use crate::error::Result;
use crate::form::answers;
use crate::posted::Posted;
use crate::visit::Visit;

/// `GET /request-support`
pub async fn show(visit: Visit) -> Result {
    let mut work = Door::Public.begin(&visit).await?;
    let begun =
        Begun::open(&visit, &mut work, Door::Public).await?.filter(|begun| begun.draft.request_id.is_none());
    let form = visit.app.council.pack.request_form();
    let go_on = begun.map(|begun| begun.address(&begun.place(form)));
    visit.page("request_support/start.html", context(&visit, go_on, None))
}

/// `POST /request-support`: begins a draft and gives the browser the token that opens it.
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    if fields.some("website").is_some() {
        let problem = "Leave the box under the button empty, then press the button again";
        let page = context(&visit, None, Some(problem));
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "request_support/start.html", page);
    }
    limit(&visit, "form begun").await?;
    let mut work = Door::Public.begin(&visit).await?;
    let token = SessionToken::generate(&mut visit.app.store.randomness());
    start(&visit, &mut work, Holder::Token(&token.hash()), Audience::Public).await?;
    work.commit().await?;
    let mut response =
        visit.go(&format!("{}/{}", Door::Public.base(), first(&visit, Audience::Public).address()), "");
    cookies::set(
        response.headers_mut(),
        cookies::DRAFT,
        &token.cookie_value(),
        None,
        visit.app.secure_cookies,
    );
    Ok(response)
}

/// Begins an empty draft.
pub async fn start(
    visit: &Visit,
    work: &mut Work,
    holder: Holder<'_>,
    audience: Audience,
) -> Result<uuid::Uuid> {
    let form = visit.app.council.pack.request_form();
    let version = i32::try_from(form.version).unwrap_or(i32::MAX);
    let audience = if audience == Audience::Desk { "desk" } else { "public" };
    let until = expiry(&visit.app.council.pack, visit.now);
    let empty = answers::to_json(&Answers::new())?;
    Ok(draft::start(work, holder, (&form.id, version), audience, &empty, until).await?)
}

/// The first page of the form.
pub fn first(visit: &Visit, audience: Audience) -> Step {
    let form = visit.app.council.pack.request_form();
    steps(form, audience, &Answers::new()).into_iter().next().unwrap_or(Step::Check)
}

fn context(visit: &Visit, go_on: Option<String>, problem: Option<&str>) -> Value {
    let pack = &visit.app.council.pack;
    json!({
        "form_title": pack.request_form().title,
        "summary": pack.notice().summary,
        "go_on": go_on,
        "problem": problem,
        "days": expiry(pack, visit.now).duration_since(visit.now).as_hours() / 24,
    })
}
