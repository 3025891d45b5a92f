//! `POST /sign-out`

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
    cookies::clear(response.headers_mut(), cookies::SESSION, visit.app.secure_cookies);
    Ok(response)
}
