//! Two connections, one chunk after the other each, all seeing the database as it was at one moment.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::Against;
use super::chunk::{self, CHUNK, Chunk, Known};
use super::heads::Heads;
use crate::{Result, Store};

/// As many as there are likely processors to spare.
const WORKERS: usize = 2;

/// Checks every chunk; gives them in order.
pub(super) async fn run(
    store: &Store,
    sql: &mut PgConnection,
    against: &Against,
    heads: &Arc<Heads>,
    erased: &Arc<BTreeMap<u64, Uuid>>,
    progress: impl Fn(u64, u64),
) -> Result<Vec<Chunk>> {
    let snapshot: String = sqlx::query_scalar("select pg_export_snapshot()").fetch_one(&mut *sql).await?;
    let promised = against.receipts.iter().flat_map(|receipt| receipt.leaves.iter().copied()).collect();
    let known = Arc::new(Known { heads: heads.clone(), erased: erased.clone(), promised });
    let next = Arc::new(AtomicU64::new(0));
    // Dropped unfinished, they stop.
    let mut workers = tokio::task::JoinSet::new();
    let (sender, mut finished) = mpsc::channel(WORKERS);
    for _ in 0..WORKERS {
        workers.spawn(work(store.clone(), snapshot.clone(), known.clone(), next.clone(), sender.clone()));
    }
    drop(sender);
    let mut chunks = BTreeMap::new();
    while let Some((number, chunk)) = finished.recv().await {
        chunks.insert(number, chunk);
        progress((chunks.len() as u64 * CHUNK).min(heads.size()), heads.size());
    }
    while let Some(ended) = workers.join_next().await {
        ended.map_err(|error| crate::Error::Database(sqlx::Error::Io(std::io::Error::other(error))))??;
    }
    Ok(chunks.into_values().collect())
}

async fn work(
    store: Store,
    snapshot: String,
    known: Arc<Known>,
    next: Arc<AtomicU64>,
    finished: mpsc::Sender<(u64, Chunk)>,
) -> Result<()> {
    let mut sql = PgConnection::connect_with(&store.pool.connect_options()).await?;
    // A chunk is too small for PostgreSQL's own helpers to be worth starting; we are two already.
    let begin = format!(
        "begin isolation level repeatable read read only; set transaction snapshot '{snapshot}'; \
         set local jit = off; set local max_parallel_workers_per_gather = 0"
    );
    sqlx::raw_sql(AssertSqlSafe(begin)).execute(&mut sql).await?;
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number * CHUNK >= known.heads.size() {
            break;
        }
        let chunk = chunk::check(&mut sql, &store, &known, number).await?;
        if finished.send((number, chunk)).await.is_err() {
            break;
        }
    }
    sql.close().await?;
    Ok(())
}
