//! The one error of pages: what went wrong, as a status and words a tired person can use.
//!
//! Which to use where: a rule of casework is shown beside the field by the page itself; everything here ends the page.
//! `?` on a [`record::Error`] is right almost everywhere.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use record::Refusal;

/// Why a page could not be shown.
#[derive(Debug)]
pub enum Error {
    /// Nobody is signed in. Leads to the sign-in page, and what was typed comes along.
    SignIn,
    /// As [`Error::SignIn`], for a form with files: what was typed beside them comes along, the files do not.
    SignInKeeping(crate::posted::Fields),
    /// There is no such page, or one this reader may not learn of.
    NotFound,
    /// The record stayed shut, and this is what may be said.
    Refused(Refusal),
    /// Somebody else saved first.
    Stale,
    /// The form did not come from a page of this session, or too long ago.
    FormExpired,
    /// More than can be taken.
    TooLarge,
    /// What was sent cannot be read as a form.
    Unreadable,
    /// Too many tries from here.
    SlowDown,
    /// The database does not answer.
    Unreachable,
    /// Something of ours is broken. The cause goes to the log, never to the page.
    Broken(String),
}

/// The result of a page.
pub type Result<T = Response> = std::result::Result<T, Error>;

impl From<record::Error> for Error {
    fn from(error: record::Error) -> Self {
        match error {
            record::Error::NotFound => Error::NotFound,
            record::Error::Refused(refusal) => Error::Refused(refusal),
            record::Error::Stale | record::Error::AlreadyDone => Error::Stale,
            record::Error::Unreachable(_) => Error::Unreachable,
            other => Error::Broken(other.without_values()),
        }
    }
}

impl From<minijinja::Error> for Error {
    fn from(error: minijinja::Error) -> Self {
        Error::Broken(chain(&error))
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        source = cause.source();
    }
    words
}

impl Error {
    /// The status it is sent with.
    pub fn status(&self) -> StatusCode {
        match self {
            Error::SignIn | Error::SignInKeeping(_) => StatusCode::SEE_OTHER,
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::Refused(_) => StatusCode::FORBIDDEN,
            Error::Stale => StatusCode::CONFLICT,
            Error::FormExpired | Error::Unreadable => StatusCode::BAD_REQUEST,
            Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Error::SlowDown => StatusCode::TOO_MANY_REQUESTS,
            Error::Unreachable => StatusCode::SERVICE_UNAVAILABLE,
            Error::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Handlers cannot know the visit the error ends; the middleware in `trouble` finds this mark and renders the page.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self));
        response
    }
}
