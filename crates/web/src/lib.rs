//! Every page: one .rs and one .html, both where the URL says.

pub mod app;
mod assets;
mod client;
mod clocks;
mod cookies;
pub mod council;
pub mod credential;
pub mod error;
pub mod form;
mod headers;
pub mod mail;
mod nav;
pub mod nhs_tracing;
mod pages;
pub mod panics;
mod posted;
mod receipts;
mod routes;
mod scim;
pub mod step_up;
pub mod templates;
mod trouble;
mod visit;
pub mod ways_in;
pub mod words;

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::app::App;
use crate::routes::{Route, Routes};

/// Every page of the council's Kith.
fn routes() -> Routes {
    Routes::default()
        .get("/", pages::start::show)
        .with(pages::sign_in::routes)
        .post("/sign-out", pages::sign_out::submit)
        .get("/home", pages::home::show)
        .with(pages::request_support::routes)
        .with(pages::requests::routes)
        .with(pages::decisions::routes)
        .with(pages::people::routes)
        .with(pages::families::routes)
        .with(pages::worklist::routes)
        .with(pages::entries::routes)
        .with(pages::services::routes)
        .with(pages::directory::routes)
        .with(pages::privacy::routes)
        .with(pages::information::routes)
        .with(pages::governance::routes)
        .with(pages::returns::routes)
        .with(pages::account::routes)
        .with(scim::routes)
}

/// Every route, for the access matrix.
pub fn route_list() -> Vec<Route> {
    routes().finish().1
}

/// The whole site.
pub fn router(app: App) -> Router {
    let (pages, _) = routes().finish();
    let timeout = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30));
    pages
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
        .layer(CatchPanicLayer::custom(panics::page))
        .layer(DefaultBodyLimit::max(posted::MOST))
        .layer(from_fn_with_state(app.clone(), trouble::catch))
        .layer(from_fn_with_state(app.clone(), receipts::give))
        .route("/assets/{*path}", axum::routing::get(assets::serve))
        .route("/healthz", axum::routing::get(healthz))
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .layer(CatchPanicLayer::custom(panics::bare))
        .layer(CompressionLayer::new())
        .layer(timeout)
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .with_state(app)
}

async fn nothing_here() -> error::Error {
    error::Error::NotFound
}

/// `GET /healthz`: 200 while the record answers, 503 while it does not.
async fn healthz(State(app): State<App>) -> Response {
    if app.store.is_reachable().await {
        (StatusCode::OK, "ok\n").into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the record does not answer\n").into_response()
    }
}

/// The route's pattern and never the path itself: a log holds no id, no query and no name.
fn span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    tracing::info_span!("page", method = %request.method(), route)
}
