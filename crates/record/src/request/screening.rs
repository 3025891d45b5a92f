//! Screening: the request becomes a contact, with the officer's analysis and recommendation.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsRequest},
};
use crate::{Error, Result, Work, event};

/// What the officer makes of it.
pub struct NewContact<'a> {
    /// `safe`, `act-now` or `not-known`.
    pub immediate_safety: &'a str,
    /// What, so what, now what.
    pub analysis: &'a str,
    /// The recommended outcome, as a code.
    pub recommendation: &'a str,
    /// Why.
    pub because: &'a str,
}

/// A contact as kept.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Its row.
    pub id: Uuid,
    /// `safe`, `act-now` or `not-known`.
    pub immediate_safety: String,
    /// What, so what, now what.
    pub analysis: String,
    /// The recommended outcome.
    pub recommendation: String,
    /// Why.
    pub because: String,
    /// When.
    pub screened_at: Timestamp,
    /// By whom.
    pub screened_by: String,
}

/// Passes the request to a manager. Every child must be matched or recorded first. Once only: a second is stale, and so
/// is one for a request sent to a worker meanwhile.
pub async fn screen(
    work: &mut Work,
    permit: &Permit<may::ScreenRequest>,
    new: &NewContact<'_>,
) -> Result<Uuid> {
    let request = permit.request();
    super::show::refuse_if_collecting_ended(work, request).await?;
    super::show::one_at_a_time(work, request).await?;
    if super::route::current(work, permit).await?.is_some() {
        return Err(Error::Stale);
    }
    let unmatched = sqlx::query_scalar!(
        r#"select count(*) as "count!" from casework.request_subject s
           where s.request_id = $1 and s.part = 'child' and s.standing = 'referred' and not exists
               (select 1 from casework.subject_match m where m.subject_id = s.id and m.ended_at is null)"#,
        request
    )
    .fetch_one(work.sql())
    .await?;
    if unmatched > 0 {
        return Err(Error::Rule("Match or record every child before you pass this to a manager".into()));
    }
    let staff = work.staff()?.account;
    let id = work.new_id();
    let key = super::show::key(work, request).await?;
    let analysis = work.seal(&key, "contact", "analysis_sealed", id, new.analysis)?;
    let because = work.seal(&key, "contact", "recommendation_sealed", id, new.because)?;
    let kept = sqlx::query!(
        "insert into casework.contact (id, request_id, immediate_safety, analysis_sealed, recommendation,
                                       recommendation_sealed, screened_at, screened_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (request_id) do nothing",
        id,
        request,
        new.immediate_safety,
        analysis,
        new.recommendation,
        because,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    if kept.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    event::record(work, event::created("contact", id).id("request", request)).await?;
    Ok(id)
}

pub(crate) async fn is_screened(work: &mut Work, request: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from casework.contact where request_id = $1) as "screened!""#,
        request
    )
    .fetch_one(work.sql())
    .await?)
}

/// The contact of a request, once screened.
pub async fn contact(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Option<Contact>> {
    let request = permit.request();
    let Some(row) = sqlx::query!(
        "select c.id, c.immediate_safety, c.analysis_sealed, c.recommendation, c.recommendation_sealed, c.screened_at,
             a.display_name
         from casework.contact c join access.account a on a.id = c.screened_by where c.request_id = $1",
        request
    )
    .fetch_optional(work.sql())
    .await?
    else {
        return Ok(None);
    };
    let key = super::show::key(work, request).await?;
    Ok(Some(Contact {
        id: row.id,
        immediate_safety: row.immediate_safety,
        analysis: key.open("contact", "analysis_sealed", row.id, &row.analysis_sealed)?,
        recommendation: row.recommendation,
        because: key.open("contact", "recommendation_sealed", row.id, &row.recommendation_sealed)?,
        screened_at: row.screened_at.to_jiff(),
        screened_by: row.display_name,
    }))
}
