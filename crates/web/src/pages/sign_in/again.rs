//! `/sign-in/again`: the second step once more, for what is most sensitive. See [`crate::step_up`].

use axum::extract::Query;
use ledger::{Action, Code};
use record::event;
use record::staff::session;

use super::second_step::{self, Step};
use super::{Then, carried, opening, own_path};
use crate::credential::SessionToken;
use crate::error::{Error, Result};
use crate::posted::Posted;
use crate::step_up;
use crate::visit::Visit;

const KIND: &str = "again";

/// `GET /sign-in/again?then=…`: also for somebody who passed the step a moment ago and wants its five minutes afresh.
pub async fn show(visit: Visit, Query(then): Query<Then>) -> Result {
    step_up::ask(&visit, own_path(&then.then), Vec::new()).await
}

/// `POST /sign-in/again`
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    let owner = visit.staff()?.account;
    let id = visit.session().ok_or(Error::SignIn)?.id;
    let (then, typed) = (own_path(fields.text("then")), carried(&fields));
    let mut work = visit.begin().await?;
    match second_step::check(&visit, &mut work, owner, &fields, KIND).await? {
        Step::Failed(problem) => {
            work.commit().await?;
            step_up::page(&visit, then, &typed, Some(problem)).await
        }
        Step::Passed(how) => {
            let token = SessionToken::generate(&mut visit.app.store.randomness());
            session::step_up(&mut work, id, &token.hash()).await?;
            let note = event::note(Action::SignedIn).about("account", owner).flag("again", true);
            event::record(&mut work, note.code("how", Code::of(how))).await?;
            work.commit().await?;
            opening::welcome(&visit, &token, then, &typed)
        }
    }
}

/// `POST /sign-in/again/passkey`: what to ask the browser for.
pub async fn passkey(Posted { visit, .. }: Posted) -> Result {
    let owner = visit.staff()?.account;
    let work = visit.begin().await?;
    second_step::begin_passkey(&visit, work, owner, KIND).await
}
