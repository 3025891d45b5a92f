//! Which account a provider's name for somebody is. Made by the staff file and the directory, never by a sign-in.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Result, Work, event};

/// The open account of a provider's subject.
pub async fn account(work: &mut Work, provider: &str, subject: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select i.account_id from access.identity i join access.account a on a.id = i.account_id
         where i.provider = $1 and i.subject = $2 and i.ended_at is null and a.ended_at is null",
        provider,
        subject
    )
    .fetch_optional(work.sql())
    .await?)
}

/// Whether an account can sign in with a provider, and which.
pub async fn providers(work: &mut Work, account: Uuid) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        "select provider from access.identity where account_id = $1 and ended_at is null order by added_at",
        account
    )
    .fetch_all(work.sql())
    .await?)
}

/// Says that a provider's subject is this account. What the provider called them before ends. Already so: nothing is done.
///
/// # Errors
/// [`Error::Rule`] when the subject is somebody else's: a person must look.
pub async fn set(work: &mut Work, account: Uuid, provider: &str, subject: &str) -> Result<()> {
    let holder = sqlx::query_scalar!(
        "select account_id from access.identity where provider = $1 and subject = $2 and ended_at is null",
        provider,
        subject
    )
    .fetch_optional(work.sql())
    .await?;
    match holder {
        Some(holder) if holder == account => return Ok(()),
        Some(_) => return Err(Error::Rule("that subject signs in as somebody else already".into())),
        None => {}
    }
    let now = work.now();
    sqlx::query!(
        "update access.identity set ended_at = $3 where account_id = $1 and provider = $2 and ended_at is null",
        account,
        provider,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    let id = work.new_id();
    sqlx::query!(
        "insert into access.identity (id, account_id, provider, subject, added_at) values ($1, $2, $3, $4, $5)",
        id,
        account,
        provider,
        subject,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    event::record(
        work,
        event::note(ledger::Action::ChangedCredential).about("account", account).id("identity", id),
    )
    .await?;
    Ok(())
}
