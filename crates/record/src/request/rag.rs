//! Red, amber, green: how soon a request needs somebody, with its history.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;

use crate::access::Permit;
use crate::{Result, Work, event};

/// One rating, never changed: a new one is a new row.
#[derive(Debug, Clone)]
pub struct Rag {
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

/// Rates the request from now on.
pub async fn set(work: &mut Work, permit: &Permit, rag: &str, reason: &str, due_at: Option<Timestamp>) -> Result<()> {
    let request = permit.request()?;
    let staff = work.staff()?.account;
    let id = work.new_id();
    let key = super::show::key(work, request).await?;
    let sealed = work.seal(&key, "request_rag", "reason_sealed", id, reason)?;
    sqlx::query!(
        "insert into casework.request_rag (id, request_id, rag, reason_sealed, due_at, set_at, set_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        request,
        rag,
        sealed,
        due_at.map(|at| at.to_sqlx()) as _,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("request", request).code("rag", ledger::Code::from_pack(rag).map_err(bad)?)).await?;
    Ok(())
}

/// Every rating, newest first.
pub async fn history(work: &mut Work, permit: &Permit) -> Result<Vec<Rag>> {
    let request = permit.request()?;
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
