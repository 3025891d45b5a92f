//! `/oruk`: the council's own services as Open Referral UK 3.0, for programs. Anybody may read them, from any site.

use std::collections::HashSet;

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use directory::Service;
use directory::publish::{self, Detail};
use directory::search::{Question, search};
use record::directory::{Listing, all};
use serde_json::{Value, json};

use crate::error::Result;
use crate::posted::Fields;
use crate::visit::Visit;

/// Where the profile is described.
const PROFILE: &str = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md";
/// Its OpenAPI description.
const OPENAPI: &str = "https://docs.openreferraluk.org/en/latest/openapi30.json";
/// Services on a page where nobody says how many.
const USUAL: usize = 50;
/// The most services on a page.
const MOST: usize = 500;
/// Ways of narrowing that the standard has and this feed has not: to leave them unsaid would look as if they worked.
const NOT_HERE: [&str; 7] =
    ["taxonomy_term_id", "taxonomy_id", "minimum_age", "maximum_age", "start_time", "end_time", "day"];

/// `GET /oruk`
pub async fn about() -> Result {
    Ok(answer(StatusCode::OK, publish::about(PROFILE, OPENAPI)))
}

/// `GET /oruk/services`: a page, listed or with `full=true` whole.
pub async fn list(visit: Visit) -> Result {
    let query = Fields::parse(visit.path.split_once('?').map_or("", |(_, query)| query).as_bytes());
    if let Some(name) = NOT_HERE.iter().find(|name| query.some(name).is_some()) {
        return Ok(wrong(&format!(
            "this feed cannot be narrowed by {name}: leave it out and narrow what you get"
        )));
    }
    let (Ok(number), Ok(size)) = (number(&query, "page", 1), number(&query, "per_page", USUAL as u64)) else {
        return Ok(wrong("page and per_page must be whole numbers from 1"));
    };
    let detail = if query.text("full") == "true" { Detail::Full } else { Detail::Listed };
    let mut work = visit.begin().await?;
    let listing = all(&mut work).await?;
    work.commit().await?;
    let size = usize::try_from(size).unwrap_or(MOST).min(MOST);
    let page = match query.some("search") {
        None => publish::page(&listing.own, number, size, detail),
        Some(words) => publish::page(&with_words(&listing, words), number, size, detail),
    };
    Ok(answer(StatusCode::OK, page.page))
}

/// `GET /oruk/services/{service}`: one service, whole, by the identifier it is published under.
pub async fn one(visit: Visit, Path(service): Path<String>) -> Result {
    let mut work = visit.begin().await?;
    let listing = all(&mut work).await?;
    work.commit().await?;
    let found = listing.own.iter().find(|own| own.id.eq_ignore_ascii_case(&service));
    Ok(match found.and_then(|own| publish::full(own).ok()) {
        Some(service) => answer(StatusCode::OK, service),
        None => answer(StatusCode::NOT_FOUND, json!({ "error": "there is no service with this id" })),
    })
}

fn with_words(listing: &Listing, words: &str) -> Vec<Service> {
    let question = Question { words: words.to_owned(), ..Question::default() };
    let found = search(&listing.services, &question);
    let ids: HashSet<&str> = found.iter().map(|found| found.service.id.as_str()).collect();
    listing.own.iter().filter(|own| ids.contains(own.id.as_str())).cloned().collect()
}

fn number(query: &Fields, name: &str, usual: u64) -> std::result::Result<u64, ()> {
    match query.some(name) {
        None => Ok(usual),
        Some(typed) => typed.parse().ok().filter(|number| *number > 0).ok_or(()),
    }
}

fn wrong(says: &str) -> Response {
    answer(StatusCode::BAD_REQUEST, json!({ "error": says }))
}

fn answer(status: StatusCode, value: Value) -> Response {
    let mut response = (status, Json(value)).into_response();
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}
