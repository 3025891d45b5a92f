//! Taking an entry out.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::typed::forget_typed;
use crate::access::{Permit, may, readers};
use crate::{Error, Result, Work, event};

/// Takes an entry out, for a team manager: its answers and what was read of them are deleted, and that there was one stays on file, with who asked for
/// it and why. Gives the keys that sealed its words, finish, sign-offs, addenda and files, for the caller to destroy once this
/// is kept ([`crate::sweep::destroy`]).
pub async fn remove(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    asked_by: &str,
    because: &str,
) -> Result<Vec<Uuid>> {
    let staff = work.staff()?;
    let (account, manages) = (staff.account, staff.roles.contains(&::access::Role::TeamManager));
    if !manages {
        return Err(Error::Rule("A team manager removes it".into()));
    }
    if asked_by.trim().is_empty() || because.trim().is_empty() {
        return Err(Error::Rule("Enter who asked for it to be removed, and why".into()));
    }
    let words_key = sqlx::query_scalar!(
        "select e.key_id from casework.entry e
         join casework.entry_about() s on s.entry_id = e.id and s.person_id = $2 where e.id = $1",
        entry,
        permit.person()
    );
    let words_key = words_key.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let id = work.new_id();
    let key = work.new_key("entry_removal", id);
    let asked_by = work.seal(&key, "entry_removal", "asked_by_sealed", id, asked_by.trim())?;
    let because = work.seal(&key, "entry_removal", "because_sealed", id, because.trim())?;
    let done = sqlx::query!(
        "insert into casework.entry_removal (id, entry_id, asked_by_sealed, because_sealed, key_id, removed_at, removed_by)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        id,
        entry,
        asked_by,
        because,
        key.id(),
        work.now().to_sqlx(),
        account
    );
    if done.execute(work.sql()).await?.rows_affected() == 0 {
        return Err(Error::AlreadyDone);
    }
    sqlx::query!("delete from casework.entry_answer where entry_id = $1", entry).execute(work.sql()).await?;
    sqlx::query!("delete from casework.entry_rival where entry_id = $1", entry).execute(work.sql()).await?;
    forget_typed(work, entry).await?;
    readers::end_of(work, entry).await?;
    let gone =
        sqlx::query_scalar!("delete from casework.entry_file where entry_id = $1 returning key_id", entry);
    let mut keys = gone.fetch_all(work.sql()).await?;
    keys.push(words_key);
    event::record(work, event::amended("entry", entry).flag("removed", true)).await?;
    Ok(keys)
}
