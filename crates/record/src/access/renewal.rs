//! Every ninety days a manager says of each involvement whether the access it gives is still needed. After six months
//! without an answer the access ends by itself.

use ::access::{GrantKind, INVOLVEMENT_DAYS, REVIEW_DAYS, Role};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::grant;
use crate::{Error, Refusal, Result, Work, event};

/// An involvement whose access is to be looked at.
#[derive(Debug, Clone)]
pub struct Due {
    /// The grant.
    pub grant: Uuid,
    /// Whose record.
    pub person: Uuid,
    /// Their reference.
    pub public_ref: String,
    /// Their name, where the reader may know it.
    pub name: Option<String>,
    /// Who holds it: an officer or a team.
    pub holder: String,
    /// Why they have it, as a code of [`GrantKind`].
    pub kind: String,
    /// Since when.
    pub since: Timestamp,
    /// When it was last looked at, if ever.
    pub reviewed_at: Option<Timestamp>,
    /// When it ends unless somebody says that it is needed.
    pub ends_at: Option<Timestamp>,
}

/// What a manager finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Still needed: six more months.
    Needed,
    /// No longer needed: it ends now.
    Ended,
}

/// Access to people open to the manager's teams that nobody has looked at for ninety days, what ends first at the top. A
/// manager's own access is another manager's to review, and so is access to their own record or a relative's.
pub async fn due(work: &mut Work, limit: i64) -> Result<Vec<Due>> {
    let (account, teams, before) = whose(work)?;
    let rows = sqlx::query!(
        r#"select g.id as "id!", g.person_id as "person_id!", p.public_ref, n.name as "name?",
                  coalesce(a.display_name, t.name) as "holder!", g.kind as "kind!", g.valid_from as "valid_from!",
                  g.reviewed_at, g.valid_until
           from access.due_for_review($1, $2, $3, $4) g
           join casework.person p on p.id = g.person_id
           left join access.account a on a.id = g.account_id
           left join access.team t on t.id = g.team_id
           left join lateral (select concat_ws(' ', n.first_name, n.last_name) as name from lookup.person_name n
                              where n.person_id = g.person_id and n.superseded_at is null
                              order by (n.kind = 'legal') desc limit 1) n on true
           order by g.valid_until nulls last, g.id limit $5"#,
        account,
        &teams,
        before.to_sqlx(),
        work.now().to_sqlx(),
        limit
    )
    .fetch_all(work.sql())
    .await?;
    if !rows.is_empty() {
        event::record(work, event::note(ledger::Action::SawInResults).count("people", rows.len())).await?;
    }
    Ok(rows
        .into_iter()
        .map(|row| Due {
            grant: row.id,
            person: row.person_id,
            public_ref: row.public_ref,
            name: row.name,
            holder: row.holder,
            kind: row.kind,
            since: row.valid_from.to_jiff(),
            reviewed_at: row.reviewed_at.map(|at| at.to_jiff()),
            ends_at: row.valid_until.map(|at| at.to_jiff()),
        })
        .collect())
}

/// How many of those there are. Says nothing of anybody.
pub async fn how_many(work: &mut Work) -> Result<i64> {
    let (account, teams, before) = whose(work)?;
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from access.due_for_review($1, $2, $3, $4) g
           join casework.person p on p.id = g.person_id"#,
        account,
        &teams,
        before.to_sqlx(),
        work.now().to_sqlx()
    )
    .fetch_one(work.sql())
    .await?)
}

/// Keeps what a manager found. Somebody who was quicker is not overruled: then it is stale.
pub async fn decide(work: &mut Work, wanted: Uuid, outcome: Outcome) -> Result<()> {
    let (account, teams, before) = whose(work)?;
    let now = work.now();
    let found = sqlx::query!(
        r#"select g.person_id as "person!", g.kind as "kind!" from access.due_for_review($1, $2, $3, $4) g
           join casework.person p on p.id = g.person_id where g.id = $5"#,
        account,
        &teams,
        before.to_sqlx(),
        now.to_sqlx(),
        wanted
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::Stale)?;
    let kind = GrantKind::parse(&found.kind).ok_or(Error::NotFound)?;
    let (code, ends) = match outcome {
        Outcome::Needed => ("needed", grant::ends(kind, now, None)),
        Outcome::Ended => ("ended", Some(now)),
    };
    // Asked again in the update, which waits for whoever has the row.
    let done = sqlx::query!(
        "update access.access_grant set reviewed_at = $2, valid_until = $3,
             ended_at = case when $4 then $2 else ended_at end
         where id = $1 and ended_at is null and coalesce(reviewed_at, valid_from) <= $5",
        wanted,
        now.to_sqlx(),
        ends.map(|at| at.to_sqlx()) as _,
        outcome == Outcome::Ended,
        before.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    let id = work.new_id();
    sqlx::query!(
        "insert into access.grant_review (id, grant_id, outcome, reviewed_at, reviewed_by) values ($1, $2, $3, $4, $5)",
        id,
        wanted,
        code,
        now.to_sqlx(),
        account
    )
    .execute(work.sql())
    .await?;
    let action = match outcome {
        Outcome::Needed => ledger::Action::Granted,
        Outcome::Ended => ledger::Action::Revoked,
    };
    let note = event::note(action)
        .about("person", found.person)
        .because(ledger::Code::of("access_review"))
        .id("grant", wanted)
        .count("days", usize::try_from(INVOLVEMENT_DAYS).unwrap_or_default());
    event::record(work, note).await?;
    Ok(())
}

/// The manager who asks, their teams, and since when nobody must have looked.
fn whose(work: &Work) -> Result<(Uuid, Vec<Uuid>, Timestamp)> {
    let staff = manager(work)?;
    Ok((staff.account, staff.teams.clone(), work.now() - SignedDuration::from_hours(24 * REVIEW_DAYS)))
}

fn manager(work: &Work) -> Result<&crate::Staff> {
    let staff = work.staff()?;
    if staff.has_role(Role::TeamManager) || staff.has_role(Role::DutyManager) {
        Ok(staff)
    } else {
        Err(Error::Refused(Refusal::NoNeedToKnow))
    }
}
