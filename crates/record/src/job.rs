//! Jobs kept in the database: enqueued with the change that calls for them, taken by one runner at a time.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Work};

/// After this many failures a job is set aside for a person to look at.
pub const MOST_ATTEMPTS: i32 = 8;

/// A job taken by a runner.
#[derive(Debug)]
pub struct Job {
    /// Its row.
    pub id: Uuid,
    /// What to do.
    pub kind: String,
    /// With what: ids only, never anything personal.
    pub payload: Value,
    /// How often it has been tried, this time included.
    pub attempts: i32,
}

/// Puts a job on the queue; it exists once the work commits.
pub async fn enqueue(work: &mut Work, kind: &str, payload: Value, run_at: Timestamp) -> Result<Uuid> {
    let id = work.new_id();
    sqlx::query!(
        "insert into work.job (id, kind, payload, run_at, queued_at) values ($1, $2, $3, $4, $5)",
        id,
        kind,
        payload,
        run_at.to_sqlx(),
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}

/// As [`enqueue`], for a job that must exist once only: the same words in `once` never make a second one.
pub async fn enqueue_once(
    work: &mut Work,
    once: &str,
    kind: &str,
    payload: Value,
    run_at: Timestamp,
) -> Result<()> {
    // A keyed hash of the words is the job's id, so that the database itself refuses the second; while the master is being
    // changed, the first may have come under the former one.
    let hashes = work.store().keyring().blind_indexes("job", once);
    let ids: Vec<Uuid> = hashes.iter().map(|hash| id_of(hash.as_bytes())).collect();
    sqlx::query!(
        "insert into work.job (id, kind, payload, run_at, queued_at)
         select $1, $2, $3, $4, $5 where not exists (select 1 from work.job where id = any ($6)) on conflict do nothing",
        ids.first(),
        kind,
        payload,
        run_at.to_sqlx() as _,
        work.now().to_sqlx() as _,
        &ids
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

fn id_of(hash: &[u8; 32]) -> Uuid {
    let (first, _) = hash.split_first_chunk().expect("a hash has thirty-two bytes");
    uuid::Builder::from_random_bytes(*first).into_uuid()
}

/// Takes the next job that is due. It stays locked until the work commits, so a crashed runner gives it back.
pub async fn take(work: &mut Work) -> Result<Option<Job>> {
    let now = work.now().to_sqlx();
    Ok(sqlx::query_as!(
        Job,
        "update work.job set attempts = attempts + 1, taken_at = $1
         where id = (select id from work.job where done_at is null and failed_at is null and run_at <= $1
                     order by run_at for update skip locked limit 1)
         returning id, kind, payload, attempts",
        now
    )
    .fetch_optional(work.sql())
    .await?)
}

/// The job is done.
pub async fn done(work: &mut Work, job: Uuid) -> Result<()> {
    sqlx::query!(
        "update work.job set done_at = $2, last_error = null where id = $1",
        job,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// The job failed: try again later, each time after twice as long, and set it aside after [`MOST_ATTEMPTS`].
/// `error` must say what failed without saying whom it concerned.
pub async fn failed(work: &mut Work, job: &Job, error: &str) -> Result<()> {
    let now = work.now();
    let set_aside = (job.attempts >= MOST_ATTEMPTS).then(|| now.to_sqlx());
    let again = now + SignedDuration::from_secs(15 << job.attempts.clamp(0, 10));
    sqlx::query!(
        "update work.job set run_at = $2, failed_at = $3, last_error = $4 where id = $1",
        job.id,
        again.to_sqlx(),
        set_aside,
        error
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// The job cannot ever succeed: it is set aside at once, for a person to look at. `error` as for [`failed`].
pub async fn give_up(work: &mut Work, job: &Job, error: &str) -> Result<()> {
    sqlx::query!(
        "update work.job set failed_at = $2, last_error = $3 where id = $1",
        job.id,
        work.now().to_sqlx(),
        error
    )
    .execute(work.sql())
    .await?;
    Ok(())
}
