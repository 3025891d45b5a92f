//! What comes in from outside: HTTP, the clock, waiting, randomness. This crate opens no connection itself.

use std::time::Duration;

use jiff::Timestamp;

use crate::hidden::hidden;

/// The world outside.
pub trait Outside {
    /// Sends one request and waits for the answer, whatever its status. Must not follow redirects: they would carry personal
    /// data to an address nobody agreed to.
    ///
    /// # Errors
    /// If no answer came.
    fn send(&self, request: &Request) -> Result<Response, Unreachable>;
    /// The moment.
    fn now(&self) -> Timestamp;
    /// Waits so long.
    fn wait(&self, time: Duration);
    /// Sixteen bytes nobody can guess, for ids and for how long to wait.
    fn random(&self) -> [u8; 16];
}

/// A request. `Debug` shows nothing of it: its address is personal data, its headers a secret.
#[derive(Clone)]
pub struct Request {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for `GET`.
    pub body: String,
}

/// An answer. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// What the header `Retry-After` says, in seconds.
    pub retry_after: Option<u64>,
    /// The body.
    pub body: Vec<u8>,
}

hidden!(Request, Response);

/// No answer came: why, in words that hold nothing of the request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreachable(pub &'static str);
