//! The council's pack as loaded: immutable, and stamped on every record.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Result, Work};

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

/// A version of a council's pack, at a time when it was put in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackVersion {
    /// Its `pack_version`.
    pub id: Uuid,
    /// Its files: path inside the pack, and text.
    pub files: BTreeMap<String, String>,
    /// When it was first loaded.
    pub loaded_at: Timestamp,
    /// When it was put in force. A pack that was put back has a row for each time.
    pub in_force_from: Timestamp,
}

/// The packs of a council that have been in force, the first one first. A pack that was loaded and turned down is not among
/// them: nobody was promised anything by it.
pub async fn in_force(work: &mut Work, council: &str) -> Result<Vec<PackVersion>> {
    let rows = sqlx::query!(
        "select v.id, v.files, v.loaded_at, f.put_at from casework.pack_in_force f
         join casework.pack_version v on v.id = f.pack_version_id
         where v.council = $1 order by f.put_at, f.id",
        council
    )
    .fetch_all(work.sql())
    .await?;
    let versions = rows.into_iter().map(|row| PackVersion {
        id: row.id,
        files: serde_json::from_value(row.files).unwrap_or_default(),
        loaded_at: row.loaded_at.to_jiff(),
        in_force_from: row.put_at.to_jiff(),
    });
    Ok(versions.collect())
}

/// The files of a version of the pack: path inside the pack, and text. What was filled in under it is read with them.
pub async fn files(work: &mut Work, version: Uuid) -> Result<BTreeMap<String, String>> {
    let files = sqlx::query_scalar!("select files from casework.pack_version where id = $1", version);
    let files = files.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    Ok(serde_json::from_value(files).unwrap_or_default())
}
