//! Previous and current services (P05): what the council already knows of the people a request was matched to.
//!
//! Everything here also looks through same-person links: a record that is said to be the same person counts.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

use crate::access::{Permit, may::ReadsRequest};
use crate::{Result, Work, birth};

/// Somebody the request was matched to.
#[derive(Debug, Clone)]
pub struct Known {
    /// Whom the request names so.
    pub subject: Uuid,
    /// The person.
    pub person: Uuid,
    /// Their reference.
    pub public_ref: String,
    /// First and last name on their record.
    pub name: String,
    /// Date of birth on their record.
    pub birth: DateOfBirth,
    /// Warning notes in force: kind as a code and since when. What they say is read on the person's own page.
    pub warnings: Vec<Warning>,
}

/// A warning note in force.
#[derive(Debug, Clone)]
pub struct Warning {
    /// Its kind, as a code.
    pub kind: String,
    /// Since when.
    pub starts_on: Date,
}

/// An earlier request about somebody.
#[derive(Debug, Clone)]
pub struct EarlierRequest {
    /// The request.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// The person it was also about.
    pub person: Uuid,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Who referred, as a census source code.
    pub source_code: Option<String>,
    /// What was decided about this person, if anything was.
    pub outcome: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
}

/// A piece of work with somebody, open or closed.
#[derive(Debug, Clone)]
pub struct EarlierWork {
    /// The person.
    pub person: Uuid,
    /// What kind.
    pub kind: String,
    /// Since when.
    pub opened_at: Timestamp,
    /// Until when.
    pub closed_at: Option<Timestamp>,
    /// Why it was closed.
    pub closed_because: Option<String>,
    /// The team it is or was last with.
    pub team_name: Option<String>,
    /// The worker it is or was last with.
    pub worker_name: Option<String>,
}

/// Whom the request was matched to, with the warnings that must be read first.
pub async fn known(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Vec<Known>> {
    let request = permit.request();
    let now = work.now();
    let people = sqlx::query!(
        r#"select s.id as subject, p.id, p.public_ref,
               coalesce(btrim(concat_ws(' ', n.first_name, n.last_name)), '') as "name!", b.stated as "stated?"
           from casework.request_subject s
           join casework.subject_match m on m.subject_id = s.id and m.ended_at is null
           join casework.person p on p.id = m.person_id
           left join lateral (select n.first_name, n.last_name from lookup.person_name n
                              where n.person_id = p.id and n.superseded_at is null
                              order by (n.kind = 'legal') desc, n.used_from desc nulls last limit 1) n on true
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           where s.request_id = $1 order by s.part desc, s.position"#,
        request
    )
    .fetch_all(work.sql())
    .await?;
    let ids: Vec<Uuid> = people.iter().map(|row| row.id).collect();
    let warnings = sqlx::query!(
        r#"select distinct k.id as "person_id!", w.id, w.kind, w.starts_on
           from unnest($1::uuid[]) k (id)
           join casework.note_about() a on a.person_id = any (access.tied_records(k.id))
           join casework.warning_note w on w.id = a.note_id
           where w.starts_on <= ($2::timestamptz at time zone 'Europe/London')::date
             and not exists (select 1 from casework.warning_note_review r
                             where r.warning_note_id = w.id and r.outcome = 'ended')
           order by w.starts_on desc"#,
        &ids,
        now.to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    people
        .into_iter()
        .map(|row| {
            let of_this = warnings.iter().filter(|warning| warning.person_id == row.id);
            Ok(Known {
                subject: row.subject,
                person: row.id,
                public_ref: row.public_ref,
                name: row.name,
                birth: row.stated.map(birth::read).transpose()?.unwrap_or(DateOfBirth::Unknown),
                warnings: of_this
                    .map(|warning| Warning {
                        kind: warning.kind.clone(),
                        starts_on: warning.starts_on.to_jiff(),
                    })
                    .collect(),
            })
        })
        .collect()
}

/// Earlier requests about the same people, newest first. One about somebody whose record is restricted is left out.
pub async fn requests(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Vec<EarlierRequest>> {
    let request = permit.request();
    let rows = sqlx::query!(
        r#"with mine as (
               select m.person_id from casework.request_subject s
               join casework.subject_match m on m.subject_id = s.id and m.ended_at is null where s.request_id = $1
           ), same as (
               select distinct m.person_id as mine, k.known
               from mine m cross join lateral unnest(access.tied_records(m.person_id)) k (known)
           )
           select distinct r.id, r.reference, k.mine as "mine!", r.received_at, r.source_code, d.outcome as "outcome?",
                  d.decided_at as "decided_at?"
           from same k
           join casework.subject_match m on m.person_id = k.known and m.ended_at is null
           join casework.request_subject s on s.id = m.subject_id and s.request_id <> $1
           join casework.request r on r.id = s.request_id
           left join casework.decision d on d.subject_id = s.id
           where not exists (
               select 1 from casework.request_subject o
               join casework.subject_match om on om.subject_id = o.id and om.ended_at is null
               join access.closed_record x on x.person_id = om.person_id
               where o.request_id = r.id and om.person_id not in (select person_id from mine))
           order by r.received_at desc limit 200"#,
        request
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| EarlierRequest {
            id: row.id,
            reference: row.reference,
            person: row.mine,
            received_at: row.received_at.to_jiff(),
            source_code: row.source_code,
            outcome: row.outcome,
            decided_at: row.decided_at.map(|at| at.to_jiff()),
        })
        .collect())
}

/// Work with the same people, the open first, then the newest.
pub async fn involvements(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Vec<EarlierWork>> {
    let request = permit.request();
    let rows = sqlx::query!(
        r#"with mine as (
               select m.person_id from casework.request_subject s
               join casework.subject_match m on m.subject_id = s.id and m.ended_at is null where s.request_id = $1
           ), same as (
               select distinct m.person_id as mine, k.known
               from mine m cross join lateral unnest(access.tied_records(m.person_id)) k (known)
           )
           select k.mine as "mine!", i.kind, i.opened_at, c.closed_at as "closed_at?", c.reason as "reason?",
                  a.team as "team?", a.worker as "worker?"
           from same k
           join casework.involvement i on i.person_id = k.known
           left join casework.closure c on c.involvement_id = i.id
           left join lateral (
               select t.name as team, w.display_name as worker from casework.allocation a
               join access.team t on t.id = a.team_id left join access.account w on w.id = a.account_id
               where a.involvement_id = i.id order by a.ended_at is not null, a.allocated_at desc limit 1) a on true
           order by c.closed_at is not null, i.opened_at desc limit 200"#,
        request
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| EarlierWork {
            person: row.mine,
            kind: row.kind,
            opened_at: row.opened_at.to_jiff(),
            closed_at: row.closed_at.map(|at| at.to_jiff()),
            closed_because: row.reason,
            team_name: row.team,
            worker_name: row.worker,
        })
        .collect())
}
