//! Ending a link: the two are two people again.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::{are_one, fact, link};
use crate::access::{Permit, may};
use crate::{Error, Result, Work, event};

/// What is left once a link has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// How many things were written or recorded while it stood, whose it is for somebody to say of.
    pub to_decide: usize,
    /// Whether other links still make them one person.
    pub still_one: bool,
}

/// Takes a link back that joins records of the permit's person. It stays on file with who ended it and why, and what was written and what
/// was recorded while it stood is listed for a decision.
pub async fn end(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    link: Uuid,
    because: &str,
) -> Result<Ended> {
    if because.trim().is_empty() {
        return Err(Error::Rule("Enter why they are not the same person".into()));
    }
    let found = match link::find(work, permit, link).await {
        Err(Error::NotFound) => return Err(Error::Stale),
        found => found?,
    };
    let (one, other) = (found.records[0].0, found.records[1].0);
    let staff = work.staff()?.account;
    let key = sqlx::query_scalar!(
        "select key_id from casework.same_person_link where id = $1 and ended_at is null for update",
        link
    );
    let key = key.fetch_optional(work.sql()).await?.ok_or(Error::Stale)?;
    // A link from before reasons were sealed has no key.
    let (sealed, plain) = match key {
        Some(key) => {
            let key = work.key(key).await?;
            let words = because.trim();
            (Some(work.seal(&key, "same_person_link", "ended_because_sealed", link, words)?), None)
        }
        None => (None, Some(because.trim())),
    };
    sqlx::query!(
        "update casework.same_person_link set ended_at = $2, ended_by = $3, ended_because_sealed = $4, ended_because = $5
         where id = $1 and ended_at is null",
        link,
        work.now().to_sqlx(),
        staff,
        sealed,
        plain
    )
    .execute(work.sql())
    .await?;
    let to_decide = ask(work, link).await? + fact::ask(work, link).await?;
    for (here, there) in [(one, other), (other, one)] {
        work.life_changed(here);
        let note = event::note(ledger::Action::Unlinked).about("person", here).id("same_as", there);
        event::record(work, note.count("to_decide", to_decide)).await?;
    }
    Ok(Ended { to_decide, still_one: are_one(work, one, other).await? })
}

/// Ends every link of somebody at once, without asking whose anything is: for a record that must never be linked again.
pub(crate) async fn end_all(work: &mut Work, person: Uuid) -> Result<()> {
    let rows = sqlx::query!(
        r#"select person_id as "person_id!", same_as_id as "same_as_id!" from casework.end_links_of($1, $2, $3)"#,
        person,
        work.now().to_sqlx(),
        work.staff()?.account
    );
    for row in rows.fetch_all(work.sql()).await? {
        for (here, there) in [(row.person_id, row.same_as_id), (row.same_as_id, row.person_id)] {
            work.life_changed(here);
            let note = event::note(ledger::Action::Unlinked).about("person", here).id("same_as", there);
            event::record(work, note).await?;
        }
    }
    Ok(())
}

/// Lists what was written while the link stood. Gives how much there is.
async fn ask(work: &mut Work, link: Uuid) -> Result<usize> {
    let rows = sqlx::query!(
        r#"select entry_id, chronology_row_id, warning_note_id, recorded_for_id as "recorded_for_id!", person_id as "person_id!",
               other_id as "other_id!", family_id from casework.rows_to_decide($1)"#,
        link
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let (now, staff) = (work.now().to_sqlx(), work.staff()?.account);
    for row in &rows {
        let id = work.new_id();
        sqlx::query!(
            "insert into casework.unmerged_row (id, link_id, entry_id, chronology_row_id, warning_note_id, recorded_for_id, person_id,
                 other_id, family_id, asked_at, asked_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            id,
            link,
            row.entry_id,
            row.chronology_row_id,
            row.warning_note_id,
            row.recorded_for_id,
            row.person_id,
            row.other_id,
            row.family_id,
            now,
            staff
        )
        .execute(work.sql())
        .await?;
    }
    Ok(rows.len())
}
