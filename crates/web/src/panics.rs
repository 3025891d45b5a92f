//! A panic is a mistake of ours: the page says so, the log says where it was, and nobody's words are repeated.

use std::any::Any;
use std::panic::PanicHookInfo;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::error::Error;

/// Logs a panic: for `std::panic::set_hook`. What it says is logged only where it is the program's own text; words put
/// together at run time often repeat what a database or a person said.
pub fn log(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let words = info.payload().downcast_ref::<&'static str>().copied().unwrap_or("(words withheld)");
    tracing::error!(place, words, "panicked");
}

/// In a handler: ends in the page for something broken.
pub(crate) fn page(_: Box<dyn Any + Send>) -> Response {
    Error::Broken("a handler panicked".into()).into_response()
}

/// Outside every handler, where no page can be counted on.
pub(crate) fn bare(_: Box<dyn Any + Send>) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, "Something is broken. Try again later.\n").into_response()
}
