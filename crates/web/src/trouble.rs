//! Pages for when something stands in the way. Whatever somebody typed is on the page, ready to be sent again.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::app::App;
use crate::error::Error;
use crate::posted::{Fields, MOST};
use crate::visit::Visit;

/// Runs the handler; when it ends in an [`Error`], shows the page for it.
pub async fn catch(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let kept = if parts.method == Method::POST && is_plain_form(&parts.headers) {
        match to_bytes(body, MOST).await {
            Ok(bytes) => bytes,
            Err(_) => return show(&app, parts, &Bytes::new(), &Error::TooLarge).await,
        }
    } else {
        let mut response = next.run(Request::from_parts(parts.clone(), body)).await;
        return match response.extensions_mut().remove::<Arc<Error>>() {
            Some(error) => show(&app, parts, &Bytes::new(), &error).await,
            None => response,
        };
    };
    let mut response = next.run(Request::from_parts(parts.clone(), Body::from(kept.clone()))).await;
    match response.extensions_mut().remove::<Arc<Error>>() {
        Some(error) => show(&app, parts, &kept, &error).await,
        None => response,
    }
}

fn is_plain_form(headers: &axum::http::HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

async fn show(app: &App, mut parts: axum::http::request::Parts, body: &Bytes, error: &Error) -> Response {
    if let Error::Broken(cause) = error {
        tracing::error!(cause, "a page broke");
    }
    let typed = Fields::parse(body);
    let path = parts.uri.path().to_owned();
    let visit = match Visit::from_request_parts(&mut parts, app).await {
        Ok(visit) => visit,
        Err(_) => return without_visit(app, &path, &typed, error),
    };
    match error {
        Error::SignIn => return sign_in(&visit, &path, &typed),
        Error::SignInKeeping(beside_files) => return sign_in(&visit, &path, beside_files),
        _ => {}
    }
    let template = format!("trouble/{}.html", name(error));
    let refusal = match error {
        Error::Refused(refusal) => Some(refusal_context(refusal, &path)),
        _ => None,
    };
    let context = json!({ "typed": pairs(&typed), "again": path, "refusal": refusal });
    visit.page_with(error.status(), &template, context).unwrap_or_else(|error| {
        tracing::error!(?error, "the page for trouble broke");
        bare(StatusCode::INTERNAL_SERVER_ERROR)
    })
}

fn name(error: &Error) -> &'static str {
    match error {
        Error::SignIn | Error::SignInKeeping(_) | Error::NotFound => "not-found",
        Error::Refused(_) => "refused",
        Error::Stale => "stale",
        Error::FormExpired => "form-expired",
        Error::TooLarge => "too-large",
        Error::Unreadable => "unreadable",
        Error::SlowDown => "slow-down",
        Error::Unreachable => "unreachable",
        Error::Broken(_) => "broken",
    }
}

fn refusal_context(refusal: &record::Refusal, path: &str) -> serde_json::Value {
    let (kind, contact, emergency) = match refusal {
        record::Refusal::Restricted { contact } => {
            ("restricted".to_owned(), Some(contact), emergency_page(path))
        }
        record::Refusal::NoNeedToKnow => ("no-need-to-know".to_owned(), None, emergency_page(path)),
        other => (other.to_string(), None, None),
    };
    json!({ "kind": kind, "contact": contact, "emergency": emergency })
}

/// Where emergency access to the person of this address is asked for.
fn emergency_page(path: &str) -> Option<String> {
    let id = path.strip_prefix("/people/")?.split(['/', '?']).next()?;
    id.parse::<uuid::Uuid>().ok().map(|id| format!("/people/{id}/emergency"))
}

/// A page of an officer's, with nobody signed in: sign in first. What was typed waits in the sign-in form, in the
/// browser and nowhere else.
fn sign_in(visit: &Visit, path: &str, typed: &Fields) -> Response {
    if visit.session().is_none() && typed.pairs().next().is_none() {
        let mut response = StatusCode::SEE_OTHER.into_response();
        let to = format!("/sign-in?then={}", crate::pages::sign_in::encode_path(path));
        response.headers_mut().insert(
            header::LOCATION,
            HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/sign-in")),
        );
        return response;
    }
    let context = crate::pages::sign_in::form(visit, path, &pairs(typed), None);
    visit
        .page_with(StatusCode::UNAUTHORIZED, "sign_in.html", context)
        .unwrap_or_else(|_| bare(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The database is away, so nobody can be known: a page that needs nothing of it.
fn without_visit(app: &App, path: &str, typed: &Fields, error: &Error) -> Response {
    let context = json!({
        "council": app.council.summary(), "council_name": app.council.pack.council.name, "nav": [], "user": null,
        "csrf": "", "nonce": "", "path": path, "demo": false, "flash": null, "session": null,
        "typed": pairs(typed), "again": path, "refusal": null,
    });
    let status = match error {
        Error::TooLarge => error.status(),
        _ => StatusCode::SERVICE_UNAVAILABLE,
    };
    let template = if status == StatusCode::PAYLOAD_TOO_LARGE {
        "trouble/too-large.html"
    } else {
        "trouble/unreachable.html"
    };
    match app.templates.render(template, context) {
        Ok(html) => {
            let mut response = (status, html).into_response();
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            response
        }
        Err(error) => {
            tracing::error!(%error, "the page for an unreachable record broke");
            bare(status)
        }
    }
}

fn pairs(typed: &Fields) -> Vec<(String, String)> {
    typed.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn bare(status: StatusCode) -> Response {
    (
        status,
        "Sorry, there is a problem with Kith. Nothing that was saved is lost. Try again in a few minutes.",
    )
        .into_response()
}
