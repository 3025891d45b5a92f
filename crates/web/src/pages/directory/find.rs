//! `/services`: finding what may help. What is typed is posted, so that neither a postcode nor what is wrong at home stands in
//! an address or a history.

use axum::http::StatusCode;
use directory::search::search;
use jiff::SignedDuration;
use record::directory::{Listing, all};
use record::event;
use record::staff::throttle::{self, Limit};
use serde_json::{Value, json};

use super::{Asked, words};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// The most results on a page. Whoever has more can narrow them.
const MOST: usize = 30;
/// Searches are let through so many times as often as forms: a family tries several.
const TIMES_FORMS: i32 = 10;

/// `GET /services`
pub async fn show(visit: Visit) -> Result {
    let mut work = visit.begin().await?;
    let listing = all(&mut work).await?;
    work.commit().await?;
    let context = context(&Asked::of(&Fields::default()), &listing, None);
    visit.page("directory/find.html", context)
}

/// `POST /services`
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    if visit.session().is_none() {
        limit(&visit).await?;
    }
    let asked = Asked::of(&fields);
    let mut work = visit.begin().await?;
    let listing = all(&mut work).await?;
    work.commit().await?;
    if !asked.is_sound() {
        let context = context(&asked, &listing, None);
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "directory/find.html", context);
    }
    let found = results(&asked, &listing);
    visit.page("directory/find.html", context(&asked, &listing, Some(found)))
}

/// What was found, as the results of a page show it.
pub fn results(asked: &Asked, listing: &Listing) -> Value {
    let question = asked.question(listing);
    let found = search(&listing.services, &question);
    let rows: Vec<Value> =
        found.iter().take(MOST).map(|found| words::card(found, listing.rows[found.number].id)).collect();
    let is_measured = question.near.as_ref().is_some_and(|near| near.point.is_some());
    json!({
        "rows": rows, "count": found.len(), "more": found.len().saturating_sub(MOST),
        "measured": is_measured,
        "not_measured": question.near.is_some() && !is_measured,
    })
}

fn context(asked: &Asked, listing: &Listing, found: Option<Value>) -> Value {
    json!({ "asked": asked.as_typed(), "results": found, "in_all": listing.services.len() })
}

/// Lets so many searches through from one address in an hour. Counted in a transaction of its own, so that a refusal
/// counts too.
async fn limit(visit: &Visit) -> Result<()> {
    let mut work = visit.begin().await?;
    let allowed = visit.app.limits.forms.saturating_mul(TIMES_FORMS);
    let limit = Limit { allowed, window: SignedDuration::from_hours(1) };
    let allowed = throttle::allow(&mut work, "services address", &visit.from, limit).await?;
    if !allowed {
        event::record(&mut work, event::note(ledger::Action::Throttled)).await?;
    }
    work.commit().await?;
    if allowed { Ok(()) } else { Err(Error::SlowDown) }
}
