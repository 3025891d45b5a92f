//! Reading the queue. The data protection officer sees every line, a team manager those of who is in their teams now, and
//! nobody a line about themselves.

use ::access::Role;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Error, Refusal, Result, Work, event};

/// A line of the queue.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its row.
    pub id: Uuid,
    /// Whose looks, by their name.
    pub officer: String,
    /// Their job.
    pub job_title: String,
    /// The pattern, as a code.
    pub pattern: String,
    /// What it is worth.
    pub points: i32,
    /// When it was put before a person.
    pub raised_at: Timestamp,
    /// How many looks.
    pub looks: i64,
    /// At how many people.
    pub people: i64,
    /// Why, a sentence each.
    pub reasons: Vec<String>,
    /// What was decided last, as a code.
    pub outcome: Option<String>,
}

/// One of its looks.
#[derive(Debug, Clone)]
pub struct Looked {
    /// When.
    pub at: Timestamp,
    /// At whom, by the reference that says nothing.
    pub reference: String,
    /// The person.
    pub person: Uuid,
    /// Flags, as codes.
    pub flags: Vec<String>,
}

/// Something of casework about one of the people looked at, beside the looks.
#[derive(Debug, Clone)]
pub struct Beside {
    /// When.
    pub at: Timestamp,
    /// About whom, by reference.
    pub reference: String,
    /// What: the ledger's action, or a kind of grant.
    pub what: String,
    /// Who did it or was given it.
    pub who: Option<String>,
}

/// A decision.
#[derive(Debug, Clone)]
pub struct Decided {
    /// As a code.
    pub outcome: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: String,
}

/// Lines nobody has settled first, emergencies before all; then what was settled, newest first.
pub async fn list(work: &mut Work, most: i64) -> Result<Vec<Line>> {
    lines(work, None, most).await
}

/// One line with its looks and decisions. That it was looked at is on record.
pub async fn show(work: &mut Work, id: Uuid) -> Result<(Line, Vec<Looked>, Vec<Decided>)> {
    let line = lines(work, Some(id), 1).await?.into_iter().next().ok_or(Error::NotFound)?;
    let looks = sqlx::query!(
        "select l.at, l.person_id, l.flags, p.public_ref from access.review_look l
         join casework.person p on p.id = l.person_id where l.item_id = $1 order by l.at limit 500",
        id
    )
    .fetch_all(work.sql())
    .await?;
    let looks = looks.into_iter().map(|row| Looked {
        at: row.at.to_jiff(),
        reference: row.public_ref,
        person: row.person_id,
        flags: row.flags,
    });
    let looks = looks.collect();
    let decided = decisions(work, id).await?;
    event::record(work, event::note(ledger::Action::ViewedAccessLog).about("review_item", id)).await?;
    Ok((line, looks, decided))
}

/// What casework did about the people of a line from 30 days before its first look until 30 days after its last.
pub async fn beside(work: &mut Work, id: Uuid) -> Result<Vec<Beside>> {
    let rows = sqlx::query!(
        r#"with about as (select distinct l.person_id from access.review_look l where l.item_id = $1),
                span as (select first_at - interval '30 days' as from_at, last_at + interval '30 days' as to_at
                         from access.review_item where id = $1)
           select x.at as "at!", p.public_ref, x.what as "what!", x.who as "who?" from (
               select e.at, e.subject_id as person_id, e.action as what, a.display_name as who
               from audit.event e left join access.account a on a.id = e.actor_id
               where e.subject_id in (select person_id from about) and e.subject_kind = 'person' and e.level is null
                 and e.action <> 'refused'
               union all select g.valid_from, g.person_id, g.kind, coalesce(a.display_name, t.name)
               from access.access_grant g left join access.account a on a.id = g.account_id
               left join access.team t on t.id = g.team_id where g.person_id in (select person_id from about)
           ) x join casework.person p on p.id = x.person_id, span
           where x.at between span.from_at and span.to_at order by x.at limit 500"#,
        id
    )
    .fetch_all(work.sql())
    .await?;
    let beside = |row| {
        let row: Row = row;
        Beside { at: row.0, reference: row.1, what: row.2, who: row.3 }
    };
    Ok(rows.into_iter().map(|row| beside((row.at.to_jiff(), row.public_ref, row.what, row.who))).collect())
}

type Row = (Timestamp, String, String, Option<String>);

async fn lines(work: &mut Work, only: Option<Uuid>, most: i64) -> Result<Vec<Line>> {
    let staff = work.staff()?.clone();
    let officer = staff.has_role(Role::DataProtectionOfficer);
    if !officer && !staff.has_role(Role::TeamManager) && !staff.has_role(Role::DutyManager) {
        return Err(Error::Refused(Refusal::NoNeedToKnow));
    }
    let rows = sqlx::query!(
        r#"select i.id, i.pattern, i.points, i.raised_at, i.key_id, i.reasons_sealed, a.display_name, a.job_title,
               (select count(*) from access.review_look l where l.item_id = i.id) as "looks!",
               (select count(distinct l.person_id) from access.review_look l where l.item_id = i.id) as "people!",
               d.outcome as "outcome?"
           from access.review_item i join access.account a on a.id = i.account_id
           left join lateral (select outcome from access.review_decision d where d.item_id = i.id
               order by d.decided_at desc, d.id limit 1) d on true
           where i.account_id <> $1 and ($4::uuid is null or i.id = $4)
             and ($2 or exists (select 1 from access.team_member m where m.account_id = i.account_id
                 and m.team_id = any ($3) and m.valid_until is null))
           order by (d.outcome is not null and d.outcome <> 'needs-asking'),
               (i.pattern = 'emergency') desc, i.points desc, i.raised_at desc limit $5"#,
        staff.account,
        officer,
        &staff.teams,
        only,
        most
    )
    .fetch_all(work.sql())
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.key_id).collect();
    let keys = work.keys(&ids).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let key = keys.get(&row.key_id).ok_or(Error::NotFound)?;
        let reasons = key.open("review_item", "reasons_sealed", row.id, &row.reasons_sealed)?;
        lines.push(Line {
            id: row.id,
            officer: row.display_name,
            job_title: row.job_title,
            pattern: row.pattern,
            points: row.points,
            raised_at: row.raised_at.to_jiff(),
            looks: row.looks,
            people: row.people,
            reasons: reasons.lines().map(str::to_owned).collect(),
            outcome: row.outcome,
        });
    }
    Ok(lines)
}

async fn decisions(work: &mut Work, item: Uuid) -> Result<Vec<Decided>> {
    let rows = sqlx::query!(
        "select d.id, d.outcome, d.decided_at, d.key_id, d.why_sealed, a.display_name from access.review_decision d
         join access.account a on a.id = d.decided_by where d.item_id = $1 order by d.decided_at",
        item
    )
    .fetch_all(work.sql())
    .await?;
    let mut decided = Vec::with_capacity(rows.len());
    for row in rows {
        let why =
            work.key(row.key_id).await?.open("review_decision", "why_sealed", row.id, &row.why_sealed)?;
        decided.push(Decided {
            outcome: row.outcome,
            at: row.decided_at.to_jiff(),
            by: row.display_name,
            why,
        });
    }
    Ok(decided)
}
