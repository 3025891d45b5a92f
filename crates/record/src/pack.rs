//! The council's pack as loaded: immutable, and stamped on every record.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Result, Work};

/// Stores a version of the pack, or finds it already there. `files` maps a path to its text; `digest` identifies the
/// whole.
pub async fn store(work: &mut Work, council: &str, digest: &[u8], files: &serde_json::Value) -> Result<Uuid> {
    if let Some(id) = sqlx::query_scalar!("select id from casework.pack_version where digest = $1", digest)
        .fetch_optional(work.sql())
        .await?
    {
        return Ok(id);
    }
    let id = work.new_id();
    sqlx::query!(
        "insert into casework.pack_version (id, council, digest, files, loaded_at) values ($1, $2, $3, $4, $5)",
        id,
        council,
        digest,
        files,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}
