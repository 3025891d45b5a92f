//! Passkeys on file. What they mean is `sign_in`'s to say; here they are text, sealed.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Result, Work};

/// One passkey of an account.
pub struct Passkey {
    /// Its row.
    pub id: Uuid,
    /// The device's own name for it.
    pub credential_id: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// Public key and counter, as `sign_in::passkey` writes them.
    pub text: String,
    /// Since when.
    pub added_at: Timestamp,
    /// When it last opened the door.
    pub last_used_at: Option<Timestamp>,
}

/// The most an account may have.
pub const MOST: usize = 10;

/// The passkeys of an account, oldest first.
pub async fn of(work: &mut Work, account: Uuid) -> Result<Vec<Passkey>> {
    let rows = sqlx::query!(
        "select id, credential_id, name, key_id, passkey_sealed, added_at, last_used_at from access.passkey
         where account_id = $1 and removed_at is null order by added_at, id",
        account
    )
    .fetch_all(work.sql())
    .await?;
    let keys = work.keys(&rows.iter().map(|row| row.key_id).collect::<Vec<_>>()).await?;
    rows.into_iter()
        .map(|row| {
            let key = keys.get(&row.key_id).ok_or(Error::KeyDestroyed)?;
            Ok(Passkey {
                text: key.open("passkey", "passkey_sealed", row.id, &row.passkey_sealed)?,
                id: row.id,
                credential_id: row.credential_id,
                name: row.name,
                added_at: row.added_at.to_jiff(),
                last_used_at: row.last_used_at.map(|at| at.to_jiff()),
            })
        })
        .collect()
}

/// Whether an account has any.
pub async fn any(work: &mut Work, account: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from access.passkey where account_id = $1 and removed_at is null) as "any!""#,
        account
    )
    .fetch_one(work.sql())
    .await?)
}

/// Adds one.
pub async fn add(
    work: &mut Work,
    account: Uuid,
    credential_id: &[u8],
    name: &str,
    text: &str,
) -> Result<Uuid> {
    let (id, now) = (work.new_id(), work.now());
    let key = work.new_key("passkey", id);
    let sealed = work.seal(&key, "passkey", "passkey_sealed", id, text)?;
    sqlx::query!(
        "insert into access.passkey (id, account_id, credential_id, name, key_id, passkey_sealed, added_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        account,
        credential_id,
        name,
        key.id(),
        sealed,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}

/// It opened the door: keeps its counter as it is now.
pub async fn used(work: &mut Work, passkey: Uuid, text: &str) -> Result<()> {
    let key_id = sqlx::query_scalar!("select key_id from access.passkey where id = $1 for update", passkey)
        .fetch_one(work.sql())
        .await?;
    let key = work.key(key_id).await?;
    let sealed = work.seal(&key, "passkey", "passkey_sealed", passkey, text)?;
    let now = work.now();
    sqlx::query!(
        "update access.passkey set passkey_sealed = $2, last_used_at = $3 where id = $1",
        passkey,
        sealed,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// Removes one of an account's own.
pub async fn remove(work: &mut Work, account: Uuid, passkey: Uuid) -> Result<()> {
    let now = work.now();
    let done = sqlx::query!(
        "update access.passkey set removed_at = $3 where id = $1 and account_id = $2 and removed_at is null",
        passkey,
        account,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}
