//! `/account/recovery-codes`: ten codes on paper for the day the phone is lost. Shown once.

use ledger::{Action, Code};
use record::event;
use record::staff::recovery;
use serde_json::json;

use crate::credential::{RecoveryCode, hash_recovery_code};
use crate::error::{Error, Result};
use crate::posted::Posted;
use crate::step_up;
use crate::visit::Visit;

/// `GET`: how many are left.
pub async fn show(visit: Visit) -> Result {
    let owner = visit.staff()?.account;
    let mut work = visit.begin().await?;
    let left = recovery::left(&mut work, owner).await?;
    work.commit().await?;
    visit.page("account/recovery_codes.html", json!({ "left": left, "codes": null }))
}

/// `POST`: a fresh set.
pub async fn submit(Posted { visit, .. }: Posted) -> Result {
    let owner = visit.staff()?.account;
    if step_up::is_needed(&visit) {
        return step_up::ask(&visit, "/account/recovery-codes", Vec::new()).await;
    }
    let codes = RecoveryCode::generate(&mut visit.app.store.randomness());
    let hashes: Option<Vec<[u8; 32]>> =
        codes.iter().map(|code| hash_recovery_code(owner, &code.grouped())).collect();
    let hashes = hashes.ok_or_else(|| Error::Broken("a recovery code of ours is none".into()))?;
    let mut work = visit.begin().await?;
    recovery::replace(&mut work, owner, &hashes).await?;
    let note = event::note(Action::ChangedCredential).about("account", owner);
    event::record(&mut work, note.code("what", Code::of("recovery_codes"))).await?;
    work.commit().await?;
    let shown: Vec<String> = codes.iter().map(RecoveryCode::grouped).collect();
    visit.page("account/recovery_codes.html", json!({ "left": shown.len(), "codes": shown }))
}
