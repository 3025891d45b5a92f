//! Checks asked of other agencies: on what basis, with whose agreement, and what they answered.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::Permit;
use crate::{Error, Result, Work, event};

/// A check to ask for.
pub struct NewCheck<'a> {
    /// Which agency, as a code.
    pub agency: &'a str,
    /// Lawful basis, as the pack names it.
    pub basis: &'a str,
    /// What is asked, in words.
    pub asked_for: &'a str,
    /// `agreed`, `not-agreed` or `not-asked` by those with parental responsibility.
    pub agreement: &'a str,
    /// Why it is asked without agreement.
    pub without_agreement: Option<&'a str>,
    /// Who authorised asking without agreement.
    pub authorised_by: Option<&'a str>,
}

/// A check with its answer, if there is one.
#[derive(Debug, Clone)]
pub struct Check {
    /// Its row.
    pub id: Uuid,
    /// Which agency.
    pub agency: String,
    /// Lawful basis.
    pub basis: String,
    /// What was asked.
    pub asked_for: String,
    /// Whether the family agreed.
    pub agreement: String,
    /// Why without agreement.
    pub without_agreement: Option<String>,
    /// Who authorised that.
    pub authorised_by: Option<String>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// By whom.
    pub asked_by: String,
    /// What came back.
    pub answer: Option<Answer>,
}

/// An agency's answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// `information-given`, `nothing-held`, `refused` or `no-reply`.
    pub outcome: String,
    /// What they said.
    pub summary: String,
    /// When they answered.
    pub answered_at: Timestamp,
}

/// Asks an agency.
pub async fn ask(work: &mut Work, permit: &Permit, new: &NewCheck<'_>) -> Result<Uuid> {
    let request = permit.request()?;
    super::show::refuse_if_collecting_ended(work, request).await?;
    if new.agreement != "agreed" && new.without_agreement.is_none_or(str::is_empty) {
        return Err(Error::Rule("Say why you are asking without the family’s agreement".into()));
    }
    let staff = work.staff()?.account;
    let id = work.new_id();
    let key = super::show::key(work, request).await?;
    let asked_for = work.seal(&key, "agency_check", "asked_for_sealed", id, new.asked_for)?;
    sqlx::query!(
        "insert into casework.agency_check (id, request_id, agency, basis, asked_for_sealed, agreement,
                                            without_agreement, authorised_by, asked_at, asked_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        request,
        new.agency,
        new.basis,
        asked_for,
        new.agreement,
        new.without_agreement,
        new.authorised_by,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::created("agency_check", id).id("request", request)).await?;
    Ok(id)
}

/// Writes down what an agency answered.
pub async fn answer(
    work: &mut Work,
    permit: &Permit,
    check: Uuid,
    outcome: &str,
    summary: &str,
    answered_at: Timestamp,
) -> Result<()> {
    let request = permit.request()?;
    let belongs = sqlx::query_scalar!("select id from casework.agency_check where id = $1 and request_id = $2", check, request)
        .fetch_optional(work.sql())
        .await?;
    belongs.ok_or(Error::NotFound)?;
    let staff = work.staff()?.account;
    let id = work.new_id();
    let key = super::show::key(work, request).await?;
    let summary = work.seal(&key, "agency_answer", "summary_sealed", id, summary)?;
    let now = work.now();
    sqlx::query!(
        "insert into casework.agency_answer (id, agency_check_id, outcome, summary_sealed, answered_at, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        check,
        outcome,
        summary,
        answered_at.to_sqlx(),
        now.to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("agency_check", check).id("request", request)).await?;
    Ok(())
}

/// Every check of a request, in the order asked.
pub async fn all(work: &mut Work, permit: &Permit) -> Result<Vec<Check>> {
    let request = permit.request()?;
    let key = super::show::key(work, request).await?;
    let rows = sqlx::query!(
        r#"select c.id, c.agency, c.basis, c.asked_for_sealed, c.agreement, c.without_agreement, c.authorised_by, c.asked_at,
               a.display_name, n.id as "answer_id?", n.outcome as "outcome?", n.summary_sealed as "summary_sealed?",
               n.answered_at as "answered_at?"
           from casework.agency_check c
           join access.account a on a.id = c.asked_by
           left join lateral (select * from casework.agency_answer n where n.agency_check_id = c.id
                              order by n.recorded_at desc limit 1) n on true
           where c.request_id = $1 order by c.asked_at"#,
        request
    )
    .fetch_all(work.sql())
    .await?;
    let mut checks = Vec::with_capacity(rows.len());
    for row in rows {
        let answer = match (row.answer_id, row.outcome, row.summary_sealed, row.answered_at) {
            (Some(id), Some(outcome), Some(sealed), Some(at)) => Some(Answer {
                outcome,
                summary: key.open("agency_answer", "summary_sealed", id, &sealed)?,
                answered_at: at.to_jiff(),
            }),
            _ => None,
        };
        checks.push(Check {
            id: row.id,
            agency: row.agency,
            basis: row.basis,
            asked_for: key.open("agency_check", "asked_for_sealed", row.id, &row.asked_for_sealed)?,
            agreement: row.agreement,
            without_agreement: row.without_agreement,
            authorised_by: row.authorised_by,
            asked_at: row.asked_at.to_jiff(),
            asked_by: row.display_name,
            answer,
        });
    }
    Ok(checks)
}
