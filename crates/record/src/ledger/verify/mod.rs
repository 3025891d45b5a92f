//! Checking all of the ledger: every event against its leaf, leaves against tiles, tiles against what was signed, and
//! that against what others kept: witnesses' checkpoints and receipts.
//!
//! Whoever can write to the database can change anything in it; what they cannot do is sign. So everything is worked out
//! anew from the rows, and the end of it compared with signatures. What a signature cannot show either (that the whole
//! database is an old copy, or that the council itself signed two histories) only a witness's checkpoint can, and that an
//! event was taken away before it became a leaf only a receipt.

mod binary;
mod chunk;
mod erasures;
mod finding;
mod heads;
mod keys;
mod outside;
mod report;
pub(super) mod row;
mod upper;
mod workers;

use std::sync::Arc;

use ::ledger::{Receipt, VerifierKey};
use jiff::Timestamp;
use sqlx::Connection as _;

pub use finding::Finding;
pub use report::Report;

use crate::{Result, Store};

/// What to check against.
#[derive(Debug, Clone)]
pub struct Against {
    /// The log's key.
    pub log: VerifierKey,
    /// Witnesses' keys, to check the cosignatures on file with.
    pub witnesses: Vec<VerifierKey>,
    /// Signed checkpoints kept outside, as text: what a witness keeps.
    pub checkpoints: Vec<String>,
    /// Receipts kept outside.
    pub receipts: Vec<Receipt>,
    /// Now: a receipt's event may take [a second](outside::PATIENCE) to become a leaf.
    pub now: Timestamp,
}

/// Checks everything, as it stands at one moment, on two connections. `progress` is told how many leaves are done and how
/// many there are.
///
/// # Errors
/// Only if the database does not answer. What is wrong with the ledger is in the [`Report`].
pub async fn verify(store: &Store, against: &Against, progress: impl Fn(u64, u64)) -> Result<Report> {
    let mut sql = sqlx::PgConnection::connect_with(&store.pool.connect_options()).await?;
    sqlx::raw_sql("begin isolation level repeatable read read only; set local jit = off")
        .execute(&mut sql)
        .await?;
    let mut report = Report::default();
    let heads = Arc::new(heads::read(&mut sql, against, &mut report).await?);
    let erased = Arc::new(erasures::read(&mut sql).await?);
    let chunks = workers::run(store, &mut sql, against, &heads, &erased, progress).await?;
    let tree = upper::join(&mut sql, &heads, chunks, &mut report).await?;
    heads::compare(&heads, &tree, &mut report);
    erasures::check(&mut sql, &erased, &tree, &mut report).await?;
    outside::events_out_of_the_tree(&mut sql, &tree, &mut report).await?;
    outside::receipts(&mut sql, against, &tree, &mut report).await?;
    sqlx::raw_sql("rollback").execute(&mut sql).await?;
    sql.close().await?;
    Ok(report)
}
