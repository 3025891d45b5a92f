//! Leaving, and coming back.

use std::collections::BTreeSet;

use jiff_sqlx::ToSqlx;
use ledger::{Action, Code};
use uuid::Uuid;

use super::{set_roles, set_teams};
use crate::staff::{recovery, session};
use crate::{Error, Result, Work, event};

/// What a leaver leaves behind, for whoever must give it to somebody else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Left {
    /// Sessions ended.
    pub sessions: u64,
    /// Grants ended.
    pub grants: u64,
    /// Families still allocated to them.
    pub allocations: i64,
}

/// Somebody leaves: at once they are signed out everywhere, and roles, teams, grants, passkeys, recovery codes and
/// identities end. `by` says what told us: `staff_file` or `scim`. Their families stay allocated to their name until
/// somebody else takes them on, so that nobody is forgotten.
///
/// # Errors
/// [`Error::AlreadyDone`] when they left before.
pub async fn leave(work: &mut Work, account: Uuid, by: &'static str) -> Result<Left> {
    let now = work.now().to_sqlx();
    let done = sqlx::query!(
        "update access.account set ended_at = $2 where id = $1 and ended_at is null",
        account,
        now
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::AlreadyDone);
    }
    let id = work.new_id();
    sqlx::query!(
        "insert into access.account_ending (id, account_id, ended_at, ended_by) values ($1, $2, $3, $4)",
        id,
        account,
        now,
        by
    )
    .execute(work.sql())
    .await?;
    set_roles(work, account, &BTreeSet::new()).await?;
    set_teams(work, account, &BTreeSet::new()).await?;
    let sessions = session::end_all(work, account).await?;
    let grants = sqlx::query!(
        "update access.access_grant set ended_at = $2 where account_id = $1 and ended_at is null",
        account,
        now
    )
    .execute(work.sql())
    .await?
    .rows_affected();
    sqlx::query!(
        "update access.passkey set removed_at = $2 where account_id = $1 and removed_at is null",
        account,
        now
    )
    .execute(work.sql())
    .await?;
    sqlx::query!(
        "update access.identity set ended_at = $2 where account_id = $1 and ended_at is null",
        account,
        now
    )
    .execute(work.sql())
    .await?;
    recovery::replace(work, account, &[]).await?;
    let allocations = sqlx::query_scalar!(
        r#"select count(*) as "count!" from casework.allocation where account_id = $1 and ended_at is null"#,
        account
    )
    .fetch_one(work.sql())
    .await?;
    let left = Left { sessions, grants, allocations };
    let note = event::note(Action::Ended).about("account", account).because(Code::of(by));
    let note = note.count("sessions", sessions as usize).count("grants", grants as usize);
    event::record(work, note.count("allocations", usize::try_from(allocations).unwrap_or_default())).await?;
    Ok(left)
}

/// Somebody who left comes back, without what they had: roles, teams and identities are given again.
///
/// # Errors
/// [`Error::AlreadyDone`] when they never left.
pub async fn come_back(work: &mut Work, account: Uuid) -> Result<()> {
    let now = work.now().to_sqlx();
    // A password of before would open the door again; the provider, or an administrator, lets them in.
    let done = sqlx::query!(
        "update access.account set ended_at = null, password_hash = null where id = $1 and ended_at is not null",
        account
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::AlreadyDone);
    }
    sqlx::query!(
        "update access.account_ending set reopened_at = $2 where account_id = $1 and reopened_at is null",
        account,
        now
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("account", account).flag("came_back", true)).await?;
    Ok(())
}
