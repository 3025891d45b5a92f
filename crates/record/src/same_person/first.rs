//! Which record of a person is shown first, said after they were linked: a row beside the links, which stay as they are.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::link;
use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};

/// Somebody chose which record is shown first.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The reference of the record that they chose.
    pub reference: String,
    /// Why.
    pub because: String,
    /// When.
    pub chosen_at: Timestamp,
    /// By whom.
    pub chosen_by: String,
}

/// Shows another record of the permit's person first. [`Error::Rule`] where it is none of theirs, or is shown first already.
pub async fn show_first(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    first: Uuid,
    because: &str,
) -> Result<()> {
    if because.trim().is_empty() {
        return Err(Error::Rule("Enter why this record is shown first".into()));
    }
    let links = link::all(work, permit).await?;
    let its = |link: &&link::Link| link.records.iter().any(|(record, _)| *record == first);
    let Some(of) = links.iter().find(its) else {
        return Err(Error::Rule("Select which record is shown first".into()));
    };
    let rows = sqlx::query!(
        r#"select id as "id!", casework.shown_first(access.same_person($1)) as "first!"
           from unnest(access.same_person($1)) s (id)"#,
        permit.person()
    );
    let rows = rows.fetch_all(work.sql()).await?;
    if rows.iter().any(|row| row.first == first) {
        return Err(Error::Rule("This record is shown first already".into()));
    }
    let (id, staff) = (work.new_id(), work.staff()?.account);
    let key = work.new_key("shown_first_choice", id);
    let sealed = work.seal(&key, "shown_first_choice", "because_sealed", id, because.trim())?;
    sqlx::query!(
        "insert into casework.shown_first_choice (id, link_id, leads_id, key_id, because_sealed, chosen_at, chosen_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        of.id,
        first,
        key.id(),
        sealed,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    for row in rows {
        event::record(work, event::amended("person", row.id).id("shown_first", first)).await?;
    }
    Ok(())
}

/// Who chose so, the newest first; what the links said when they were made is not among these.
pub async fn choices(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Choice>> {
    let links: Vec<Uuid> = link::all(work, permit).await?.into_iter().map(|link| link.id).collect();
    if links.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select c.id, p.public_ref, c.key_id, c.because_sealed, c.chosen_at, a.display_name
           from casework.shown_first_choice c join casework.person p on p.id = c.leads_id
           join access.account a on a.id = c.chosen_by
           where c.link_id = any ($1) order by c.chosen_at desc, c.id"#,
        &links
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.key_id).collect();
    let keys = work.keys(&ids).await?;
    rows.into_iter()
        .map(|row| {
            let key = keys.get(&row.key_id).ok_or(Error::KeyDestroyed)?;
            Ok(Choice {
                reference: row.public_ref,
                because: key.open("shown_first_choice", "because_sealed", row.id, &row.because_sealed)?,
                chosen_at: row.chosen_at.to_jiff(),
                chosen_by: row.display_name,
            })
        })
        .collect()
}
