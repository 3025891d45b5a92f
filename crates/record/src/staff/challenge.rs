//! What was begun in one browser and must be finished in it, once: a sign-in at a provider, a passkey, an authenticator.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Result, Work};

/// How long it may take: people look for their phone.
pub const LASTS: SignedDuration = SignedDuration::from_mins(15);

/// What was begun.
pub struct Challenge {
    /// Whose, where somebody was known when it began.
    pub account: Option<Uuid>,
    /// What was kept to finish it.
    pub state: String,
}

/// Why it cannot be finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// No such thing was begun here.
    Unknown,
    /// It was finished before, or tried.
    Replayed,
    /// It took too long.
    TooOld,
}

impl Refused {
    /// For the ledger.
    pub fn code(self) -> &'static str {
        match self {
            Refused::Unknown => "state_unknown",
            Refused::Replayed => "state_replayed",
            Refused::TooOld => "state_too_old",
        }
    }
}

/// Begins. The browser keeps the token whose hash this is; `state` is sealed.
pub async fn start(
    work: &mut Work,
    kind: &str,
    token_hash: &[u8],
    account: Option<Uuid>,
    state: &str,
) -> Result<()> {
    let (id, now) = (work.new_id(), work.now());
    let key = work.new_key("challenge", id);
    let sealed = work.seal(&key, "challenge", "state_sealed", id, state)?;
    sqlx::query!(
        "insert into access.challenge (id, token_hash, kind, account_id, key_id, state_sealed, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        token_hash,
        kind,
        account,
        key.id(),
        sealed,
        now.to_sqlx(),
        (now + LASTS).to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// Takes it up again. Whatever comes of it, it is used: commit the work even when what follows is refused.
pub async fn take(
    work: &mut Work,
    kind: &str,
    token_hash: &[u8],
) -> Result<std::result::Result<Challenge, Refused>> {
    let now = work.now();
    let Some(row) = sqlx::query!(
        "select id, account_id, key_id, state_sealed, expires_at, used_at from access.challenge
         where token_hash = $1 and kind = $2 for update",
        token_hash,
        kind
    )
    .fetch_optional(work.sql())
    .await?
    else {
        return Ok(Err(Refused::Unknown));
    };
    if row.used_at.is_some() {
        return Ok(Err(Refused::Replayed));
    }
    sqlx::query!("update access.challenge set used_at = $2 where id = $1", row.id, now.to_sqlx())
        .execute(work.sql())
        .await?;
    if row.expires_at.to_jiff() <= now {
        return Ok(Err(Refused::TooOld));
    }
    let key = work.key(row.key_id).await?;
    let state = key.open("challenge", "state_sealed", row.id, &row.state_sealed)?;
    Ok(Ok(Challenge { account: row.account_id, state }))
}

/// Forgets those that ended more than a day ago. Gives their keys, to be destroyed once this is committed.
pub async fn sweep(work: &mut Work) -> Result<Vec<Uuid>> {
    let before: Timestamp = work.now() - SignedDuration::from_hours(24);
    Ok(sqlx::query_scalar!(
        "delete from access.challenge where expires_at < $1 returning key_id",
        before.to_sqlx()
    )
    .fetch_all(work.sql())
    .await?)
}
