//! How far a long job is, for whoever waits for it.
//!
//! A job's own transaction shows nothing before it ends, so this is said in short ones of its own, every few seconds even where nothing
//! has changed: what is silent for longer than [`SILENT`] has stopped without an end.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use tokio::sync::watch;
use tokio::time::Instant;
use uuid::Uuid;

use crate::{Actor, Result, Store, Work};

/// After this long without a word a job is not running any more.
pub const SILENT: SignedDuration = SignedDuration::from_mins(2);

/// How often it is said at least, and at most.
const EVERY: Duration = Duration::from_secs(5);

/// What a job does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// A word of the program.
    pub word: &'static str,
    /// How much of it is done.
    pub done: u64,
    /// Of how much, where that is known.
    pub whole: Option<u64>,
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What it does now, as its [`Step`] has it.
    pub step: String,
    /// How much of that is done.
    pub done: i64,
    /// Of how much, where that is known.
    pub whole: Option<i64>,
    /// When the job began.
    pub begun_at: Timestamp,
}

/// How far the job of a kind is that is running now. Nothing where none is.
pub async fn of(work: &mut Work, kind: &str) -> Result<Option<Progress>> {
    let since = work.now() - SILENT;
    let row = sqlx::query!(
        "select step, done, whole, begun_at from work.progress where kind = $1 and said_at > $2 order by said_at desc, id limit 1",
        kind,
        since.to_sqlx()
    );
    let row = row.fetch_optional(work.sql()).await?;
    Ok(row.map(|row| Progress {
        step: row.step,
        done: row.done,
        whole: row.whole,
        begun_at: row.begun_at.to_jiff(),
    }))
}

/// Says of a job of a kind how far it is, until nobody holds the other end of `told` any more; then nothing is left of it. That it cannot be
/// said stops no job.
pub async fn tell(store: Store, kind: &'static str, begun_at: Timestamp, mut told: watch::Receiver<Step>) {
    let (id, begun) = (store.new_id(), Instant::now());
    let now = || SignedDuration::try_from(begun.elapsed()).map_or(begun_at, |passed| begun_at + passed);
    loop {
        let step = *told.borrow_and_update();
        if let Err(error) = say(&store, (id, kind), step, begun_at, now()).await {
            tracing::warn!(%error, kind, "how far a job is could not be said");
        }
        if ended(&mut told).await {
            break;
        }
    }
    if let Err(error) = end(&store, id, now()).await {
        tracing::warn!(%error, kind, "that a job has ended could not be said");
    }
}

/// Waits until it is time to say it again. Whether the job has ended instead.
async fn ended(told: &mut watch::Receiver<Step>) -> bool {
    let pause = tokio::time::sleep(EVERY);
    tokio::pin!(pause);
    loop {
        tokio::select! {
            () = &mut pause => return false,
            changed = told.changed() => if changed.is_err() { return true },
        }
    }
}

async fn say(
    store: &Store,
    (id, kind): (Uuid, &'static str),
    step: Step,
    begun_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let mut work = store.begin(Actor::System(kind), now).await?;
    sqlx::query!(
        "insert into work.progress (id, kind, step, done, whole, begun_at, said_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (id) do update set step = excluded.step, done = excluded.done, whole = excluded.whole, said_at = excluded.said_at",
        id,
        kind,
        step.word,
        step.done as i64,
        step.whole.map(|whole| whole as i64),
        begun_at.to_sqlx(),
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    work.commit().await
}

/// Takes away what was said of a run, and what others left that stopped without an end.
async fn end(store: &Store, id: Uuid, now: Timestamp) -> Result<()> {
    let mut work = store.begin(Actor::System("progress"), now).await?;
    sqlx::query!("delete from work.progress where id = $1 or said_at < $2", id, (now - SILENT).to_sqlx())
        .execute(work.sql())
        .await?;
    work.commit().await
}
