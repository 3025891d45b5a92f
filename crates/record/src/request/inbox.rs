//! The duty inbox: what is waiting, the least time left first.
//!
//! What waits is read from `casework.request_waiting`, so the inbox costs the same however many years lie behind it.

use ::access::Role;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Refusal, Result, Work, event};

/// How long "sent to a worker" is listed: a month.
pub const SENT_IS_LISTED: SignedDuration = SignedDuration::from_hours(24 * 30);

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
    /// When it was given.
    pub rag_set_at: Option<Timestamp>,
    /// The children's names, as given; empty when a record behind them is restricted.
    pub children: Vec<String>,
    /// Whether somebody it names has a restricted record.
    pub restricted: bool,
    /// Screened already?
    pub screened: bool,
    /// How many of its children are not matched yet.
    pub unmatched: i64,
}

/// How many requests stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not screened yet.
    pub to_screen: i64,
    /// With a manager.
    pub to_decide: i64,
    /// Sent to a worker in the last month.
    pub sent: i64,
    /// Past their time, screened or not.
    pub overdue: i64,
    /// When the one that has waited longest to be screened arrived.
    pub oldest_to_screen: Option<Timestamp>,
}

/// A request sent to a worker.
#[derive(Debug, Clone)]
pub struct SentRow {
    /// The request.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// The children's names, as given. Empty where a child's record is restricted.
    pub children: Vec<String>,
    /// When it was sent.
    pub routed_at: Timestamp,
    /// The team it went to.
    pub team_name: String,
    /// The worker, if one is allocated.
    pub worker_name: Option<String>,
}

fn refuse_unless_duty(work: &Work) -> Result<()> {
    let staff = work.staff()?;
    let duty = [Role::DutyOfficer, Role::DutyManager].into_iter().any(|role| staff.has_role(role));
    if duty { Ok(()) } else { Err(Error::Refused(Refusal::NoNeedToKnow)) }
}

/// Requests at a stage, least time left first: `limit` of them after the first `skip`. For the duty desk and its managers.
pub async fn waiting(work: &mut Work, stage: Stage, limit: i64, skip: i64) -> Result<Vec<InboxRow>> {
    refuse_unless_duty(work)?;
    let rows = sqlx::query!(
        r#"-- Which come first is known from the clocks alone: names are looked up for a page of them only.
           with page as (
               select r.*, g.rag, g.due_at, g.set_at
               from casework.request_waiting w
               -- "offset 0" keeps each of these a look-up by key for the few that wait. Left to itself the planner reads
               -- every request of ten years and joins.
               cross join lateral (select q.id, q.reference, q.method, q.audience, q.received_at, q.decide_by
                                   from casework.request q where q.id = w.request_id offset 0) r
               cross join lateral (select exists (select 1 from casework.contact c where c.request_id = w.request_id) as done
                                   offset 0) screened
               left join lateral (select g.rag, g.due_at, g.set_at from casework.request_rag g
                                  where g.request_id = w.request_id order by g.set_at desc limit 1) g on true
               where screened.done = $1
               order by least(r.decide_by, g.due_at) nulls last, r.received_at, r.id
               limit $2 offset $3
           )
           select p.id as "id!", p.reference as "reference!", p.method as "method!", p.audience as "audience!",
               p.received_at as "received_at!", p.decide_by as "decide_by?", p.rag as "rag?", p.due_at as "act_by?",
               p.set_at as "rag_set_at?", n.children as "children!", n.unmatched as "unmatched!",
               access.guards(p.id) as "restricted!"
           from page p
           cross join lateral (
               select coalesce(array_agg(btrim(concat_ws(' ', coalesce(i.known_as, i.first_name), i.last_name))
                                         order by s.position), '{}') as children,
                      count(*) filter (where s.standing = 'referred' and not exists (
                          select 1 from casework.subject_match m where m.subject_id = s.id and m.ended_at is null)) as unmatched
               from casework.request_subject s
               join lookup.subject_identity i on i.subject_id = s.id
               where s.request_id = p.id and s.part = 'child') n
           order by least(p.decide_by, p.due_at) nulls last, p.received_at, p.id"#,
        stage == Stage::ToDecide,
        limit,
        skip
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
            rag_set_at: row.rag_set_at.map(|at| at.to_jiff()),
            children: if row.restricted { Vec::new() } else { row.children },
            restricted: row.restricted,
            screened: stage == Stage::ToDecide,
            unmatched: row.unmatched,
        })
        .collect();
    event::record(work, event::note(ledger::Action::SawInResults).count("requests", rows.len())).await?;
    Ok(rows)
}

