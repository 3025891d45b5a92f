//! Accounts and the roles they hold.

use ::access::Role;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Result, Staff, Work};

/// What signing in needs to check. Never shown.
pub struct Credentials {
    /// The account.
    pub account: Uuid,
    /// What they type to sign in.
    pub sign_in_name: String,
    /// Argon2id hash of the password, absent until one is set.
    pub password_hash: Option<String>,
    /// The shared secret of the authenticator app, absent until enrolled.
    pub totp_secret: Option<Vec<u8>>,
    /// The last 30-second step a code was accepted for: a code is good once.
    pub totp_last_step: Option<i64>,
}

/// A new account.
pub struct NewAccount<'a> {
    /// What they type to sign in.
    pub sign_in_name: &'a str,
    /// The name colleagues see.
    pub display_name: &'a str,
    /// Work email.
    pub email: &'a str,
    /// Job title.
    pub job_title: &'a str,
    /// Argon2id hash.
    pub password_hash: Option<&'a str>,
    /// Secret shared with the authenticator app.
    pub totp_secret: Option<&'a [u8]>,
    /// Their own record, if the council knows them as a person.
    pub person: Option<Uuid>,
    /// What they are employed to do.
    pub roles: &'a [Role],
    /// Teams they sit in.
    pub teams: &'a [Uuid],
}

/// Makes an account with its roles and teams from this moment on.
pub async fn create(work: &mut Work, id: Uuid, new: &NewAccount<'_>) -> Result<()> {
    let key = work.new_key("account", id);
    let totp = work.seal_some(&key, "account", "totp_sealed", id, new.totp_secret)?;
    let now = work.now().to_sqlx();
    sqlx::query!(
        "insert into access.account (id, sign_in_name, display_name, email, job_title, password_hash, key_id,
                                     totp_sealed, person_id, started_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        new.sign_in_name,
        new.display_name,
        new.email,
        new.job_title,
        new.password_hash,
        key.id(),
        totp,
        new.person,
        now
    )
    .execute(work.sql())
    .await?;
    for role in new.roles {
        let row = work.new_id();
        sqlx::query!(
            "insert into access.account_role (id, account_id, role, valid_from) values ($1, $2, $3, $4)",
            row,
            id,
            role.code(),
            now
        )
        .execute(work.sql())
        .await?;
    }
    for team in new.teams {
        let row = work.new_id();
        sqlx::query!(
            "insert into access.team_member (id, team_id, account_id, valid_from) values ($1, $2, $3, $4)",
            row,
            team,
            id,
            now
        )
        .execute(work.sql())
        .await?;
    }
    Ok(())
}

/// What to check a sign-in against, or `None` when no open account has that name.
pub async fn credentials(work: &mut Work, sign_in_name: &str) -> Result<Option<Credentials>> {
    credentials_by(work, Some(sign_in_name), None).await
}

/// As [`credentials`], of an account already known.
pub async fn credentials_of(work: &mut Work, account: Uuid) -> Result<Option<Credentials>> {
    credentials_by(work, None, Some(account)).await
}

async fn credentials_by(
    work: &mut Work,
    sign_in_name: Option<&str>,
    account: Option<Uuid>,
) -> Result<Option<Credentials>> {
    let Some(row) = sqlx::query!(
        "select id, sign_in_name, password_hash, key_id, totp_sealed, totp_last_step from access.account
         where (sign_in_name = lower($1) or id = $2) and ended_at is null",
        sign_in_name,
        account
    )
    .fetch_optional(work.sql())
    .await?
    else {
        return Ok(None);
    };
    let key = work.key(row.key_id).await?;
    Ok(Some(Credentials {
        account: row.id,
        sign_in_name: row.sign_in_name,
        password_hash: row.password_hash,
        totp_secret: row
            .totp_sealed
            .map(|sealed| key.open_bytes("account", "totp_sealed", row.id, &sealed))
            .transpose()?,
        totp_last_step: row.totp_last_step,
    }))
}

/// Remembers the step of an accepted code. False if that step or a later one was already used.
pub async fn accept_totp_step(work: &mut Work, account: Uuid, step: i64) -> Result<bool> {
    let done = sqlx::query!(
        "update access.account set totp_last_step = $2
         where id = $1 and (totp_last_step is null or totp_last_step < $2)",
        account,
        step
    )
    .execute(work.sql())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Replaces the stored hash, when its parameters have moved on.
pub async fn set_password_hash(work: &mut Work, account: Uuid, hash: &str) -> Result<()> {
    sqlx::query!("update access.account set password_hash = $2 where id = $1", account, hash)
        .execute(work.sql())
        .await?;
    Ok(())
}

/// Enrols an authenticator app in place of any before. `step` is that of the code that proved it works.
pub async fn set_totp(work: &mut Work, account: Uuid, secret: &[u8], step: i64) -> Result<()> {
    let key_id = sqlx::query_scalar!("select key_id from access.account where id = $1 for update", account)
        .fetch_one(work.sql())
        .await?;
    let key = work.key(key_id).await?;
    let sealed = work.seal(&key, "account", "totp_sealed", account, secret)?;
    sqlx::query!(
        "update access.account set totp_sealed = $2, totp_last_step = $3 where id = $1",
        account,
        sealed,
        step
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// The officer as they stand now: roles and teams in force, or `None` when the account has ended.
pub async fn staff(work: &mut Work, account: Uuid) -> Result<Option<Staff>> {
    let row = sqlx::query!(
        r#"select a.id, a.display_name, a.job_title, a.person_id, a.trained_until,
               array(select r.role from access.account_role r where r.account_id = a.id
                     and r.valid_from <= $2 and (r.valid_until is null or r.valid_until > $2)) as "roles!",
               array(select m.team_id from access.team_member m where m.account_id = a.id
                     and m.valid_from <= $2 and (m.valid_until is null or m.valid_until > $2)) as "teams!"
           from access.account a where a.id = $1 and a.ended_at is null"#,
        account,
        work.now().to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?;
    Ok(row.map(|row| Staff {
        account: row.id,
        display_name: row.display_name,
        job_title: row.job_title,
        roles: row.roles.iter().filter_map(|role| Role::parse(role)).collect(),
        teams: row.teams,
        person: row.person_id,
        trained_until: row.trained_until.map(|at| at.to_jiff()),
        stepped_up_at: None,
    }))
}
