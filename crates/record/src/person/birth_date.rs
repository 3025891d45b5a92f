//! A person's date of birth, or what is known of it, and of their death.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::birth::BirthColumns;
use crate::{Error, Result, Work, birth, event};

/// What is known of a birth, and the row that says so.
pub async fn current(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
) -> Result<(Option<Uuid>, DateOfBirth)> {
    let row = sqlx::query!(
        "select id, stated from lookup.birth where person_id = $1 and superseded_at is null",
        permit.person()
    )
    .fetch_optional(work.sql())
    .await?;
    match row {
        Some(row) => Ok((Some(row.id), birth::read(row.stated)?)),
        None => Ok((None, DateOfBirth::Unknown)),
    }
}

/// Corrects it. `instead_of` is the row that was seen, if there was one.
pub async fn save(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    new: &DateOfBirth,
    instead_of: Option<Uuid>,
) -> Result<()> {
    let person = permit.person();
    if let Some(old) = instead_of {
        let done = sqlx::query!(
            "update lookup.birth set superseded_at = $3 where id = $1 and person_id = $2 and superseded_at is null",
            old,
            person,
            work.now().to_sqlx()
        )
        .execute(work.sql())
        .await?;
        if done.rows_affected() == 0 {
            return Err(Error::Stale);
        }
    }
    insert(work, person, new).await?;
    event::record(work, event::amended("person", person).flag("date_of_birth", true)).await?;
    Ok(())
}

pub(crate) async fn insert(work: &mut Work, person: Uuid, new: &DateOfBirth) -> Result<()> {
    let id = work.new_id();
    let by = work.staff().ok().map(|staff| staff.account);
    let columns = BirthColumns::of(new);
    let done = sqlx::query!(
        "insert into lookup.birth (id, person_id, stated, earliest_on, latest_on, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (person_id) where superseded_at is null do nothing",
        id,
        person,
        columns.stated,
        columns.earliest_on.map(|on| on.to_sqlx()) as _,
        columns.latest_on.map(|on| on.to_sqlx()) as _,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    work.life_changed(person);
    work.found_by_changed(person);
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Records a death, or corrects the day: `instead_of` is the row that was seen.
pub async fn save_death(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    died_on: Date,
    instead_of: Option<Uuid>,
) -> Result<()> {
    let person = permit.person();
    if let Some(old) = instead_of {
        let done = sqlx::query!(
            "update casework.death set superseded_at = $3 where id = $1 and person_id = $2 and superseded_at is null",
            old,
            person,
            work.now().to_sqlx()
        )
        .execute(work.sql())
        .await?;
        if done.rows_affected() == 0 {
            return Err(Error::Stale);
        }
    }
    insert_death(work, person, died_on).await?;
    event::record(work, event::amended("person", person).flag("death", true)).await?;
    Ok(())
}

pub(crate) async fn insert_death(work: &mut Work, person: Uuid, died_on: Date) -> Result<()> {
    let id = work.new_id();
    let by = work.staff()?.account;
    let done = sqlx::query!(
        "insert into casework.death (id, person_id, died_on, recorded_at, recorded_by) values ($1, $2, $3, $4, $5)
         on conflict (person_id) where superseded_at is null do nothing",
        id,
        person,
        died_on.to_sqlx(),
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    work.life_changed(person);
    Ok(())
}

/// The recorded death, with the row that says so.
pub async fn death(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Option<(Uuid, Date)>> {
    let row = sqlx::query!(
        "select id, died_on from casework.death where person_id = $1 and superseded_at is null",
        permit.person()
    )
    .fetch_optional(work.sql())
    .await?;
    Ok(row.map(|row| (row.id, row.died_on.to_jiff())))
}
