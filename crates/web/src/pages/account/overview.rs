//! `GET /account`

use record::staff::{account, identity, passkey, recovery, session};
use serde_json::json;

use crate::error::{Error, Result};
use crate::visit::Visit;
use crate::words;

/// What there is, and where it is changed.
pub async fn show(visit: Visit) -> Result {
    let owner = visit.staff()?.account;
    let this = visit.session().ok_or(Error::SignIn)?.id;
    let mut work = visit.begin().await?;
    let known = account::credentials_of(&mut work, owner).await?.ok_or(Error::SignIn)?;
    let passkeys = passkey::of(&mut work, owner).await?.len();
    let codes = recovery::left(&mut work, owner).await?;
    let linked = identity::providers(&mut work, owner).await?;
    let sessions: Vec<_> = session::of(&mut work, owner)
        .await?
        .into_iter()
        .map(|one| {
            json!({
                "id": one.id, "this": one.id == this, "started": words::moment(one.started_at),
                "seen": words::moment(one.last_seen_at),
            })
        })
        .collect();
    work.commit().await?;
    let ways = &visit.app.ways_in;
    let providers: Vec<&str> = linked
        .iter()
        .filter_map(|id| ways.providers.get(id).map(|provider| provider.settings.name.as_str()))
        .collect();
    let context = json!({
        "sign_in_name": known.sign_in_name, "has_password": known.password_hash.is_some(),
        "has_authenticator": known.totp_secret.is_some(), "passkeys": passkeys, "codes": codes,
        "providers": providers, "sessions": sessions, "passkeys_work": ways.passkeys.is_some(),
        "passwords": ways.settings.passwords,
    });
    visit.page("account/overview.html", context)
}