/// How many requests stand where. Says nothing about anybody, so it leaves no event.
pub async fn counts(work: &mut Work) -> Result<Counts> {
    refuse_unless_duty(work)?;
    let now = work.now();
    let row = sqlx::query!(
        r#"select count(*) filter (where not r.screened) as "to_screen!", count(*) filter (where r.screened) as "to_decide!",
               count(*) filter (where r.decide_by < $1) as "overdue!",
               min(r.received_at) filter (where not r.screened) as "oldest?",
               (select count(distinct t.request_id) from casework.request_route t where t.routed_at > $2) as "sent!"
           from casework.request_waiting w
           cross join lateral (select q.received_at, q.decide_by,
                                      exists (select 1 from casework.contact c where c.request_id = q.id) as screened
                               from casework.request q where q.id = w.request_id offset 0) r"#,
        now.to_sqlx(),
        (now - SENT_IS_LISTED).to_sqlx()
    )
    .fetch_one(work.sql())
    .await?;
    Ok(Counts {
        to_screen: row.to_screen,
        to_decide: row.to_decide,
        sent: row.sent,
        overdue: row.overdue,
        oldest_to_screen: row.oldest.map(|at| at.to_jiff()),
    })
}

/// Requests sent to workers in the last month, newest first. For the duty desk and its managers.
pub async fn sent(work: &mut Work, limit: i64) -> Result<Vec<SentRow>> {
    refuse_unless_duty(work)?;
    routed(work, None, &[], limit).await
}

/// Requests sent to an officer because they already work with the child, and those sent to a team of theirs that has
/// nobody allocated, newest first.
pub async fn sent_to(work: &mut Work, account: Uuid, teams: &[Uuid], limit: i64) -> Result<Vec<SentRow>> {
    routed(work, Some(account), teams, limit).await
}

async fn routed(work: &mut Work, account: Option<Uuid>, teams: &[Uuid], limit: i64) -> Result<Vec<SentRow>> {
    let since = work.now() - SENT_IS_LISTED;
    let rows = sqlx::query!(
        r#"select r.id, r.reference, w.routed_at, t.name, a.display_name as "display_name?",
               array(select btrim(concat_ws(' ', coalesce(i.known_as, i.first_name), i.last_name))
                     from casework.request_subject s join lookup.subject_identity i on i.subject_id = s.id
                     where s.request_id = r.id and s.part = 'child'
                     order by s.position) as "children!"
           from casework.request_route w join casework.request r on r.id = w.request_id
           join access.team t on t.id = w.to_team left join access.account a on a.id = w.to_account
           where w.routed_at > $2
             and ($1::uuid is null or w.to_account = $1 or (w.to_account is null and w.to_team = any ($4)))
           order by w.routed_at desc limit $3"#,
        account,
        since.to_sqlx(),
        limit,
        teams
    )
    .fetch_all(work.sql())
    .await?;
    let rows: Vec<SentRow> = rows
        .into_iter()
        .map(|row| SentRow {
            id: row.id,
            reference: row.reference,
            children: row.children,
            routed_at: row.routed_at.to_jiff(),
            team_name: row.name,
            worker_name: row.display_name,
        })
        .collect();
    if !rows.is_empty() {
        event::record(work, event::note(ledger::Action::SawInResults).count("requests", rows.len())).await?;
    }
    Ok(rows)
}
