//! Red, amber, green: how soon a request needs somebody, with its history.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsRequest},
};
use crate::{Error, Result, Work, event};

/// One rating, never changed: a new one is a new row.
#[derive(Debug, Clone)]
pub struct Rag {
    /// Its row.
    pub id: Uuid,
    /// `red`, `amber` or `green`.
    pub rag: String,
    /// Why.
    pub reason: String,
    /// By when somebody must act on it.
    pub due_at: Option<Timestamp>,
    /// When it was set.
    pub set_at: Timestamp,
    /// By whom.
    pub set_by: String,
}

/// A rating to give.
pub struct NewRag<'a> {
    /// `red`, `amber` or `green`.
    pub rag: &'a str,
    /// Why.
    pub reason: &'a str,
    /// By when somebody must act on it.
    pub due_at: Option<Timestamp>,
    /// The rating that stood when the officer began to type, if there was one: another one since makes this stale.
    pub seen: Option<Uuid>,
}

/// Rates the request from now on. The same form sent twice rates it once.
pub async fn set(work: &mut Work, permit: &Permit<may::ScreenRequest>, new: &NewRag<'_>) -> Result<()> {
    let request = permit.request();
    super::show::refuse_if_collecting_ended(work, request).await?;
    super::show::one_at_a_time(work, request).await?;
    let staff = work.staff()?.account;
    let newest = sqlx::query!(
        "select id, rag, set_by from casework.request_rag where request_id = $1 order by set_at desc limit 1",
        request
    )
    .fetch_optional(work.sql())
    .await?;
    if newest.as_ref().map(|newest| newest.id) != new.seen {
        let twice = newest.is_some_and(|newest| newest.rag == new.rag && newest.set_by == staff);
        return if twice { Ok(()) } else { Err(Error::Stale) };
    }
    let id = work.new_id();
    let key = super::show::key(work, request).await?;
    let sealed = work.seal(&key, "request_rag", "reason_sealed", id, new.reason)?;
    sqlx::query!(
        "insert into casework.request_rag (id, request_id, rag, reason_sealed, due_at, set_at, set_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        request,
        new.rag,
        sealed,
        new.due_at.map(|at| at.to_sqlx()) as _,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    let code = ledger::Code::from_pack(new.rag).map_err(bad)?;
    event::record(work, event::amended("request", request).code("rag", code)).await?;
    Ok(())
}

/// Every rating, newest first.
pub async fn history(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Vec<Rag>> {
    let request = permit.request();
    let key = super::show::key(work, request).await?;
    let rows = sqlx::query!(
        "select r.id, r.rag, r.reason_sealed, r.due_at, r.set_at, a.display_name
         from casework.request_rag r join access.account a on a.id = r.set_by
         where r.request_id = $1 order by r.set_at desc",
        request
    )
    .fetch_all(work.sql())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Rag {
                id: row.id,
                rag: row.rag,
                reason: key.open("request_rag", "reason_sealed", row.id, &row.reason_sealed)?,
                due_at: row.due_at.map(|at| at.to_jiff()),
                set_at: row.set_at.to_jiff(),
                set_by: row.display_name,
            })
        })
        .collect()
}

pub(crate) fn bad(_: ledger::BadCode) -> crate::Error {
    crate::Error::Rule("Choose one of the options".into())
}
