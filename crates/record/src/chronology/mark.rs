//! Saying of an event of casework that it matters, or that it does not.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::events::{Happened, events};
use crate::access::{Circumstances, Permit, may, permit_person};
use crate::{Error, Result, Work, event};

/// Marks an event about the permit's person. What was said before stays on file; this counts.
pub async fn mark(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
    happened: &str,
    matters: bool,
) -> Result<Happened> {
    let person = permit.person();
    let reading = permit_person(work, may::OpenNarrative, person, &Circumstances::default()).await?;
    let all = events(work, &reading, family).await?;
    let found = all.into_iter().find(|one| one.event.id == happened).ok_or(Error::NotFound)?;
    let (id, staff) = (work.new_id(), work.staff()?.account);
    sqlx::query!(
        "insert into casework.chronology_mark (id, family_id, event, matters, marked_at, marked_by) values ($1, $2, $3, $4, $5, $6)",
        id,
        family,
        happened,
        matters,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    let note = event::amended("family", family).id("chronology_mark", id).flag("matters", matters);
    event::record(work, note.id("person", person)).await?;
    Ok(found)
}
