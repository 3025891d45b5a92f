//! Finishing an entry, and what may still be added to it.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::begin::open_family;
use crate::access::{Permit, may};
use crate::{Error, Result, Work, event};

/// Finishes an entry: from now on nothing in it changes. Whether it is complete is the caller's to say (`law::form`); what it
/// may not be is contested.
///
/// `late_because` is why it was written later than the council's clock allows.
pub async fn finish(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    late_because: Option<&str>,
) -> Result<()> {
    open_family(work, permit, entry).await?;
    let row = sqlx::query!(
        r#"select key_id, exists (select 1 from casework.entry_rival r
               where r.entry_id = e.id and r.settled_at is null) as "contested!"
           from casework.entry e where id = $1"#,
        entry
    );
    let row = row.fetch_one(work.sql()).await?;
    if row.contested {
        return Err(Error::Rule(
            "Two people changed the same answer. Choose which one stands before you finish".into(),
        ));
    }
    let (staff, key) = (work.staff()?.account, work.key(row.key_id).await?);
    let because = work.seal_some(&key, "entry_finish", "late_because_sealed", entry, late_because)?;
    let done = sqlx::query!(
        "insert into casework.entry_finish (entry_id, finished_at, finished_by, late_because_sealed)
         values ($1, $2, $3, $4) on conflict do nothing",
        entry,
        work.now().to_sqlx(),
        staff,
        because
    );
    if done.execute(work.sql()).await?.rows_affected() == 0 {
        return Err(Error::AlreadyDone);
    }
    event::record(work, event::amended("entry", entry).flag("finished", true)).await?;
    Ok(())
}

/// Adds words below a finished entry. The entry stays as it was finished.
pub async fn add(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    words: &str,
) -> Result<Uuid> {
    let key = finished(work, permit, entry).await?;
    let (staff, id) = (work.staff()?.account, work.new_id());
    let words = work.seal(&key, "entry_addendum", "words_sealed", id, words)?;
    sqlx::query!(
        "insert into casework.entry_addendum (id, entry_id, words_sealed, added_at, added_by) values ($1, $2, $3, $4, $5)",
        id,
        entry,
        words,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("entry", entry).id("addendum", id)).await?;
    Ok(id)
}

/// A manager agrees to a finished entry, or gives it back with what is to be done: then `words` is required. Nobody signs off
/// what they finished themselves.
pub async fn sign_off(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    agreed: bool,
    words: Option<&str>,
) -> Result<()> {
    let key = finished(work, permit, entry).await?;
    let staff = work.staff()?;
    let (account, manages) = (staff.account, staff.roles.contains(&::access::Role::TeamManager));
    if !manages {
        return Err(Error::Rule("A team manager signs this off".into()));
    }
    if !agreed && words.is_none_or(|words| words.trim().is_empty()) {
        return Err(Error::Rule("Enter what is to be done before you give it back".into()));
    }
    let own = sqlx::query_scalar!(
        r#"select finished_by = $2 as "own!" from casework.entry_finish where entry_id = $1"#,
        entry,
        account
    );
    if own.fetch_one(work.sql()).await? {
        return Err(Error::Rule("Somebody else signs off what you finished".into()));
    }
    let id = work.new_id();
    let words = work.seal_some(&key, "entry_sign_off", "words_sealed", id, words)?;
    sqlx::query!(
        "insert into casework.entry_sign_off (id, entry_id, agreed, words_sealed, signed_at, signed_by) values ($1, $2, $3, $4, $5, $6)",
        id,
        entry,
        agreed,
        words,
        work.now().to_sqlx(),
        account
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("entry", entry).flag("agreed", agreed)).await?;
    Ok(())
}

/// The key of a finished entry about the person the permit is for.
async fn finished(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
) -> Result<crate::work::RecordKey> {
    let key = sqlx::query_scalar!(
        "select e.key_id from casework.entry e
         join casework.entry_about() s on s.entry_id = e.id and s.person_id = $2
         join casework.entry_finish f on f.entry_id = e.id
         where e.id = $1 and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)",
        entry,
        permit.person()
    );
    let key = key.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    work.key(key).await
}
