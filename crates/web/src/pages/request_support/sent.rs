//! "We have your request", and a copy for the family: what they sent and nothing of ours.

use axum::response::Response;
use law::form::summary;
use record::draft::AFTER_SENDING;
use record::request::submit;
use serde_json::json;

use super::begun::{Begun, nothing_begun};
use super::check::cards;
use super::door::Door;
use crate::cookies;
use crate::error::Result;
use crate::posted::Fields;
use crate::visit::Visit;
use crate::words;

/// Goes to the confirmation. The browser forgets the form after an hour, as the record does.
pub fn go(visit: &Visit) -> Response {
    let mut response = visit.go("/request-support/sent", "");
    if let Some(token) = visit.jar.get(cookies::DRAFT) {
        let (secure, seconds) = (visit.app.secure_cookies, AFTER_SENDING.as_secs());
        cookies::set(response.headers_mut(), cookies::DRAFT, &token, Some(seconds), secure);
    }
    response
}

/// `GET /request-support/sent`
pub async fn show(visit: Visit) -> Result {
    page(&visit, "request_support/sent.html").await
}

/// `GET /request-support/copy`
pub async fn copy(visit: Visit) -> Result {
    page(&visit, "request_support/copy.html").await
}

async fn page(visit: &Visit, template: &str) -> Result {
    let mut work = Door::Public.begin(visit).await?;
    let Some(begun) = Begun::open(visit, &mut work, Door::Public).await? else {
        return nothing_begun(visit, Door::Public, &Fields::default());
    };
    let form = visit.app.council.pack.request_form();
    let Some(sent) = submit::sent(&mut work, &begun.draft).await? else {
        return Ok(visit.go(&begun.address(&begun.place(form)), ""));
    };
    let audience = begun.audience(form);
    let rows: Vec<_> =
        summary(form, audience, &begun.answers).into_iter().filter(|row| row.answered).collect();
    let context = json!({
        "reference": sent.reference,
        "reply_by": sent.decide_by.map(words::by),
        "within": visit.app.council.pack.clocks.get("request-decision").map(|clock| clock.rule(&visit.app.council.pack.council).length()),
        "urgent": begun.answers.is_chosen("urgent_today", "yes"),
        "professional": audience == law::form::Audience::Professional,
        "cards": cards(&rows, None),
        "form_title": form.title,
        "today": words::day(visit.today()),
    });
    visit.page(template, context)
}
