//! The roll: who works here now, and how that changes. Somebody joins, moves or leaves; roles and teams are dated, never
//! overwritten. The staff file and the directory both end here.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use law::access::Role;
use ledger::{Action, Code};
use uuid::Uuid;

use super::account::{self, NewAccount};
use crate::{Error, Result, Work, event};

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
    /// Since when.
    pub started_at: Timestamp,
    /// When they left, if they did.
    pub ended_at: Option<Timestamp>,
}

/// What is said of somebody who joins or moves.
#[derive(Debug, Clone)]
pub struct Details<'a> {
    /// See [`Entry`].
    pub staff_number: Option<&'a str>,
    /// See [`Entry`].
    pub sign_in_name: &'a str,
    /// See [`Entry`].
    pub display_name: &'a str,
    /// See [`Entry`].
    pub email: &'a str,
    /// See [`Entry`].
    pub job_title: &'a str,
}

/// What a leaver leaves behind, for whoever must give it to somebody else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Left {
    /// Sessions ended.
    pub sessions: u64,
    /// Grants ended.
    pub grants: u64,
    /// Families still allocated to them.
    pub allocations: i64,
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
            started_at: row.started_at.to_jiff(),
            ended_at: row.ended_at.map(|at| at.to_jiff()),
        })
        .collect())
}

/// The account with a sign-in name or number, ended or not.
pub async fn find(work: &mut Work, sign_in_name: Option<&str>, staff_number: Option<&str>) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from access.account where sign_in_name = lower($1) or staff_number = $2 limit 1",
        sign_in_name,
        staff_number
    )
    .fetch_optional(work.sql())
    .await?)
}

/// Somebody joins: an account without a password. They sign in with the provider, or an administrator helps them.
///
/// # Errors
/// [`Error::AlreadyDone`] when the name or number is taken, also by somebody who left.
pub async fn join(work: &mut Work, details: &Details<'_>) -> Result<Uuid> {
    if find(work, Some(details.sign_in_name), details.staff_number).await?.is_some() {
        return Err(Error::AlreadyDone);
    }
    let id = work.new_id();
    let new = NewAccount {
        sign_in_name: details.sign_in_name,
        display_name: details.display_name,
        email: details.email,
        job_title: details.job_title,
        password_hash: None,
        totp_secret: None,
        person: None,
        roles: &[],
        teams: &[],
    };
    account::create(work, id, &new).await?;
    set_details(work, id, details).await?;
    event::record(work, event::created("account", id)).await?;
    Ok(id)
}

/// Their name, email or title changes.
pub async fn describe(work: &mut Work, account: Uuid, details: &Details<'_>) -> Result<()> {
    set_details(work, account, details).await?;
    event::record(work, event::amended("account", account)).await?;
    Ok(())
}

