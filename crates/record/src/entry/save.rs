//! Saving answers as they are typed, by several people at once.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::begin::open_family;
use crate::access::{Permit, may};
use crate::{Error, Result, Work, event};

/// One answer as somebody left it.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// Where it stands in the form: `analysis`, `child.2.wishes`.
    pub path: &'a str,
    /// The answer, as JSON; empty where it was taken away.
    pub value: &'a str,
    /// The version that was before them when they began to type: 0 where there was no answer.
    pub seen: i32,
}

/// What became of one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is the answer now, in this version.
    Kept {
        /// What the next change of it must have seen.
        version: i32,
    },
    /// Somebody else had changed it meanwhile. Theirs stands, and this is kept beside it until somebody chooses.
    Beside {
        /// The version of theirs.
        version: i32,
        /// What theirs says, as JSON.
        theirs: String,
        /// When they saved it.
        saved_at: Timestamp,
        /// Who they are.
        saved_by: String,
    },
}

/// Saves changes of an open entry, each by itself: one that meets another's loses nothing of the rest. Gives what became of
/// each, in their order.
///
/// No event is written for each: that somebody is at work on it was on record when they opened it, and a record of every few
/// seconds would bury what matters. Who saved what last stands with the answer.
pub async fn save(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    changes: &[Change<'_>],
) -> Result<Vec<Saved>> {
    open_family(work, permit, entry).await?;
    let key = sqlx::query_scalar!("select key_id from casework.entry where id = $1", entry);
    let key = key.fetch_one(work.sql()).await?;
    let key = work.key(key).await?;
    let mut saved = Vec::with_capacity(changes.len());
    for change in changes {
        saved.push(one(work, &key, entry, change).await?);
    }
    Ok(saved)
}

async fn one(
    work: &mut Work,
    key: &crate::work::RecordKey,
    entry: Uuid,
    change: &Change<'_>,
) -> Result<Saved> {
    let (staff, now) = (work.staff()?.account, work.now().to_sqlx());
    let there = sqlx::query!(
        "select a.id, a.version, a.value_sealed, a.saved_at, a.saved_by, o.display_name
         from casework.entry_answer a join access.account o on o.id = a.saved_by
         where a.entry_id = $1 and a.path = $2 for update of a",
        entry,
        change.path
    )
    .fetch_optional(work.sql())
    .await?;
    let Some(there) = there else {
        let id = work.new_id();
        let value = work.seal(key, "entry_answer", "value_sealed", id, change.value)?;
        let made = sqlx::query!(
            "insert into casework.entry_answer (id, entry_id, path, value_sealed, version, saved_at, saved_by)
             values ($1, $2, $3, $4, 1, $5, $6) on conflict (entry_id, path) do nothing",
            id,
            entry,
            change.path,
            value,
            now,
            staff
        );
        // Another began the same answer in this very moment: theirs is there now.
        return match made.execute(work.sql()).await?.rows_affected() {
            0 => Box::pin(one(work, key, entry, change)).await,
            _ => Ok(Saved::Kept { version: 1 }),
        };
    };
    let theirs = key.open("entry_answer", "value_sealed", there.id, &there.value_sealed)?;
    if theirs == change.value {
        return Ok(Saved::Kept { version: there.version });
    }
    // Their own answer from another tab or device is no other person's.
    if there.version != change.seen && there.saved_by != staff {
        keep_beside(work, key, entry, change).await?;
        return Ok(Saved::Beside {
            version: there.version,
            theirs,
            saved_at: there.saved_at.to_jiff(),
            saved_by: there.display_name,
        });
    }
    let value = work.seal(key, "entry_answer", "value_sealed", there.id, change.value)?;
    let version = sqlx::query_scalar!(
        "update casework.entry_answer set value_sealed = $2, version = version + 1, saved_at = $3, saved_by = $4
         where id = $1 returning version",
        there.id,
        value,
        now,
        staff
    );
    Ok(Saved::Kept { version: version.fetch_one(work.sql()).await? })
}

/// The newest that this officer typed beside another's answer.
async fn keep_beside(
    work: &mut Work,
    key: &crate::work::RecordKey,
    entry: Uuid,
    change: &Change<'_>,
) -> Result<()> {
    let (staff, now) = (work.staff()?.account, work.now().to_sqlx());
    let there = sqlx::query_scalar!(
        "select id from casework.entry_rival
         where entry_id = $1 and path = $2 and saved_by = $3 and settled_at is null for update",
        entry,
        change.path,
        staff
    );
    let id = there.fetch_optional(work.sql()).await?.unwrap_or_else(|| work.new_id());
    let value = work.seal(key, "entry_rival", "value_sealed", id, change.value)?;
    sqlx::query!(
        "insert into casework.entry_rival (id, entry_id, path, value_sealed, saved_at, saved_by)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set value_sealed = excluded.value_sealed, saved_at = excluded.saved_at",
        id,
        entry,
        change.path,
        value,
        now,
        staff
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// Somebody has looked at both and chosen: `value` is the answer from now on, whichever it was or a third made of both. Every
/// version of it that waited is settled; they stay on file, sealed, until the entry is finished.
///
/// [`Error::Stale`] where the answer has changed again since `seen`.
pub async fn settle(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    change: Change<'_>,
) -> Result<i32> {
    open_family(work, permit, entry).await?;
    let (staff, now) = (work.staff()?.account, work.now().to_sqlx());
    let row = sqlx::query!(
        "select a.id, a.version, e.key_id from casework.entry_answer a join casework.entry e on e.id = a.entry_id
         where a.entry_id = $1 and a.path = $2 for update of a",
        entry,
        change.path
    );
    let row = row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    if row.version != change.seen {
        return Err(Error::Stale);
    }
    let key = work.key(row.key_id).await?;
    let value = work.seal(&key, "entry_answer", "value_sealed", row.id, change.value)?;
    let version = sqlx::query_scalar!(
        "update casework.entry_answer set value_sealed = $2, version = version + 1, saved_at = $3, saved_by = $4
         where id = $1 returning version",
        row.id,
        value,
        now,
        staff
    );
    let version = version.fetch_one(work.sql()).await?;
    sqlx::query!(
        "update casework.entry_rival set settled_at = $3, settled_by = $4
         where entry_id = $1 and path = $2 and settled_at is null",
        entry,
        change.path,
        now,
        staff
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("entry", entry).flag("settled", true)).await?;
    Ok(version)
}
