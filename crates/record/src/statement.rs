//! The statement of who looked at a record, for the person it is about: every look, by whom in what job, and why. Officers
//! are not named in it (the right is to know who received the data, not which employee; CJEU C-579/21).

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use law::who_looked::LeftOut;
use ledger::Code;
use uuid::Uuid;

use crate::access::{Permit, may};
use crate::{Result, Work, event};

/// The most lines of a statement, the newest first: an hour's reading.
pub const MOST: usize = 1_000;

/// One look, or one attempt.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The event of the ledger, which can be proved.
    pub event: Uuid,
    /// When.
    pub at: Timestamp,
    /// What was done, as the ledger names it.
    pub action: String,
    /// What made it right, or why it was refused, as a code.
    pub basis: Option<String>,
    /// The job of whoever looked. Nothing for Kith itself.
    pub job_title: Option<String>,
    /// Their team at that moment.
    pub team: Option<String>,
    /// The access review asks about it and has not found a good reason so far.
    pub under_review: bool,
}

/// Everything the page "Who has viewed" lists from before this moment, newest first, [`MOST`] at most. The officer's own
/// look at the list is of this moment: it is no line of the statement it is made for.
pub async fn entries(work: &mut Work, permit: &Permit<may::SeePersonLog>) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        r#"select e.id, e.at, e.action, e.basis, a.job_title as "job_title?",
               (select min(t.name) from access.team_member m join access.team t on t.id = m.team_id
                where m.account_id = e.actor_id and m.valid_from <= e.at
                  and (m.valid_until is null or m.valid_until > e.at)) as team,
               exists (select from access.review_look l where l.event_id = e.id
                   and coalesce((select d.outcome from access.review_decision d where d.item_id = l.item_id
                                 order by d.decided_at desc limit 1), 'waiting') <> 'explained') as "under_review!"
           from audit.event e left join access.account a on a.id = e.actor_id
           where e.subject_id = $1 and e.subject_kind = 'person'
             and (e.level >= 3 or e.action = 'granted_in_emergency'
               or (e.action = 'refused' and e.basis is distinct from 'reason_needed'))
             and e.at < $3
           order by e.seq desc limit $2"#,
        permit.person(),
        MOST as i64,
        work.now().to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Entry {
            event: row.id,
            at: row.at.to_jiff(),
            action: row.action,
            basis: row.basis,
            job_title: row.job_title,
            team: row.team,
            under_review: row.under_review,
        })
        .collect())
}

/// How a statement leaves the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// On paper or as a page.
    Page,
    /// The proofs of its lines.
    Proofs,
    /// FHIR AuditEvents.
    Fhir,
}

/// Puts on record that a statement was given: how many lines it tells and how many it leaves out, by reason.
pub async fn given(
    work: &mut Work,
    permit: &Permit<may::SeePersonLog>,
    form: Form,
    told: usize,
    left_out: &[(LeftOut, usize)],
) -> Result<()> {
    let form = match form {
        Form::Page => "page",
        Form::Proofs => "proofs",
        Form::Fhir => "fhir",
    };
    let mut note = event::note(ledger::Action::Disclosed)
        .about("person", permit.person())
        .because(Code::of("right_of_access"))
        .code("form", Code::of(form))
        .count("told", told);
    for (reason, count) in left_out {
        note = note.count(reason.code(), *count);
    }
    event::record(work, note).await?;
    Ok(())
}
