//! Codes emailed to somebody who comes back to a draft. The digits themselves are nowhere in the record.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Result, Work};

/// What is kept of a code.
#[derive(Debug, Clone)]
pub struct ReturnCode {
    /// Its row.
    pub id: Uuid,
    /// Keyed hash of the digits.
    pub hash: Vec<u8>,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// Tries so far.
    pub tries: i32,
    /// When it was used, if it was.
    pub used_at: Option<Timestamp>,
}

/// Keeps a fresh code. Only the newest of a draft is ever looked at.
pub async fn keep(work: &mut Work, draft: Uuid, hash: &[u8], expires_at: Timestamp) -> Result<Uuid> {
    let id = work.new_id();
    sqlx::query!(
        "insert into casework.return_code (id, draft_id, code_hash, sent_at, expires_at) values ($1, $2, $3, $4, $5)",
        id,
        draft,
        hash,
        work.now().to_sqlx(),
        expires_at.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}

/// The newest code of a draft, its row held until the work ends, so that tries made at once are all counted.
pub async fn newest(work: &mut Work, draft: Uuid) -> Result<Option<ReturnCode>> {
    let row = sqlx::query!(
        "select id, code_hash, expires_at, tries, used_at from casework.return_code where draft_id = $1
         order by sent_at desc, id limit 1 for update",
        draft
    )
    .fetch_optional(work.sql())
    .await?;
    Ok(row.map(|row| ReturnCode {
        id: row.id,
        hash: row.code_hash,
        expires_at: row.expires_at.to_jiff(),
        tries: row.tries,
        used_at: row.used_at.map(|at| at.to_jiff()),
    }))
}

/// Counts a wrong try.
pub async fn tried(work: &mut Work, id: Uuid) -> Result<()> {
    sqlx::query!("update casework.return_code set tries = tries + 1 where id = $1", id)
        .execute(work.sql())
        .await?;
    Ok(())
}

/// The code was right and is used up.
pub async fn used(work: &mut Work, id: Uuid) -> Result<()> {
    sqlx::query!("update casework.return_code set used_at = $2 where id = $1", id, work.now().to_sqlx())
        .execute(work.sql())
        .await?;
    Ok(())
}
