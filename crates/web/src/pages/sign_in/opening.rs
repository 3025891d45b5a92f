//! The door opens: a session under a token nobody has seen before, and where to go.

use axum::http::header;
use axum::response::Response;
use ledger::{Action, Code};
use record::staff::session;
use record::{Work, event};
use serde_json::json;
use uuid::Uuid;

use crate::cookies;
use crate::credential::SessionToken;
use crate::error::Result;
use crate::visit::Visit;

/// Opens the session of somebody who has passed both steps, and commits. `how` is for the ledger.
pub(super) async fn open(
    visit: &Visit,
    mut work: Work,
    halfway: Option<Uuid>,
    account: Uuid,
    how: &'static str,
) -> Result<SessionToken> {
    let fresh = SessionToken::generate(&mut visit.app.store.randomness());
    let id = match halfway {
        Some(id) => id,
        None => session::start_halfway(&mut work, account, &fresh.hash()).await?,
    };
    session::open(&mut work, id, &fresh.hash()).await?;
    let note = event::note(Action::SignedIn).about("account", account).code("how", Code::of(how));
    event::record(&mut work, note).await?;
    work.commit().await?;
    Ok(fresh)
}

/// The first page: the form that was waiting, to be sent, or where they were going.
pub(super) fn welcome(visit: &Visit, token: &SessionToken, then: &str, typed: &[(String, String)]) -> Result {
    let secure = visit.app.secure_cookies;
    let mut response = if typed.is_empty() {
        visit.go(if then.is_empty() { "/home" } else { then }, "")
    } else {
        let csrf = token.form_token(&visit.app.secret, &mut visit.app.store.randomness());
        visit.page("sign_in_resume.html", json!({ "typed": typed, "again": then, "resume_csrf": csrf }))?
    };
    set(visit, &mut response, token);
    for done in [cookies::HALFWAY, cookies::CEREMONY, cookies::PROVIDER] {
        cookies::clear(response.headers_mut(), done, secure);
    }
    Ok(response)
}

/// The session's cookie, on an answer that nothing may keep a copy of.
pub(super) fn set(visit: &Visit, response: &mut Response, token: &SessionToken) {
    let headers = response.headers_mut();
    headers.remove(header::ETAG);
    cookies::set(headers, cookies::SESSION, &token.cookie_value(), None, visit.app.secure_cookies);
}
