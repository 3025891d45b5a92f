//! `/account/sessions/…`: ending one's own sessions elsewhere.

use ledger::Action;
use record::event;
use record::staff::session;

use crate::error::{Error, Result};
use crate::posted::Posted;
use crate::visit::id;

/// `POST /account/sessions/end`
pub async fn end(Posted { visit, fields, .. }: Posted) -> Result {
    let owner = visit.staff()?.account;
    let which = id(fields.text("session"))?;
    let mut work = visit.begin().await?;
    session::end_own(&mut work, owner, which).await?;
    event::record(&mut work, event::note(Action::SignedOut).about("account", owner).id("session", which))
        .await?;
    work.commit().await?;
    Ok(visit.go("/account", "Signed out there"))
}

/// `POST /account/sessions/end-others`
pub async fn end_others(Posted { visit, .. }: Posted) -> Result {
    let owner = visit.staff()?.account;
    let this = visit.session().ok_or(Error::SignIn)?.id;
    let mut work = visit.begin().await?;
    let ended = session::end_others(&mut work, owner, this).await?;
    let note = event::note(Action::SignedOut).about("account", owner);
    event::record(&mut work, note.count("sessions", usize::try_from(ended).unwrap_or_default())).await?;
    work.commit().await?;
    Ok(visit.go("/account", "You are signed out everywhere else"))
}
