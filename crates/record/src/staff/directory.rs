//! What the council's directory (SCIM) needs besides the roll: its bearer tokens, and the groups it has provisioned.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Result, Work, event};

/// A group of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id here.
    pub id: Uuid,
    /// Its name, one of `[groups]` in `sign-in.toml`.
    pub display_name: String,
    /// The directory's own number.
    pub external_id: Option<String>,
}

/// Keeps a new token's hash. A token of the same name stops working: that is how one is renewed.
pub async fn set_token(work: &mut Work, name: &str, token_hash: &[u8]) -> Result<Uuid> {
    end_token(work, name).await?;
    let (id, now) = (work.new_id(), work.now());
    sqlx::query!(
        "insert into access.scim_token (id, name, token_hash, made_at) values ($1, $2, $3, $4)",
        id,
        name,
        token_hash,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::created("scim_token", id)).await?;
    Ok(id)
}

/// Ends the tokens of a name; gives how many there were.
pub async fn end_token(work: &mut Work, name: &str) -> Result<u64> {
    let now = work.now();
    Ok(sqlx::query!(
        "update access.scim_token set ended_at = $2 where name = $1 and ended_at is null",
        name,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?
    .rows_affected())
}

/// Whether a token is one of ours. Notes that it was used, at most once a minute.
pub async fn token_counts(work: &mut Work, token_hash: &[u8]) -> Result<bool> {
    let now = work.now();
    let Some(id) = sqlx::query_scalar!(
        "select id from access.scim_token where token_hash = $1 and ended_at is null",
        token_hash
    )
    .fetch_optional(work.sql())
    .await?
    else {
        return Ok(false);
    };
    sqlx::query!(
        "update access.scim_token set last_used_at = $2
         where id = $1 and (last_used_at is null or last_used_at < $3)",
        id,
        now.to_sqlx(),
        (now - jiff::SignedDuration::from_mins(1)).to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(true)
}

/// The groups provisioned now.
pub async fn groups(work: &mut Work) -> Result<Vec<Group>> {
    Ok(sqlx::query_as!(
        Group,
        "select id, display_name, external_id from access.scim_group where ended_at is null order by display_name"
    )
    .fetch_all(work.sql())
    .await?)
}

/// Provisions a group.
///
/// # Errors
/// [`Error::AlreadyDone`] when there is one of that name.
pub async fn add_group(work: &mut Work, display_name: &str, external_id: Option<&str>) -> Result<Uuid> {
    if groups(work).await?.iter().any(|group| group.display_name == display_name) {
        return Err(Error::AlreadyDone);
    }
    let (id, now) = (work.new_id(), work.now());
    sqlx::query!(
        "insert into access.scim_group (id, display_name, external_id, made_at) values ($1, $2, $3, $4)",
        id,
        display_name,
        external_id,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::created("scim_group", id)).await?;
    Ok(id)
}

/// The directory no longer provisions a group.
pub async fn end_group(work: &mut Work, group: Uuid) -> Result<()> {
    let now = work.now();
    let done = sqlx::query!(
        "update access.scim_group set ended_at = $2 where id = $1 and ended_at is null",
        group,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    event::record(work, event::note(ledger::Action::Ended).about("scim_group", group)).await?;
    Ok(())
}
