//! "About an open child": the request goes to whoever already works with the child, and no second referral is made.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, OnRequest, ReadsRequest},
};
use crate::{Error, Result, Work, event};

/// Open work with a person a request names.
#[derive(Debug, Clone)]
pub struct OpenWork {
    /// The involvement.
    pub involvement: Uuid,
    /// Whose.
    pub person: Uuid,
    /// What kind.
    pub kind: String,
    /// Since when.
    pub opened_at: Timestamp,
    /// The team it is with.
    pub team: Uuid,
    /// The team's name.
    pub team_name: String,
    /// The worker, if one is allocated.
    pub worker: Option<Uuid>,
    /// The worker's name.
    pub worker_name: Option<String>,
}

/// Where a request was sent.
#[derive(Debug, Clone)]
pub struct Route {
    /// The involvement it belongs to.
    pub involvement: Uuid,
    /// The team's name.
    pub team_name: String,
    /// The worker's name.
    pub worker_name: Option<String>,
    /// When.
    pub routed_at: Timestamp,
    /// By whom.
    pub routed_by: Option<String>,
}

/// Open work with anybody the request was matched to.
pub async fn open_work(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Vec<OpenWork>> {
    let request = permit.request();
    Ok(sqlx::query!(
        r#"select i.id, i.person_id, i.kind, i.opened_at, l.team_id, t.name, l.account_id, a.display_name as "display_name?"
           from casework.request_subject s
           join casework.subject_match m on m.subject_id = s.id and m.ended_at is null
           join casework.involvement i on i.person_id = m.person_id
           join casework.allocation l on l.involvement_id = i.id and l.ended_at is null
           join access.team t on t.id = l.team_id
           left join access.account a on a.id = l.account_id
           where s.request_id = $1 and s.part = 'child'
             and not exists (select 1 from casework.closure c where c.involvement_id = i.id)
             -- A contact that Early Help made itself, by stepping up, does not go back to it.
             and (i.kind <> 'early_help' or not exists (select 1 from casework.step p where p.request_id = s.request_id))
           order by i.opened_at desc"#,
        request
    )
    .fetch_all(work.sql())
    .await?
    .into_iter()
    .map(|row| OpenWork {
        involvement: row.id,
        person: row.person_id,
        kind: row.kind,
        opened_at: row.opened_at.to_jiff(),
        team: row.team_id,
        team_name: row.name,
        worker: row.account_id,
        worker_name: row.display_name,
    })
    .collect())
}

/// Sends the request to the worker of an open involvement of one of its children, before it is screened. Once it is with
/// a manager, "add to the work already open" is a decision.
pub async fn send_to_worker(
    work: &mut Work,
    permit: &Permit<may::ScreenRequest>,
    involvement: Uuid,
) -> Result<()> {
    let request = permit.request();
    super::show::one_at_a_time(work, request).await?;
    if super::screening::is_screened(work, request).await? {
        return Err(Error::Stale);
    }
    let open = open_work(work, permit).await?.into_iter().find(|open| open.involvement == involvement);
    let open = open.ok_or(Error::NotFound)?;
    let staff = work.staff()?.account;
    if current(work, permit).await?.is_some() {
        return Err(Error::Stale);
    }
    let id = work.new_id();
    sqlx::query!(
        "insert into casework.request_route (id, request_id, involvement_id, to_account, to_team, routed_at, routed_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        request,
        involvement,
        open.worker,
        open.team,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    event::record(
        work,
        event::note(ledger::Action::Allocated).about("request", request).id("involvement", involvement),
    )
    .await?;
    Ok(())
}

/// A decision added the request to work already open: whoever holds that work is shown it.
pub(crate) async fn add_to(work: &mut Work, request: Uuid, involvement: Uuid) -> Result<()> {
    let (id, staff) = (work.new_id(), work.staff()?.account);
    let added = sqlx::query!(
        "insert into casework.request_route (id, request_id, involvement_id, to_account, to_team, routed_at, routed_by)
         select $1, $2, l.involvement_id, l.account_id, l.team_id, $4, $5 from casework.allocation l
         where l.involvement_id = $3 and l.ended_at is null order by l.allocated_at desc limit 1",
        id,
        request,
        involvement,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    if added.rows_affected() == 0 {
        return Err(Error::Rule("That work has been closed. Choose another outcome".into()));
    }
    Ok(())
}

/// Where the request was sent, if it was.
pub async fn current(work: &mut Work, permit: &Permit<impl OnRequest>) -> Result<Option<Route>> {
    let request = permit.request();
    Ok(sqlx::query!(
        r#"select r.involvement_id, t.name, a.display_name as "display_name?", r.routed_at, b.display_name as "routed_by?"
           from casework.request_route r join access.team t on t.id = r.to_team
           left join access.account a on a.id = r.to_account left join access.account b on b.id = r.routed_by where r.request_id = $1 order by r.routed_at desc limit 1"#,
        request
    )
    .fetch_optional(work.sql())
    .await?
    .map(|row| Route {
        involvement: row.involvement_id,
        team_name: row.name,
        worker_name: row.display_name,
        routed_at: row.routed_at.to_jiff(),
        routed_by: row.routed_by,
    }))
}
