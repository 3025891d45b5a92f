//! A passkey ceremony between its two halves: the browser holds a token, the record what was begun, for one answer.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use record::Work;
use record::staff::challenge::{self, Challenge, Refused};
use record::staff::passkey::Passkey;
use sign_in::passkey::{Begun, Kept, PasskeyProblem};
use uuid::Uuid;

use crate::cookies;
use crate::credential::SessionToken;
use crate::error::{Error, Result};
use crate::visit::Visit;

/// Keeps what was begun, and gives the browser its half as JSON.
pub async fn begin(
    visit: &Visit,
    mut work: Work,
    kind: &str,
    account: Option<Uuid>,
    begun: std::result::Result<Begun, PasskeyProblem>,
) -> Result {
    let begun = begun.map_err(|problem| Error::Broken(problem.to_string()))?;
    let token = SessionToken::generate(&mut visit.app.store.randomness());
    challenge::start(&mut work, kind, &token.hash(), account, &begun.keep).await?;
    work.commit().await?;
    let mut response: Response = begun.for_browser.to_string().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let (cookie, seconds) = (token.cookie_value(), Some(challenge::LASTS.as_secs()));
    cookies::set(headers, cookies::CEREMONY, &cookie, seconds, visit.app.secure_cookies);
    Ok(response)
}

/// Takes it up again, once.
pub async fn take(
    visit: &Visit,
    work: &mut Work,
    kind: &str,
) -> Result<std::result::Result<Challenge, Refused>> {
    let Some(token) = visit.jar.get(cookies::CEREMONY).as_deref().and_then(SessionToken::from_cookie) else {
        return Ok(Err(Refused::Unknown));
    };
    Ok(challenge::take(work, kind, &token.hash()).await?)
}

/// Passkeys on file, as `sign_in` takes them.
pub fn kept(passkeys: &[Passkey]) -> Vec<Kept> {
    passkeys
        .iter()
        .map(|one| Kept { credential_id: one.credential_id.clone(), text: one.text.clone() })
        .collect()
}
