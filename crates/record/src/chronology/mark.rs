//! Saying of an event of casework that it matters, or that it does not.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::events::{About, Happened, events};
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
    let found = all.iter().find(|one| one.event.id == happened).cloned().ok_or(Error::NotFound)?;
    // The same of brothers and sisters is one row: what is said of it is said of all of them.
    let same = all.iter().filter(|one| {
        let (one, other) = (&one.event, &found.event);
        one.id == other.id
            || (one.kind == other.kind
                && one.on == other.on
                && one.detail == other.detail
                && found.about == About::Person)
    });
    let staff = work.staff()?.account;
    for one in same {
        let id = work.new_id();
        sqlx::query!(
            "insert into casework.chronology_mark (id, family_id, event, matters, marked_at, marked_by) values ($1, $2, $3, $4, $5, $6)",
            id,
            family,
            one.event.id,
            matters,
            work.now().to_sqlx(),
            staff
        )
        .execute(work.sql())
        .await?;
    }
    let note = event::amended("family", family).flag("matters", matters);
    event::record(work, note.id("person", person)).await?;
    Ok(found)
}
