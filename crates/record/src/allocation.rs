//! Allocating work: a manager hands a child's work to a worker of a team, to the team alone, or takes such a step back.
//!
//! With an allocation go the ties that open the record (promise P80): the worker's own, the team's, and the supervision of the
//! team's managers. They end when it does.

use ::access::{GrantKind, Role};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::grant::{self, Holder, NewGrant};
use crate::access::{Permit, may, may::ReadsPerson};
use crate::{Error, Result, Work, event};

/// Somebody whom work can be allocated to.
#[derive(Debug, Clone)]
pub struct Worker {
    /// Their account.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// Their job title.
    pub job_title: String,
}

/// Who leads the open work with somebody.
#[derive(Debug, Clone)]
pub struct Lead {
    /// Their name and job title; `None` while the team has it.
    pub worker: Option<(String, String)>,
    /// Since when the work is allocated as it is.
    pub since: Timestamp,
    /// When the work began.
    pub began: Timestamp,
    /// The managers of the team, by name.
    pub managers: Vec<String>,
}

/// Who leads the Early Help that is open with the person of the permit, the newest if there are several.
pub async fn lead(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Option<Lead>> {
    let row = sqlx::query!(
        r#"select a.team_id, a.allocated_at, i.opened_at, w.display_name as "name?", w.job_title as "job_title?"
           from casework.involvement i join casework.allocation a on a.involvement_id = i.id and a.ended_at is null
           left join access.account w on w.id = a.account_id
           where i.person_id = $1 and i.kind = 'early_help'
             and not exists (select 1 from casework.closure c where c.involvement_id = i.id)
           order by i.opened_at desc, a.allocated_at desc limit 1"#,
        permit.person()
    );
    let Some(row) = row.fetch_optional(work.sql()).await? else { return Ok(None) };
    let managers = managers(work, row.team_id).await?;
    let names = sqlx::query_scalar!(
        "select display_name from access.account where id = any ($1) and ended_at is null order by display_name",
        &managers
    );
    Ok(Some(Lead {
        worker: row.name.zip(row.job_title),
        since: row.allocated_at.to_jiff(),
        began: row.opened_at.to_jiff(),
        managers: names.fetch_all(work.sql()).await?,
    }))
}

/// To whom work goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct To {
    /// The team.
    pub team: Uuid,
    /// The worker of it; `None` leaves it with the team.
    pub worker: Option<Uuid>,
}

/// Workers and managers of a team who may be given work today, by name.
pub async fn workers(work: &mut Work, team: Uuid) -> Result<Vec<Worker>> {
    manages(work, team)?;
    Ok(sqlx::query_as!(
        Worker,
        "select a.id as account, a.display_name as name, a.job_title from access.account a
         where a.ended_at is null
           and exists (select 1 from access.team_member m where m.account_id = a.id and m.team_id = $1
                       and m.valid_from <= $2 and (m.valid_until is null or m.valid_until > $2))
           and exists (select 1 from access.account_role r where r.account_id = a.id and r.role in ('worker', 'team_manager')
                       and r.valid_from <= $2 and (r.valid_until is null or r.valid_until > $2))
         order by a.display_name, a.id",
        team,
        work.now().to_sqlx()
    )
    .fetch_all(work.sql())
    .await?)
}

/// Hands the work of an allocation with the person of the permit to somebody else. `batch` marks what is done in one go.
///
/// [`Error::Stale`] where somebody else has handed it on meanwhile.
pub async fn hand_over(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    allocation: Uuid,
    to: To,
    batch: Option<Uuid>,
) -> Result<Uuid> {
    let person = permit.person();
    let current = sqlx::query!(
        "select a.involvement_id, a.team_id, a.account_id from casework.allocation a
         join casework.involvement i on i.id = a.involvement_id and i.person_id = $2
         where a.id = $1 and a.ended_at is null
           and not exists (select 1 from casework.closure c where c.involvement_id = i.id) for update of a",
        allocation,
        person
    );
    let current = current.fetch_optional(work.sql()).await?.ok_or(Error::Stale)?;
    manages(work, current.team_id)?;
    if (current.team_id, current.account_id) == (to.team, to.worker) {
        return Err(Error::AlreadyDone);
    }
    if let Some(worker) = to.worker {
        may_hold(work, worker, to.team, person).await?;
    }
    end_and_begin(work, person, (allocation, current.involvement_id), to, batch).await
}

