//! The duty inbox: what is waiting, the least time left first.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use law::access::Role;
use uuid::Uuid;

use crate::{Error, Refusal, Result, Work, event};

/// Where a request stands, derived from what has happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not screened yet.
    ToScreen,
    /// With a manager for a decision.
    ToDecide,
}

/// A line of the inbox.
#[derive(Debug, Clone)]
pub struct InboxRow {
    /// The request.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// How it came.
    pub method: String,
    /// Who sent it: `public`, `professional` or `desk`.
    pub audience: String,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When a decision is due.
    pub decide_by: Option<Timestamp>,
    /// When somebody must act on its rating, if sooner.
    pub act_by: Option<Timestamp>,
    /// The newest rating.
    pub rag: Option<String>,
    /// The children's names, as given.
    pub children: Vec<String>,
    /// Screened already?
    pub screened: bool,
    /// How many of its children are not matched yet.
    pub unmatched: i64,
}

/// Requests at a stage, least time left first. For the duty desk and its managers.
pub async fn waiting(work: &mut Work, stage: Stage, limit: i64) -> Result<Vec<InboxRow>> {
    let staff = work.staff()?;
    if ![Role::DutyOfficer, Role::DutyManager].into_iter().any(|role| staff.has_role(role)) {
        return Err(Error::Refused(Refusal::NoNeedToKnow));
    }
    let rows = sqlx::query!(
        r#"select r.id, r.reference, r.method, r.audience, r.received_at, r.decide_by, g.rag as "rag?", g.due_at as "act_by?",
               c.id is not null as "screened!",
               array(select btrim(concat_ws(' ', coalesce(i.known_as, i.first_name), i.last_name))
                     from casework.request_subject s join lookup.subject_identity i on i.subject_id = s.id
                     where s.request_id = r.id and s.part = 'child' order by s.position) as "children!",
               (select count(*) from casework.request_subject s where s.request_id = r.id and s.part = 'child'
                  and not exists (select 1 from casework.subject_match m where m.subject_id = s.id and m.ended_at is null))
                  as "unmatched!"
           from casework.request r
           left join casework.contact c on c.request_id = r.id
           left join lateral (select g.rag, g.due_at from casework.request_rag g where g.request_id = r.id
                              order by g.set_at desc limit 1) g on true
           where (c.id is not null) = $1
             and not exists (select 1 from casework.request_route w where w.request_id = r.id)
             and not exists (select 1 from casework.collecting_end e where e.request_id = r.id)
             and exists (select 1 from casework.request_subject s where s.request_id = r.id and s.part = 'child'
                 and s.standing = 'referred'
                 and not exists (select 1 from casework.decision d where d.subject_id = s.id))
           order by least(r.decide_by, g.due_at) nulls last, r.received_at
           limit $2"#,
        stage == Stage::ToDecide,
        limit
    )
    .fetch_all(work.sql())
    .await?;
    let rows: Vec<InboxRow> = rows
        .into_iter()
        .map(|row| InboxRow {
            id: row.id,
            reference: row.reference,
            method: row.method,
            audience: row.audience,
            received_at: row.received_at.to_jiff(),
            decide_by: row.decide_by.map(|at| at.to_jiff()),
            act_by: row.act_by.map(|at| at.to_jiff()),
            rag: row.rag,
            children: row.children,
            screened: row.screened,
            unmatched: row.unmatched,
        })
        .collect();
    event::record(work, event::note(ledger::Action::SawInResults).count("requests", rows.len())).await?;
    Ok(rows)
}

/// Requests sent to an officer because they already work with the child, newest first.
pub async fn sent_to(work: &mut Work, account: Uuid, limit: i64) -> Result<Vec<(Uuid, String, Timestamp)>> {
    let since = work.now() - jiff::SignedDuration::from_hours(24 * 30);
    Ok(sqlx::query!(
        "select r.id, r.reference, w.routed_at from casework.request_route w join casework.request r on r.id = w.request_id
         where w.to_account = $1 and w.routed_at > $2 order by w.routed_at desc limit $3",
        account,
        since.to_sqlx(),
        limit
    )
    .fetch_all(work.sql())
    .await?
    .into_iter()
    .map(|row| (row.id, row.reference, row.routed_at.to_jiff()))
    .collect())
}
