//! `GET /sign-in/still`: asked by the page's script when somebody says that they are still here. Opening it is a page
//! like any other, so the session lasts for its fifteen minutes again.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::error::Result;
use crate::visit::Visit;

/// How many seconds are left, as JSON.
pub async fn show(visit: Visit) -> Result {
    visit.staff()?;
    let body = format!("{{\"seconds\":{}}}", visit.seconds_left().unwrap_or_default());
    let mut response: Response = body.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