/// Takes back what the visitor handed over. Whoever had it gets it again, also where they are of another team: they had it.
pub async fn take_back(work: &mut Work, permit: &Permit<may::AmendPerson>, one: &Undoable) -> Result<()> {
    let current = sqlx::query!(
        "select a.involvement_id, a.team_id from casework.allocation a join casework.involvement i on i.id = a.involvement_id
         where a.id = $1 and a.ended_at is null and i.person_id = $2 and a.allocated_by = $3 for update of a",
        one.allocation,
        permit.person(),
        work.staff()?.account
    );
    let current = current.fetch_optional(work.sql()).await?.ok_or(Error::Stale)?;
    manages(work, current.team_id)?;
    end_and_begin(work, permit.person(), (one.allocation, current.involvement_id), one.back_to, None).await?;
    Ok(())
}

/// Ends an allocation of an involvement and begins the next, with its ties.
async fn end_and_begin(
    work: &mut Work,
    person: Uuid,
    (allocation, involvement): (Uuid, Uuid),
    to: To,
    batch: Option<Uuid>,
) -> Result<Uuid> {
    let now = work.now();
    sqlx::query!("update casework.allocation set ended_at = $2 where id = $1", allocation, now.to_sqlx())
        .execute(work.sql())
        .await?;
    let (id, by) = (work.new_id(), work.staff()?.account);
    sqlx::query!(
        "insert into casework.allocation (id, involvement_id, team_id, account_id, allocated_at, allocated_by, follows_id, batch_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        involvement,
        to.team,
        to.worker,
        now.to_sqlx(),
        by,
        allocation,
        batch
    )
    .execute(work.sql())
    .await?;
    grant::end_from(work, allocation).await?;
    give_ties(work, person, id, to).await?;
    let mut note = event::note(ledger::Action::Allocated)
        .about("person", person)
        .id("allocation", id)
        .id("team", to.team);
    if let Some(worker) = to.worker {
        note = note.id("to", worker);
    }
    event::record(work, note).await?;
    Ok(id)
}

/// What a batch handed over and can still be taken back: the person, the allocation as it is now, and whose it was.
#[derive(Debug, Clone, Copy)]
pub struct Undoable {
    /// The person.
    pub person: Uuid,
    /// The allocation that would end.
    pub allocation: Uuid,
    /// To whom it goes back.
    pub back_to: To,
}

/// What the visitor handed over in one go and nobody has handed on since.
pub async fn undoable(work: &mut Work, batch: Uuid) -> Result<Vec<Undoable>> {
    let by = work.staff()?.account;
    let rows = sqlx::query!(
        "select i.person_id, a.id, b.team_id, b.account_id from casework.allocation a
         join casework.involvement i on i.id = a.involvement_id join casework.allocation b on b.id = a.follows_id
         where a.batch_id = $1 and a.allocated_by = $2 and a.ended_at is null order by a.id",
        batch,
        by
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .map(|row| Undoable {
            person: row.person_id,
            allocation: row.id,
            back_to: To { team: row.team_id, worker: row.account_id },
        })
        .collect())
}

/// Work to open with somebody without a request: what it is, and what it is for.
pub struct Opening<'a> {
    /// The service, as the pack names it.
    pub service: &'a str,
    /// The purpose.
    pub purpose: &'a str,
    /// The pack in force.
    pub pack_version: Uuid,
}

