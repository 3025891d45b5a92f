//! Whom an officer works with, and what in their teams has nobody yet: the lists of a home page.

use jiff::Timestamp;
use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

use crate::{Error, Result, Work, birth, event};

/// Open work with one person.
#[derive(Debug, Clone)]
pub struct Case {
    /// The person.
    pub person: Uuid,
    /// Their reference.
    pub public_ref: String,
    /// First and last name; `None` where the record is restricted, even to the worker named on it.
    pub name: Option<String>,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// The name of their family, if one is on file.
    pub family: Option<String>,
    /// That family.
    pub family_id: Option<Uuid>,
    /// What kind of work.
    pub kind: String,
    /// The allocation as it is now.
    pub allocation: Uuid,
    /// The team it is with.
    pub team_name: String,
    /// The worker it is allocated to, with their name; `None` while the team has it.
    pub worker: Option<(Uuid, String)>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was allocated as it is now.
    pub allocated_at: Timestamp,
}

/// Open work allocated to an officer, family by family.
pub async fn mine(work: &mut Work, limit: i64) -> Result<Vec<Case>> {
    let account = work.staff()?.account;
    list(work, Some(account), &[], false, limit).await
}

/// Open work of the officer's teams that is allocated to nobody, the longest waiting first.
pub async fn unallocated(work: &mut Work, limit: i64) -> Result<Vec<Case>> {
    let teams = work.staff()?.teams.clone();
    list(work, None, &teams, false, limit).await
}

/// All open work of one of the officer's teams, family by family, whoever it is allocated to.
pub async fn of_team(work: &mut Work, team: Uuid, limit: i64) -> Result<Vec<Case>> {
    if !work.staff()?.teams.contains(&team) {
        return Err(Error::NotFound);
    }
    list(work, None, &[team], true, limit).await
}

async fn list(
    work: &mut Work,
    account: Option<Uuid>,
    teams: &[Uuid],
    allocated_too: bool,
    limit: i64,
) -> Result<Vec<Case>> {
    let rows = sqlx::query!(
        r#"select p.id, p.public_ref, i.kind, t.name as team, i.opened_at, a.allocated_at, a.id as allocation,
               w.id as "worker?", w.display_name as "worker_name?",
               btrim(concat_ws(' ', n.first_name, n.last_name)) as "name!", b.stated as "stated?", f.name as "family?",
               f.family_id as "family_id?",
               exists (select 1 from access.closed_record x where x.person_id = p.id) as "restricted!"
           from casework.allocation a
           join casework.involvement i on i.id = a.involvement_id
           join casework.person p on p.id = i.person_id
           join access.team t on t.id = a.team_id
           left join access.account w on w.id = a.account_id
           left join lateral (select n.first_name, n.last_name from lookup.person_name n
                              where n.person_id = p.id and n.superseded_at is null
                              order by (n.kind = 'known-as') desc, (n.kind = 'legal') desc limit 1) n on true
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           left join lateral (select fn.name, fn.family_id from casework.family_member m join lookup.family_name fn on fn.family_id = m.family_id
                              where m.person_id = p.id and m.member_until is null limit 1) f on true
           where a.ended_at is null and (a.account_id = $1 or ($1::uuid is null and (a.account_id is null or $3) and a.team_id = any ($2)))
             and not exists (select 1 from casework.closure c where c.involvement_id = i.id)
           order by f.name nulls last, a.allocated_at, p.id limit $4"#,
        account,
        teams,
        allocated_too,
        limit
    )
    .fetch_all(work.sql())
    .await?;
    if !rows.is_empty() {
        event::record(work, event::note(ledger::Action::SawInResults).count("people", rows.len())).await?;
    }
    rows.into_iter()
        .map(|row| {
            let birth = row.stated.map(birth::read).transpose()?.unwrap_or(DateOfBirth::Unknown);
            Ok(Case {
                person: row.id,
                public_ref: row.public_ref,
                name: (!row.restricted).then_some(row.name),
                birth: if row.restricted { DateOfBirth::Unknown } else { birth },
                family: row.family.filter(|_| !row.restricted),
                family_id: row.family_id.filter(|_| !row.restricted),
                kind: row.kind,
                allocation: row.allocation,
                team_name: row.team,
                worker: row.worker.zip(row.worker_name),
                opened_at: row.opened_at.to_jiff(),
                allocated_at: row.allocated_at.to_jiff(),
            })
        })
        .collect()
}