async fn set_details(work: &mut Work, account: Uuid, details: &Details<'_>) -> Result<()> {
    let taken = sqlx::query_scalar!(
        "select id from access.account where id <> $1 and (sign_in_name = lower($2) or staff_number = $3) limit 1",
        account,
        details.sign_in_name,
        details.staff_number
    )
    .fetch_optional(work.sql())
    .await?;
    if taken.is_some() {
        return Err(Error::AlreadyDone);
    }
    sqlx::query!(
        "update access.account set sign_in_name = lower($2), display_name = $3, email = $4, job_title = $5,
                                   staff_number = coalesce($6, staff_number) where id = $1",
        account,
        details.sign_in_name,
        details.display_name,
        details.email,
        details.job_title,
        details.staff_number
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// Somebody takes up or gives up roles: from now on they hold exactly these. True if that is a change.
pub async fn set_roles(work: &mut Work, account: Uuid, roles: &BTreeSet<String>) -> Result<bool> {
    if let Some(unknown) = roles.iter().find(|role| Role::parse(role).is_none()) {
        return Err(Error::Rule(format!("there is no role {unknown}")));
    }
    let now = work.now().to_sqlx();
    let held: BTreeSet<String> = of(work, account).await?.roles;
    for role in held.difference(roles) {
        sqlx::query!(
            "update access.account_role set valid_until = $3
             where account_id = $1 and role = $2 and (valid_until is null or valid_until > $3)",
            account,
            role,
            now
        )
        .execute(work.sql())
        .await?;
        let code = Code::from_pack(role).map_err(crate::request::rag::bad)?;
        event::record(work, event::note(Action::Revoked).about("account", account).code("role", code)).await?;
    }
    for role in roles.difference(&held) {
        let id = work.new_id();
        sqlx::query!(
            "insert into access.account_role (id, account_id, role, valid_from) values ($1, $2, $3, $4)",
            id,
            account,
            role,
            now
        )
        .execute(work.sql())
        .await?;
        let code = Code::from_pack(role).map_err(crate::request::rag::bad)?;
        event::record(work, event::note(Action::Granted).about("account", account).code("role", code)).await?;
    }
    Ok(held != *roles)
}

/// Somebody changes teams: from now on they sit in exactly these. True if that is a change.
pub async fn set_teams(work: &mut Work, account: Uuid, teams: &BTreeSet<String>) -> Result<bool> {
    let now = work.now().to_sqlx();
    let sat: BTreeSet<String> = of(work, account).await?.teams;
    for team in sat.difference(teams) {
        let team = super::team::by_slug(work, team).await?.id;
        sqlx::query!(
            "update access.team_member set valid_until = $3
             where account_id = $1 and team_id = $2 and (valid_until is null or valid_until > $3)",
            account,
            team,
            now
        )
        .execute(work.sql())
        .await?;
        event::record(work, event::note(Action::Revoked).about("account", account).id("team", team)).await?;
    }
    for team in teams.difference(&sat) {
        let team = super::team::by_slug(work, team).await?.id;
        let id = work.new_id();
        sqlx::query!(
            "insert into access.team_member (id, team_id, account_id, valid_from) values ($1, $2, $3, $4)",
            id,
            team,
            account,
            now
        )
        .execute(work.sql())
        .await?;
        event::record(work, event::note(Action::Granted).about("account", account).id("team", team)).await?;
    }
    Ok(sat != *teams)
}

/// Somebody leaves: at once they are signed out everywhere, and roles, teams, grants, passkeys, recovery codes and
/// identities end. `by` says what told us: `staff_file` or `scim`. Their families stay allocated to their name until
/// somebody else takes them on, so that nobody is forgotten.
///
/// # Errors
/// [`Error::AlreadyDone`] when they left before.
pub async fn leave(work: &mut Work, account: Uuid, by: &'static str) -> Result<Left> {
    let now = work.now().to_sqlx();
    let done = sqlx::query!("update access.account set ended_at = $2 where id = $1 and ended_at is null", account, now)
        .execute(work.sql())
        .await?;
    if done.rows_affected() == 0 {
        return Err(Error::AlreadyDone);
    }
    let id = work.new_id();
    sqlx::query!(
        "insert into access.account_ending (id, account_id, ended_at, ended_by) values ($1, $2, $3, $4)",
        id,
        account,
        now,
        by
    )
    .execute(work.sql())
    .await?;
    set_roles(work, account, &BTreeSet::new()).await?;
    set_teams(work, account, &BTreeSet::new()).await?;
    let sessions = super::session::end_all(work, account).await?;
    let grants = sqlx::query!(
        "update access.access_grant set ended_at = $2 where account_id = $1 and ended_at is null",
        account,
        now
    )
    .execute(work.sql())
    .await?
    .rows_affected();
    sqlx::query!("update access.passkey set removed_at = $2 where account_id = $1 and removed_at is null", account, now)
        .execute(work.sql())
        .await?;
    sqlx::query!("update access.identity set ended_at = $2 where account_id = $1 and ended_at is null", account, now)
        .execute(work.sql())
        .await?;
    super::recovery::replace(work, account, &[]).await?;
    let allocations = sqlx::query_scalar!(
        r#"select count(*) as "count!" from casework.allocation where account_id = $1 and ended_at is null"#,
        account
    )
    .fetch_one(work.sql())
    .await?;
    let left = Left { sessions, grants, allocations };
    let note = event::note(Action::Ended).about("account", account).because(Code::of(by));
    let note = note.count("sessions", sessions as usize).count("grants", grants as usize);
    event::record(work, note.count("allocations", usize::try_from(allocations).unwrap_or_default())).await?;
    Ok(left)
}

/// Somebody who left comes back, without what they had: roles, teams and identities are given again.
///
/// # Errors
/// [`Error::AlreadyDone`] when they never left.
pub async fn come_back(work: &mut Work, account: Uuid) -> Result<()> {
    let now = work.now().to_sqlx();
    // A password of before would open the door again; the provider, or an administrator, lets them in.
    let done = sqlx::query!(
        "update access.account set ended_at = null, password_hash = null where id = $1 and ended_at is not null",
        account
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::AlreadyDone);
    }
    sqlx::query!(
        "update access.account_ending set reopened_at = $2 where account_id = $1 and reopened_at is null",
        account,
        now
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("account", account).flag("came_back", true)).await?;
    Ok(())
}
