//! Work with a family steps up to children's social care and down again (`law::stepping`). Early Help is paused meanwhile and
//! not closed; the family's record stays one.

mod down;
mod list;
mod up;

pub use down::{Handover, NewDown, close_social_work, down, hand_over, open_social_work, to_close};
pub use list::{Direction, Step, of_family, of_request, on_file};
pub use up::{Contact, NewUp, SteppedUp, up};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Result, Work};

/// What a step is: the row, its sealed words and whom it is about.
struct NewStep<'a> {
    family: Uuid,
    direction: Direction,
    on: jiff::civil::Date,
    route: Option<&'static str>,
    request: Option<Uuid>,
    pause: Option<Uuid>,
    lead: Option<Uuid>,
    family_told: bool,
    reason: &'a str,
    not_told_because: Option<&'a str>,
    pack_version: Uuid,
    children: &'a [Uuid],
}

/// The newest step of a family, for what comes after it. Whoever steps at the same time waits.
struct Newest {
    id: Uuid,
    direction: Direction,
    on: Date,
    recorded_at: Timestamp,
}

async fn newest(work: &mut Work, family: Uuid) -> Result<Option<Newest>> {
    sqlx::query!("select id from casework.family where id = $1 for update", family)
        .fetch_optional(work.sql())
        .await?
        .ok_or(Error::NotFound)?;
    let row = sqlx::query!(
        "select id, direction, on_day, recorded_at from casework.step where family_id = $1 order by recorded_at desc, id desc limit 1",
        family
    );
    Ok(row.fetch_optional(work.sql()).await?.map(|row| Newest {
        id: row.id,
        direction: if row.direction == "up" { Direction::Up } else { Direction::Down },
        on: row.on_day.to_jiff(),
        recorded_at: row.recorded_at.to_jiff(),
    }))
}

/// Refuses a step dated before the one before it, or in its direction again.
async fn may_follow(work: &mut Work, family: Uuid, direction: Direction, on: Date) -> Result<()> {
    let Some(before) = newest(work, family).await? else { return Ok(()) };
    if before.direction == Direction::Up && direction == Direction::Up {
        return Err(Error::Rule("Work with the family has stepped up already".into()));
    }
    if on < before.on {
        return Err(Error::Rule(format!(
            "The step before this one was on {}. Enter that day or a later one",
            law::working_days::long(before.on)
        )));
    }
    Ok(())
}

async fn keep(work: &mut Work, new: &NewStep<'_>) -> Result<Uuid> {
    let (id, by, now) = (work.new_id(), work.staff()?.account, work.now());
    let key = work.new_key("step", id);
    let reason = work.seal(&key, "step", "reason_sealed", id, new.reason.trim())?;
    let not_told =
        work.seal_some(&key, "step", "not_told_sealed", id, new.not_told_because.map(str::trim))?;
    sqlx::query!(
        "insert into casework.step (id, family_id, direction, on_day, route, request_id, pause_id, lead_id, family_told,
             reason_sealed, not_told_sealed, key_id, pack_version_id, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        id,
        new.family,
        new.direction.code(),
        new.on.to_sqlx(),
        new.route,
        new.request,
        new.pause,
        new.lead,
        new.family_told,
        reason,
        not_told,
        key.id(),
        new.pack_version,
        now.to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    for child in new.children {
        sqlx::query!("insert into casework.step_child (step_id, person_id) values ($1, $2)", id, child)
            .execute(work.sql())
            .await?;
        let note = crate::event::created("step", id).about("person", *child).id("step", id);
        let note = note.id("family", new.family).code("direction", ledger::Code::of(new.direction.code()));
        crate::event::record(work, note).await?;
        work.life_changed(*child);
    }
    Ok(id)
}

/// Only somebody who belongs to a family answers for it.
async fn belongs(work: &mut Work, person: Uuid, family: Uuid) -> Result<()> {
    let row = sqlx::query_scalar!(
        "select id from casework.family_member where family_id = $1 and person_id = $2 and superseded_at is null limit 1",
        family,
        person
    );
    row.fetch_optional(work.sql()).await?.map(drop).ok_or(Error::NotFound)
}
