//! Checks asked of other agencies: on what basis, with whose agreement, and what they answered.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsRequest},
};
use crate::{Error, Result, Work, event};

/// A check to ask for.
pub struct NewCheck<'a> {
    /// Its row, chosen when the form was shown: the same form sent twice asks once.
    pub id: Uuid,
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
    /// Its row.
    pub id: Uuid,
    /// `information-given`, `nothing-held`, `refused` or `no-reply`.
    pub outcome: String,
    /// What they said.
    pub summary: String,
    /// When they answered.
    pub answered_at: Timestamp,
    /// Who wrote it down.
    pub recorded_by: String,
}

/// Asks an agency.
pub async fn ask(work: &mut Work, permit: &Permit<may::ScreenRequest>, new: &NewCheck<'_>) -> Result<()> {
    let request = permit.request();
    super::show::refuse_if_collecting_ended(work, request).await?;
    if new.agreement != "agreed" && new.without_agreement.is_none_or(str::is_empty) {
        return Err(Error::Rule("Say why you are asking without the family’s agreement".into()));
    }
    let staff = work.staff()?.account;
    let id = new.id;
    let key = super::show::key(work, request).await?;
    let asked_for = work.seal(&key, "agency_check", "asked_for_sealed", id, new.asked_for)?;
    let asked = sqlx::query!(
        "insert into casework.agency_check (id, request_id, agency, basis, asked_for_sealed, agreement,
                                            without_agreement, authorised_by, asked_at, asked_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (id) do nothing",
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
    if asked.rows_affected() == 1 {
        event::record(work, event::created("agency_check", id).id("request", request)).await?;
    }
    Ok(())
}

/// An answer to write down.
pub struct NewAnswer<'a> {
    /// The check it answers.
    pub check: Uuid,
    /// `information-given`, `nothing-held`, `refused` or `no-reply`.
    pub outcome: &'a str,
    /// What they said.
    pub summary: &'a str,
    /// When they answered.
    pub answered_at: Timestamp,
    /// The answer that stood when the officer began to type, if there was one: another one since makes this stale.
    pub seen: Option<Uuid>,
}

/// Writes down what an agency answered. A later answer stands beside the earlier one; the same form sent twice counts once.
pub async fn answer(work: &mut Work, permit: &Permit<may::ScreenRequest>, new: &NewAnswer<'_>) -> Result<()> {
    let request = permit.request();
    super::show::refuse_if_collecting_ended(work, request).await?;
    super::show::one_at_a_time(work, request).await?;
    let staff = work.staff()?.account;
    let before = sqlx::query!(
        r#"select n.id as "id?", n.outcome as "outcome?", n.recorded_by as "recorded_by?" from casework.agency_check c
           left join lateral (select * from casework.agency_answer n where n.agency_check_id = c.id
                              order by n.recorded_at desc limit 1) n on true
           where c.id = $1 and c.request_id = $2"#,
        new.check,
        request
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    if before.id != new.seen {
        let twice = before.outcome.as_deref() == Some(new.outcome) && before.recorded_by == Some(staff);
        return if twice { Ok(()) } else { Err(Error::Stale) };
    }
    let id = work.new_id();
    let key = super::show::key(work, request).await?;
    let summary = work.seal(&key, "agency_answer", "summary_sealed", id, new.summary)?;
    let now = work.now();
    sqlx::query!(
        "insert into casework.agency_answer (id, agency_check_id, outcome, summary_sealed, answered_at, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        new.check,
        new.outcome,
        summary,
        new.answered_at.to_sqlx(),
        now.to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("agency_check", new.check).id("request", request)).await?;
    Ok(())
}

/// Every check of a request, in the order asked.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Vec<Check>> {
    let request = permit.request();
    let key = super::show::key(work, request).await?;
    let rows = sqlx::query!(
        r#"select c.id, c.agency, c.basis, c.asked_for_sealed, c.agreement, c.without_agreement, c.authorised_by, c.asked_at,
               a.display_name, n.id as "answer_id?", n.outcome as "outcome?", n.summary_sealed as "summary_sealed?",
               n.answered_at as "answered_at?", b.display_name as "recorded_by?"
           from casework.agency_check c
           join access.account a on a.id = c.asked_by
           left join lateral (select * from casework.agency_answer n where n.agency_check_id = c.id
                              order by n.recorded_at desc limit 1) n on true
           left join access.account b on b.id = n.recorded_by
           where c.request_id = $1 order by c.asked_at"#,
        request
    )
    .fetch_all(work.sql())
    .await?;
    let mut checks = Vec::with_capacity(rows.len());
    for row in rows {
        let answer = match (row.answer_id, row.outcome, row.summary_sealed, row.answered_at) {
            (Some(id), Some(outcome), Some(sealed), Some(at)) => Some(Answer {
                id,
                outcome,
                summary: key.open("agency_answer", "summary_sealed", id, &sealed)?,
                answered_at: at.to_jiff(),
                recorded_by: row.recorded_by.unwrap_or_default(),
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
