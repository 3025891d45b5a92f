//! The two ends of the pipe: a thread that generates and seals, a task that copies into both databases.

#[cfg(any(test, feature = "testing"))]
use ledger::{Event, Salt};
use sqlx::{Connection as _, PgConnection};
use tokio::sync::mpsc;

use super::Counts;
use super::batch::Batch;
use super::set_aside;
use crate::{Result, Store};

/// How many batches may wait between the two.
const WAITING: usize = 3;

/// Runs `generate` on a thread of its own and copies what it gives, all in one transaction for each database: the keys
/// are kept just before the record, so that no record is ever without its key.
pub(super) async fn load(
    store: &Store,
    generate: impl FnOnce(mpsc::Sender<Batch>) -> Result<()> + Send + 'static,
    mut progress: impl FnMut(u64),
) -> Result<Counts> {
    let (sender, mut batches) = mpsc::channel(WAITING);
    let generator = tokio::task::spawn_blocking(move || generate(sender));
    let mut record = store.pool.acquire().await?;
    let mut keys = store.keys.acquire().await?;
    let mut record = record.begin().await?;
    let mut keys = keys.begin().await?;
    let mut counts = Counts::default();
    // Everybody's retention date is worked out at the end, when the pack is put in force.
    sqlx::raw_sql("set local kith.filling = 'on'").execute(&mut *record).await?;
    let before = last_event(&mut record).await?;
    let aside = set_aside::set_aside(&mut record).await?;
    while let Some(mut batch) = batches.recv().await {
        copy(&mut keys, Batch::copy_keys(), std::mem::take(&mut batch.keys)).await?;
        for (table, lines) in batch.record() {
            *counts.rows.entry(table.name()).or_default() += copy(&mut record, table.copy(), lines).await?;
        }
        counts.people += batch.people;
        progress(counts.people);
    }
    generator
        .await
        .map_err(|error| crate::Error::Database(sqlx::Error::Io(std::io::Error::other(error))))??;
    wait_for_the_tree(&mut record, before).await?;
    set_aside::restore(&mut record, aside).await?;
    keys.commit().await?;
    record.commit().await?;
    // The planner must know at once how much there is, not when autovacuum comes round.
    sqlx::raw_sql("analyze").execute(&store.pool).await?;
    Ok(counts)
}

/// Copies events and nothing else, for measuring; they wait for the tree as all do.
#[cfg(any(test, feature = "testing"))]
pub(crate) async fn copy_events(store: &Store, events: impl Iterator<Item = (Event, Salt)>) -> Result<()> {
    let mut batch = Batch::new();
    events.for_each(|(event, salt)| super::events::line(&mut batch, &event, &salt));
    let mut record = store.pool.begin().await?;
    let before = last_event(&mut record).await?;
    for (table, lines) in batch.record() {
        copy(&mut record, table.copy(), lines).await?;
    }
    wait_for_the_tree(&mut record, before).await?;
    Ok(record.commit().await?)
}

async fn copy(connection: &mut PgConnection, statement: &str, lines: Vec<u8>) -> Result<u64> {
    let mut copying = connection.copy_in_raw(statement).await?;
    copying.send(lines).await?;
    Ok(copying.finish().await?)
}

/// Every event after that one waits to become a leaf.
async fn wait_for_the_tree(record: &mut PgConnection, before: i64) -> Result<()> {
    sqlx::query!("insert into audit.waiting (seq) select seq from audit.event where seq > $1", before)
        .execute(record)
        .await?;
    Ok(())
}

/// The newest event there is; every one after it is to be a leaf of the tree.
async fn last_event(record: &mut PgConnection) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select coalesce(max(seq), 0) as "seq!" from audit.event"#)
        .fetch_one(record)
        .await?)
}
