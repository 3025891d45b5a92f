//! The roll: who works here now, and how that changes. Somebody joins, moves or leaves; roles and teams are dated, never
//! overwritten. The staff file and the directory both end here.

mod joining;
mod leaving;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Result, Work};

pub use joining::{Details, describe, join, set_own_record, set_roles, set_teams, set_training};
pub use leaving::{Left, come_back, leave};

/// One account of the roll.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub account: Uuid,
    /// The personnel system's or directory's number.
    pub staff_number: Option<String>,
    /// What they type to sign in.
    pub sign_in_name: String,
    /// The name colleagues see.
    pub display_name: String,
    /// Work email.
    pub email: String,
    /// Job title.
    pub job_title: String,
    /// Codes of the roles held now.
    pub roles: BTreeSet<String>,
    /// Names, as in `teams.toml`, of the teams sat in now.
    pub teams: BTreeSet<String>,
    /// Providers and their names for them.
    pub identities: BTreeSet<(String, String)>,
    /// Until when their training in data protection counts, if anybody said so.
    pub trained_until: Option<Timestamp>,
    /// Since when.
    pub started_at: Timestamp,
    /// When they left, if they did.
    pub ended_at: Option<Timestamp>,
}

/// Everybody, by sign-in name; those who left only if asked for.
pub async fn all(work: &mut Work, with_ended: bool) -> Result<Vec<Entry>> {
    entries(work, None, with_ended).await
}

/// One account, ended or not.
pub async fn of(work: &mut Work, account: Uuid) -> Result<Entry> {
    entries(work, Some(account), true).await?.pop().ok_or(Error::NotFound)
}

async fn entries(work: &mut Work, only: Option<Uuid>, with_ended: bool) -> Result<Vec<Entry>> {
    let now = work.now();
    let rows = sqlx::query!(
        r#"select a.id, a.staff_number, a.sign_in_name, a.display_name, a.email, a.job_title, a.started_at, a.ended_at,
               a.trained_until,
               array(select distinct r.role from access.account_role r where r.account_id = a.id
                     and r.valid_from <= $2 and (r.valid_until is null or r.valid_until > $2)) as "roles!",
               array(select distinct t.slug from access.team_member m join access.team t on t.id = m.team_id
                     where m.account_id = a.id
                     and m.valid_from <= $2 and (m.valid_until is null or m.valid_until > $2)) as "teams!",
               array(select i.provider from access.identity i where i.account_id = a.id and i.ended_at is null
                     order by i.id) as "providers!",
               array(select i.subject from access.identity i where i.account_id = a.id and i.ended_at is null
                     order by i.id) as "subjects!"
           from access.account a
           where ($1::uuid is null or a.id = $1) and ($3 or a.ended_at is null)
           order by a.sign_in_name"#,
        only,
        now.to_sqlx(),
        with_ended
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Entry {
            account: row.id,
            staff_number: row.staff_number,
            sign_in_name: row.sign_in_name,
            display_name: row.display_name,
            email: row.email,
            job_title: row.job_title,
            roles: row.roles.into_iter().collect(),
            teams: row.teams.into_iter().collect(),
            identities: row.providers.into_iter().zip(row.subjects).collect(),
            trained_until: row.trained_until.map(|at| at.to_jiff()),
            started_at: row.started_at.to_jiff(),
            ended_at: row.ended_at.map(|at| at.to_jiff()),
        })
        .collect())
}

/// The account with a sign-in name or number, ended or not.
pub async fn find(
    work: &mut Work,
    sign_in_name: Option<&str>,
    staff_number: Option<&str>,
) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from access.account where sign_in_name = lower($1) or staff_number = $2 limit 1",
        sign_in_name,
        staff_number
    )
    .fetch_optional(work.sql())
    .await?)
}
