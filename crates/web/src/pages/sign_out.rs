//! `POST /sign-out`

use axum::http::HeaderValue;
use ledger::Action;
use record::event;
use record::staff::session;

use crate::cookies;
use crate::error::Result;
use crate::posted::Posted;

/// Ends the session on the server, not only in the browser.
pub async fn submit(Posted { visit, .. }: Posted) -> Result {
    if let Some(live) = visit.session() {
        let mut work = visit.begin().await?;
        session::end(&mut work, live.id).await?;
        event::record(&mut work, event::note(Action::SignedOut)).await?;
        work.commit().await?;
    }
    let mut response = visit.go("/sign-in", "You have signed out");
    let headers = response.headers_mut();
    cookies::clear(headers, cookies::SESSION, visit.app.secure_cookies);
    // Whoever uses this computer next finds nothing kept by the browser either (W3C Clear Site Data).
    headers.insert("clear-site-data", HeaderValue::from_static(r#""cache", "storage""#));
    Ok(response)
}
