//! The second step, wherever it is asked for: a code from an app, a code on paper, or a passkey.

use ledger::{Action, Code};
use record::staff::{account, passkey, recovery, throttle};
use record::{Work, event};
use uuid::Uuid;

use super::ceremony;
use crate::credential::{Totp, hash_recovery_code};
use crate::error::{Error, Result};
use crate::posted::Fields;
use crate::visit::Visit;

/// What came of it.
pub(super) enum Step {
    /// Passed, and how.
    Passed(&'static str),
    /// Not; in words for the page.
    Failed(&'static str),
}

const WRONG_CODE: &str = "That code is not right. Wait for the next one and type it again";
const WRONG_RECOVERY: &str = "That recovery code is not right, or was used before";
const WRONG_PASSKEY: &str = "That passkey did not work. Try again, or use another way";

/// Checks whichever was sent. A failure is on record: commit the work either way.
pub(super) async fn check(
    visit: &Visit,
    work: &mut Work,
    owner: Uuid,
    fields: &Fields,
    ceremony: &str,
) -> Result<Step> {
    if !throttle::allow(work, "second step", &owner.to_string(), super::limit(visit)).await? {
        event::record(work, event::note(Action::Throttled).about("account", owner)).await?;
        return Ok(Step::Failed("Too many tries. Wait 15 minutes and try again"));
    }
    if fields.some("credential").is_some() {
        return passkey(visit, work, owner, fields, ceremony).await;
    }
    if let Some(typed) = fields.some("recovery_code") {
        let hash = hash_recovery_code(owner, typed);
        let spent = match hash {
            Some(hash) => recovery::spend(work, owner, &hash).await?,
            None => false,
        };
        return if spent {
            Ok(Step::Passed("recovery_code"))
        } else {
            failed(work, owner, "recovery_code", WRONG_RECOVERY).await
        };
    }
    let known = account::credentials_of(work, owner).await?.ok_or(Error::SignIn)?;
    let totp = known.totp_secret.as_deref().and_then(Totp::from_bytes);
    let accepted = match totp.map(|totp| totp.check(fields.text("code"), visit.now, known.totp_last_step)) {
        Some(Ok(step)) => account::accept_totp_step(work, owner, step).await?,
        _ => false,
    };
    if accepted { Ok(Step::Passed("code")) } else { failed(work, owner, "code", WRONG_CODE).await }
}

async fn passkey(visit: &Visit, work: &mut Work, owner: Uuid, fields: &Fields, kind: &str) -> Result<Step> {
    let Some(passkeys) = &visit.app.ways_in.passkeys else { return Err(Error::NotFound) };
    let begun = match ceremony::take(visit, work, kind).await? {
        Ok(begun) if begun.account == Some(owner) => begun,
        Ok(_) => return failed(work, owner, "state_unknown", WRONG_PASSKEY).await,
        Err(refused) => return failed(work, owner, refused.code(), WRONG_PASSKEY).await,
    };
    let on_file = passkey::of(work, owner).await?;
    match passkeys.finish_confirming(&begun.state, fields.text("credential"), &ceremony::kept(&on_file)) {
        Ok(used) => {
            let row =
                on_file.iter().find(|one| one.credential_id == used.credential_id).ok_or(Error::NotFound)?;
            passkey::used(work, row.id, &used.text).await?;
            Ok(Step::Passed("passkey"))
        }
        Err(problem) => failed(work, owner, problem.code(), WRONG_PASSKEY).await,
    }
}

async fn failed(work: &mut Work, owner: Uuid, why: &'static str, words: &'static str) -> Result<Step> {
    let note = event::note(Action::SignInFailed).about("account", owner).code("why", Code::of(why));
    event::record(work, note).await?;
    Ok(Step::Failed(words))
}

/// Begins to ask for one of the account's passkeys.
pub(super) async fn begin_passkey(visit: &Visit, mut work: Work, owner: Uuid, kind: &str) -> Result {
    let Some(passkeys) = &visit.app.ways_in.passkeys else { return Err(Error::NotFound) };
    let on_file = passkey::of(&mut work, owner).await?;
    if on_file.is_empty() {
        return Err(Error::NotFound);
    }
    let begun = passkeys.begin_confirming(&ceremony::kept(&on_file));
    ceremony::begin(visit, work, kind, Some(owner), begun).await
}