/// Opens Early Help with the person of the permit and gives it to somebody of a team. For a manager of that team.
pub async fn open(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    new: &Opening<'_>,
    to: To,
) -> Result<Uuid> {
    let person = permit.person();
    manages(work, to.team)?;
    if let Some(worker) = to.worker {
        may_hold(work, worker, to.team, person).await?;
    }
    let (involvement, id, now, by) = (work.new_id(), work.new_id(), work.now(), work.staff()?.account);
    sqlx::query!(
        "insert into casework.involvement (id, person_id, kind, service, purpose, pack_version_id, opened_at, opened_by)
         values ($1, $2, 'early_help', $3, $4, $5, $6, $7)",
        involvement,
        person,
        new.service,
        new.purpose,
        new.pack_version,
        now.to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    sqlx::query!(
        "insert into casework.allocation (id, involvement_id, team_id, account_id, allocated_at, allocated_by)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        involvement,
        to.team,
        to.worker,
        now.to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    give_ties(work, person, id, to).await?;
    work.life_changed(person);
    event::record(
        work,
        event::created("involvement", involvement).about("person", person).id("allocation", id),
    )
    .await?;
    Ok(involvement)
}

/// The ties that an allocation brings: the team's, the worker's, and its managers' who supervise the worker.
async fn give_ties(work: &mut Work, person: Uuid, allocation: Uuid, to: To) -> Result<()> {
    let mut holders = vec![(Holder::Team(to.team), GrantKind::Team)];
    if let Some(worker) = to.worker {
        holders.push((Holder::Account(worker), GrantKind::Allocation));
        let managers = managers(work, to.team).await?.into_iter().filter(|manager| *manager != worker);
        holders.extend(managers.map(|manager| (Holder::Account(manager), GrantKind::Supervision)));
    }
    for (holder, kind) in holders {
        let source = ("allocation", allocation);
        grant::give(work, &NewGrant { holder, person, kind, source, valid_until: None }).await?;
    }
    Ok(())
}

pub(crate) async fn managers(work: &mut Work, team: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select distinct m.account_id from access.team_member m
         join access.account_role r on r.account_id = m.account_id and r.role = 'team_manager'
           and r.valid_from <= $2 and (r.valid_until is null or r.valid_until > $2)
         where m.team_id = $1 and m.valid_from <= $2 and (m.valid_until is null or m.valid_until > $2)",
        team,
        work.now().to_sqlx()
    )
    .fetch_all(work.sql())
    .await?)
}

/// Whether somebody may be given work with this person: of the team, in work, and neither they nor kin.
async fn may_hold(work: &mut Work, worker: Uuid, team: Uuid, person: Uuid) -> Result<()> {
    let known = sqlx::query!(
        r#"select a.display_name,
               exists (select 1 from access.close_to($2) c where c = a.id) as "own_or_kin!",
               a.ended_at is null and exists (select 1 from access.team_member m where m.account_id = a.id and m.team_id = $3
                   and m.valid_from <= $4 and (m.valid_until is null or m.valid_until > $4))
               and exists (select 1 from access.account_role r where r.account_id = a.id and r.role in ('worker', 'team_manager')
                   and r.valid_from <= $4 and (r.valid_until is null or r.valid_until > $4)) as "in_the_team!"
           from access.account a where a.id = $1"#,
        worker,
        person,
        team,
        work.now().to_sqlx()
    );
    let known = known.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    if !known.in_the_team {
        return Err(Error::Rule(format!("{} does not work in that team today", known.display_name)));
    }
    if known.own_or_kin {
        // Why is nobody's business: whom an officer is related to is not the manager's to learn here.
        return Err(Error::Rule(format!(
            "{} cannot be given this work. Choose somebody else",
            known.display_name
        )));
    }
    Ok(())
}

/// Work of a team is allocated by its managers.
fn manages(work: &Work, team: Uuid) -> Result<()> {
    let staff = work.staff()?;
    if staff.roles.contains(&Role::TeamManager) && staff.teams.contains(&team) {
        return Ok(());
    }
    Err(Error::Rule("A manager of the team allocates its work".into()))
}
