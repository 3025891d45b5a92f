//! Joining and moving: an account, what it is called, and the roles and teams it holds from now on.

use std::collections::BTreeSet;

use ::access::Role;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use ledger::{Action, Code};
use uuid::Uuid;

use super::{find, of};
use crate::staff::account::{self, NewAccount};
use crate::staff::team;
use crate::{Error, Result, Work, event};

/// What is said of somebody who joins or moves.
#[derive(Debug, Clone)]
pub struct Details<'a> {
    /// See [`super::Entry`].
    pub staff_number: Option<&'a str>,
    /// See [`super::Entry`].
    pub sign_in_name: &'a str,
    /// See [`super::Entry`].
    pub display_name: &'a str,
    /// See [`super::Entry`].
    pub email: &'a str,
    /// See [`super::Entry`].
    pub job_title: &'a str,
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

/// Until when somebody's training in data protection counts: from then on they open nothing. True if that is a change.
pub async fn set_training(work: &mut Work, account: Uuid, until: Timestamp) -> Result<bool> {
    let changed = sqlx::query!(
        "update access.account set trained_until = $2 where id = $1 and trained_until is distinct from $2",
        account,
        until.to_sqlx()
    )
    .execute(work.sql())
    .await?
    .rows_affected()
        > 0;
    if changed {
        let note = event::note(Action::Amended).about("account", account);
        event::record(work, note.code("what", Code::of("training"))).await?;
    }
    Ok(changed)
}

/// Which record, by reference, is somebody's own: from now on they open neither it nor a relative's. `None` where it turned out
/// to be somebody else's. True if that is a change.
///
/// # Errors
/// [`Error::Rule`] when nobody has the reference, or the record is another officer's own.
pub async fn set_own_record(work: &mut Work, account: Uuid, reference: Option<&str>) -> Result<bool> {
    let person = match reference {
        None => None,
        Some(typed) => {
            let nobody = || Error::Rule(format!("nobody on file has the reference {typed}"));
            let reference = crate::reference::parse(typed).ok_or_else(nobody)?;
            let found =
                sqlx::query_scalar!("select id from casework.person where public_ref = $1", reference);
            Some(found.fetch_optional(work.sql()).await?.ok_or_else(nobody)?)
        }
    };
    let taken = sqlx::query_scalar!(
        "select id from access.account where id <> $1 and person_id = $2 and ended_at is null",
        account,
        person
    );
    if taken.fetch_optional(work.sql()).await?.is_some() {
        return Err(Error::Rule("that record is said to be somebody else's own".into()));
    }
    let changed = sqlx::query!(
        "update access.account set person_id = $2 where id = $1 and person_id is distinct from $2",
        account,
        person
    );
    let changed = changed.execute(work.sql()).await?.rows_affected() > 0;
    if changed {
        let note = event::note(Action::Amended).about("account", account);
        event::record(work, note.code("what", Code::of("own_record"))).await?;
    }
    Ok(changed)
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
        event::record(work, event::note(Action::Revoked).about("account", account).code("role", code))
            .await?;
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
        event::record(work, event::note(Action::Granted).about("account", account).code("role", code))
            .await?;
    }
    Ok(held != *roles)
}

/// Somebody changes teams: from now on they sit in exactly these. True if that is a change.
pub async fn set_teams(work: &mut Work, account: Uuid, teams: &BTreeSet<String>) -> Result<bool> {
    let now = work.now().to_sqlx();
    let sat: BTreeSet<String> = of(work, account).await?.teams;
    for team in sat.difference(teams) {
        let team = team::by_slug(work, team).await?.id;
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
        let team = team::by_slug(work, team).await?.id;
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
