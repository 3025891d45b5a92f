//! Proof files and checkpoints for whoever asks.

use ::ledger::tree::{Hash, Plan};
use ::ledger::{Note, Proof, Request, Revealed, Salt, Signature};
use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use super::verify::row::{self, Columns};
use super::{Trouble, tiles};
use crate::{Error, Result, Store};

/// A checkpoint with its cosignatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// How many leaves.
    pub size: u64,
    /// The note, with a line of every witness that signed it.
    pub note: String,
    /// When the log signed it.
    pub made_at: Timestamp,
    /// How many witnesses signed it.
    pub witnesses: usize,
}

/// The newest checkpoint. Nothing while there are no leaves.
pub async fn newest(store: &Store) -> Result<Option<Signed>> {
    let mut sql = store.pool.acquire().await?;
    let size = sqlx::query_scalar!("select max(size) from audit.checkpoint").fetch_one(&mut *sql).await?;
    match size {
        Some(size) => Ok(Some(signed(&mut sql, size).await?)),
        None => Ok(None),
    }
}

/// The newest checkpoint that a witness signed, if there is one with more than `index` leaves; else the newest.
pub async fn checkpoint(sql: &mut PgConnection, index: u64) -> Result<Signed> {
    let size = sqlx::query_scalar!(
        r#"select coalesce((select max(size) from audit.cosignature where size > $1),
                           (select max(size) from audit.checkpoint where size > $1)) as size"#,
        index as i64
    )
    .fetch_one(&mut *sql)
    .await?;
    signed(sql, size.ok_or(Trouble::NotYet)?).await
}

async fn signed(sql: &mut PgConnection, size: i64) -> Result<Signed> {
    let row = sqlx::query!("select note, made_at from audit.checkpoint where size = $1", size)
        .fetch_one(&mut *sql)
        .await?;
    let lines =
        sqlx::query_scalar!("select line from audit.cosignature where size = $1 order by witness", size)
            .fetch_all(&mut *sql)
            .await?;
    let mut note = Note::parse(&row.note).map_err(|_| Trouble::NotAsSigned)?;
    for line in &lines {
        let line = Signature::parse(line).map_err(|_| Trouble::NotAsSigned)?;
        note.add(line).map_err(|_| Trouble::NotAsSigned)?;
    }
    let made_at = row.made_at.to_jiff();
    Ok(Signed { size: size as u64, note: note.to_string(), made_at, witnesses: lines.len() })
}

/// The proof file of one event, with what it says and its salt: who may have it has been decided before.
///
/// # Errors
/// [`Error::NotFound`] if there is no such event (any more), [`Trouble::NotYet`] in the second before it is a leaf.
pub async fn prove(store: &Store, event: Uuid) -> Result<Proof> {
    let mut sql = store.pool.acquire().await?;
    let found = sqlx::query_as!(
        Columns,
        r#"select e.id, e.at as "at: _", e.actor_kind, e.actor_id, e.action, e.level, e.subject_kind, e.subject_id,
               e.basis, e.details, e.words_sealed, e.salt, l.index as "index?"
           from audit.event e left join audit.leaf l using (seq) where e.id = $1"#,
        event
    )
    .fetch_optional(&mut *sql)
    .await?
    .ok_or(Error::NotFound)?;
    let index = found.index.ok_or(Trouble::NotYet)? as u64;
    let salt = Salt::new(found.salt.as_slice().try_into().map_err(|_| Trouble::NotAsSigned)?);
    let event = row::event(&found).map_err(|_| Trouble::NotAsSigned)?;
    let checkpoint = checkpoint(&mut sql, index).await?;
    let plan = Plan::inclusion(index, checkpoint.size).map_err(|_| Trouble::NotYet)?;
    let fetched = tiles::read(&mut sql, plan.tiles()).await?;
    Ok(Proof {
        extra: Some(Revealed::new(&event, &salt).to_bytes()),
        index,
        hashes: plan.hashes(&fetched).map_err(Trouble::from)?,
        checkpoint: checkpoint.note,
    })
}

/// The event of a line (from 0) and its leaf. Nothing if the tree is smaller, or the event was erased.
pub async fn at(store: &Store, line: u64) -> Result<Option<(Uuid, Hash)>> {
    let found = sqlx::query!(
        "select e.id, e.leaf from audit.leaf l join audit.event e using (seq) where l.index = $1",
        line as i64
    )
    .fetch_optional(&store.pool)
    .await?;
    Ok(found.and_then(|row| Some((row.id, row.leaf.as_slice().try_into().ok()?))))
}

/// The newest checkpoint with the proof that its tree begins with that of `old` leaves: what a witness is sent, and what
/// `kith-verify consistency` reads. Nothing while there are no leaves.
///
/// # Errors
/// [`Trouble::NoSuchSize`] if the tree is smaller than `old`.
pub async fn since(store: &Store, old: u64) -> Result<Option<(Request, Signed)>> {
    let Some(newest) = newest(store).await? else { return Ok(None) };
    let plan = Plan::consistency(old, newest.size).map_err(|_| Trouble::NoSuchSize)?;
    let mut sql = store.pool.acquire().await?;
    let fetched = tiles::read(&mut sql, plan.tiles()).await?;
    let proof = plan.hashes(&fetched).map_err(Trouble::from)?;
    Ok(Some((Request { old, proof, checkpoint: newest.note.clone() }, newest)))
}
