//! HTTP as it comes in: a function, so that this crate opens no connection itself.

pub use openidconnect::{HttpRequest, HttpResponse};

/// Sends one request and waits for the answer. Must not follow redirects: a provider's addresses are those it published.
pub type Http = dyn Fn(HttpRequest) -> Result<HttpResponse, Unreachable> + Send + Sync;

/// No answer came. The words are for the log.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the provider does not answer: {0}")]
pub struct Unreachable(pub String);
