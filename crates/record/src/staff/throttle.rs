//! Rate limits, counted in fixed windows, the same for every server on the database.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;

use crate::{Result, Work};

/// So many in so long.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// How many are let through in a window.
    pub allowed: i32,
    /// How long a window is.
    pub window: SignedDuration,
}

/// Counts one more of `what` (a kind and a value, such as an address) and says whether it is still within the limit.
/// The value is stored only as a keyed hash. A change of master key begins every count afresh, once.
pub async fn allow(work: &mut Work, kind: &str, value: &str, limit: Limit) -> Result<bool> {
    let bucket = work.store().keyring().blind_index(&format!("throttle {kind}"), value);
    let start = window_start(work.now(), limit.window);
    let count = sqlx::query_scalar!(
        "insert into access.throttle (bucket, window_start, count) values ($1, $2, 1)
         on conflict (bucket, window_start) do update set count = access.throttle.count + 1 returning count",
        bucket.as_bytes(),
        start.to_sqlx()
    )
    .fetch_one(work.sql())
    .await?;
    Ok(count <= limit.allowed)
}

/// Forgets windows that ended more than a day ago.
pub async fn sweep(work: &mut Work) -> Result<u64> {
    let before = (work.now() - SignedDuration::from_hours(24)).to_sqlx();
    Ok(sqlx::query!("delete from access.throttle where window_start < $1", before)
        .execute(work.sql())
        .await?
        .rows_affected())
}

fn window_start(now: Timestamp, window: SignedDuration) -> Timestamp {
    let length = window.as_secs().max(1);
    let second = now.as_second().div_euclid(length) * length;
    Timestamp::from_second(second).unwrap_or(now)
}
