//! Sessions: a random token in a cookie, its hash in a row.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Result, Staff, Work};

/// Signed out after this long without a page. What was typed is on the page that says so.
pub const IDLE: SignedDuration = SignedDuration::from_mins(15);
/// Signed out after this long whatever happens.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);

/// A live session.
pub struct Session {
    /// Its row.
    pub id: Uuid,
    /// Whose it is.
    pub staff: Staff,
    /// When it ends if no page is opened before: fifteen minutes after the last, or at the end of twelve hours.
    pub idle_until: Timestamp,
    /// When the second step was last passed: at sign-in, or when asked again.
    pub second_step_at: Timestamp,
}

impl Session {
    /// Whether the second step was passed within the last five minutes, as the most sensitive things ask.
    pub fn is_stepped_up(&self, now: Timestamp) -> bool {
        now.duration_since(self.second_step_at) <= STEPPED_UP
    }
}

/// How long a second step counts for what needs one afresh.
pub const STEPPED_UP: SignedDuration = SignedDuration::from_mins(5);

/// One of somebody's own sessions, to look at.
pub struct Listed {
    /// Its row.
    pub id: Uuid,
    /// When they signed in.
    pub started_at: Timestamp,
    /// When a page was last opened.
    pub last_seen_at: Timestamp,
}

/// How long the second step may take after the first.
pub const HALFWAY: SignedDuration = SignedDuration::from_mins(10);

/// The password was right: a session that opens nothing until the second step is passed.
pub async fn start_halfway(work: &mut Work, account: Uuid, token_hash: &[u8]) -> Result<Uuid> {
    let (id, now) = (work.new_id(), work.now());
    sqlx::query!(
        "insert into access.session (id, token_hash, account_id, started_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $4, $5)",
        id,
        token_hash,
        account,
        now.to_sqlx(),
        (now + HALFWAY).to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}

/// The halfway session behind a token: its id and whose it is.
pub async fn halfway(work: &mut Work, token_hash: &[u8]) -> Result<Option<(Uuid, Uuid)>> {
    Ok(sqlx::query!(
        "select id, account_id from access.session
         where token_hash = $1 and second_step_at is null and ended_at is null and expires_at > $2 for update",
        token_hash,
        work.now().to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?
    .map(|row| (row.id, row.account_id)))
}

/// The second step was passed: the session opens, under a token nobody has seen before.
pub async fn open(work: &mut Work, session: Uuid, token_hash: &[u8]) -> Result<()> {
    let now = work.now();
    sqlx::query!(
        "update access.session set token_hash = $2, second_step_at = $3, last_seen_at = $3, expires_at = $4 where id = $1",
        session,
        token_hash,
        now.to_sqlx(),
        (now + ABSOLUTE).to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// The live session behind a token, if there is one. Notes that it was seen, at most once a minute.
pub async fn find(work: &mut Work, token_hash: &[u8]) -> Result<Option<Session>> {
    let now = work.now();
    let Some(row) = sqlx::query!(
        r#"select id, account_id, last_seen_at, second_step_at as "second_step_at!", expires_at from access.session
         where token_hash = $1 and second_step_at is not null and ended_at is null and expires_at > $2
           and last_seen_at > $3"#,
        token_hash,
        now.to_sqlx(),
        (now - IDLE).to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?
    else {
        return Ok(None);
    };
    let mut seen = row.last_seen_at.to_jiff();
    if seen < now - SignedDuration::from_mins(1) {
        seen = now;
        sqlx::query!("update access.session set last_seen_at = $2 where id = $1", row.id, now.to_sqlx())
            .execute(work.sql())
            .await?;
    }
    let Some(mut staff) = super::account::staff(work, row.account_id).await? else { return Ok(None) };
    staff.stepped_up_at = Some(row.second_step_at.to_jiff());
    Ok(Some(Session {
        id: row.id,
        staff,
        idle_until: (seen + IDLE).min(row.expires_at.to_jiff()),
        second_step_at: row.second_step_at.to_jiff(),
    }))
}

/// Signs out.
pub async fn end(work: &mut Work, session: Uuid) -> Result<()> {
    let ended = sqlx::query!(
        "update access.session set ended_at = $2 where id = $1 and ended_at is null",
        session,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    if ended.rows_affected() == 1 { Ok(()) } else { Err(Error::AlreadyDone) }
}

/// The second step was passed once more, under a token nobody has seen before: what needs it afresh is open for
/// [`STEPPED_UP`]. How long the session lasts does not change.
pub async fn step_up(work: &mut Work, session: Uuid, token_hash: &[u8]) -> Result<()> {
    let now = work.now();
    let done = sqlx::query!(
        "update access.session set token_hash = $2, second_step_at = $3, last_seen_at = $3
         where id = $1 and ended_at is null",
        session,
        token_hash,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::AlreadyDone) }
}

/// The sessions of an account that are open now, newest first.
pub async fn of(work: &mut Work, account: Uuid) -> Result<Vec<Listed>> {
    let now = work.now();
    let rows = sqlx::query!(
        "select id, started_at, last_seen_at from access.session
         where account_id = $1 and second_step_at is not null and ended_at is null and expires_at > $2
           and last_seen_at > $3 order by started_at desc",
        account,
        now.to_sqlx(),
        (now - IDLE).to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    let listed = rows.into_iter().map(|row| Listed {
        id: row.id,
        started_at: row.started_at.to_jiff(),
        last_seen_at: row.last_seen_at.to_jiff(),
    });
    Ok(listed.collect())
}

/// Ends one of an account's own sessions.
pub async fn end_own(work: &mut Work, account: Uuid, session: Uuid) -> Result<()> {
    let now = work.now();
    let done = sqlx::query!(
        "update access.session set ended_at = $3 where id = $1 and account_id = $2 and ended_at is null",
        session,
        account,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Ends every session of an account but one: after a new password, everybody else who might be in is out.
pub async fn end_others(work: &mut Work, account: Uuid, but: Uuid) -> Result<u64> {
    let now = work.now();
    Ok(sqlx::query!(
        "update access.session set ended_at = $3 where account_id = $1 and id <> $2 and ended_at is null",
        account,
        but,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?
    .rows_affected())
}

/// Ends every session of an account, also those halfway through signing in.
pub async fn end_all(work: &mut Work, account: Uuid) -> Result<u64> {
    let now = work.now();
    Ok(sqlx::query!(
        "update access.session set ended_at = $2 where account_id = $1 and ended_at is null",
        account,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?
    .rows_affected())
}
