//! What is going on with somebody: open and past work, and the requests that name them.

use jiff::Timestamp;
use uuid::Uuid;

use super::identity::Identity;
use crate::access::{Permit, may::ReadsPerson};
use crate::{Error, Result, Work};

/// A piece of work with somebody.
#[derive(Debug, Clone)]
pub struct Involvement {
    /// Its row.
    pub id: Uuid,
    /// What kind.
    pub kind: String,
    /// Since when.
    pub opened_at: Timestamp,
    /// Until when, if it has ended.
    pub closed_at: Option<Timestamp>,
    /// Why it ended.
    pub closed_because: Option<String>,
    /// The team it is or was with.
    pub team: Option<String>,
    /// The worker it is or was allocated to.
    pub worker: Option<String>,
    /// The reference of the record it is on, when that is one said to be the same person.
    pub on_other_record: Option<String>,
}

/// A request that names somebody.
#[derive(Debug, Clone)]
pub struct PastRequest {
    /// The request.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// When it arrived.
    pub received_at: Timestamp,
    /// How it came.
    pub method: String,
    /// `referred` or `information-only`.
    pub standing: String,
    /// What was decided for them, as a code.
    pub outcome: Option<String>,
}

/// Every piece of work, open ones first, on this record and on those said to be the same person.
pub async fn involvements(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    who: &Identity,
) -> Result<Vec<Involvement>> {
    covers(permit, who)?;
    let ids = who.ids();
    let rows = sqlx::query!(
        r#"select i.id, i.person_id, i.kind, i.opened_at, c.closed_at as "closed_at?", c.reason as "reason?",
               l.team as "team?", l.worker as "worker?"
           from casework.involvement i
           left join casework.closure c on c.involvement_id = i.id
           left join lateral (select t.name as team, a.display_name as worker from casework.allocation l
               join access.team t on t.id = l.team_id
               left join access.account a on a.id = l.account_id
               where l.involvement_id = i.id order by (l.ended_at is null) desc, (l.account_id is not null) desc,
                   l.allocated_at desc limit 1) l on true
           where i.person_id = any ($1)
           order by (c.closed_at is null) desc, i.opened_at desc, i.id"#,
        &ids
    )
    .fetch_all(work.sql())
    .await?;
    let reference_of = |person: Uuid| {
        who.same_as.iter().find(|(id, _)| *id == person).map(|(_, reference)| reference.clone())
    };
    Ok(rows
        .into_iter()
        .map(|row| Involvement {
            id: row.id,
            kind: row.kind,
            opened_at: row.opened_at.to_jiff(),
            closed_at: row.closed_at.map(|at| at.to_jiff()),
            closed_because: row.reason,
            team: row.team,
            worker: row.worker,
            on_other_record: reference_of(row.person_id),
        })
        .collect())
}

/// The newest requests that name them, here or on a record said to be the same person.
pub async fn requests(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    who: &Identity,
    most: i64,
) -> Result<Vec<PastRequest>> {
    covers(permit, who)?;
    let rows = sqlx::query!(
        r#"select r.id, r.reference, r.received_at, r.method, s.standing, d.outcome as "outcome?"
           from casework.subject_match m
           join casework.request_subject s on s.id = m.subject_id
           join casework.request r on r.id = s.request_id
           left join casework.decision d on d.subject_id = s.id
           where m.person_id = any ($1) and m.ended_at is null
           order by r.received_at desc, r.id limit $2"#,
        &who.ids(),
        most
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| PastRequest {
            id: row.id,
            reference: row.reference,
            received_at: row.received_at.to_jiff(),
            method: row.method,
            standing: row.standing,
            outcome: row.outcome,
        })
        .collect())
}

fn covers(permit: &Permit<impl ReadsPerson>, who: &Identity) -> Result<()> {
    if permit.person() == who.id { Ok(()) } else { Err(Error::NotFound) }
}
