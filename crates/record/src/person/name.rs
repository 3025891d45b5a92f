//! Names over time. Each is a row of its own, so that a former name still finds its person.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};
use link::name_keys;

/// A name to record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewName {
    /// `legal`, `known-as`, `former` or `alias`.
    pub kind: String,
    /// Mr, Dr…
    pub title: Option<String>,
    /// First name. Never empty: "Unborn" or "Not known" where there is none.
    pub first_name: String,
    /// Middle names.
    pub middle_names: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// First day of use, where known.
    pub used_from: Option<Date>,
    /// Last day of use, where it has ended.
    pub used_until: Option<Date>,
}

/// A name on file.
#[derive(Debug, Clone)]
pub struct Name {
    /// Its row.
    pub id: Uuid,
    /// What was recorded.
    pub name: NewName,
}

/// Adds a name, or corrects one: `instead_of` is the row it takes the place of.
pub async fn save(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    new: &NewName,
    instead_of: Option<Uuid>,
) -> Result<Uuid> {
    let person = permit.person();
    if let Some(old) = instead_of {
        supersede(work, person, old).await?;
    }
    let id = insert(work, person, new).await?;
    event::record(work, event::amended("person", person).flag("name", true)).await?;
    Ok(id)
}

/// One name, while it is still what we believe.
pub async fn find(work: &mut Work, permit: &Permit<impl ReadsPerson>, name: Uuid) -> Result<Name> {
    let person = permit.person();
    let row = sqlx::query!(
        "select id, kind, title, first_name, middle_names, last_name, used_from, used_until from lookup.person_name
         where id = $1 and person_id = $2 and superseded_at is null",
        name,
        person
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let name = NewName {
        kind: row.kind,
        title: row.title,
        first_name: row.first_name,
        middle_names: row.middle_names,
        last_name: row.last_name,
        used_from: row.used_from.map(|on| on.to_jiff()),
        used_until: row.used_until.map(|on| on.to_jiff()),
    };
    Ok(Name { id: row.id, name })
}

/// Every name, the ones in use first.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Name>> {
    let rows = sqlx::query!(
        "select id, kind, title, first_name, middle_names, last_name, used_from, used_until from lookup.person_name
         where person_id = $1 and superseded_at is null
         order by used_until desc nulls first, array_position(array['legal', 'known-as', 'alias', 'former'], kind),
             used_from desc nulls last, recorded_at, id",
        permit.person()
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Name {
            id: row.id,
            name: NewName {
                kind: row.kind,
                title: row.title,
                first_name: row.first_name,
                middle_names: row.middle_names,
                last_name: row.last_name,
                used_from: row.used_from.map(|on| on.to_jiff()),
                used_until: row.used_until.map(|on| on.to_jiff()),
            },
        })
        .collect())
}

async fn supersede(work: &mut Work, person: Uuid, old: Uuid) -> Result<()> {
    let done = sqlx::query!(
        "update lookup.person_name set superseded_at = $3 where id = $1 and person_id = $2 and superseded_at is null",
        old,
        person,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    work.found_by_changed(person);
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Stale) }
}

pub(crate) async fn insert(work: &mut Work, person: Uuid, new: &NewName) -> Result<Uuid> {
    let id = work.new_id();
    let by = work.staff().ok().map(|staff| staff.account);
    let keys = keys_of(new);
    sqlx::query!(
        "insert into lookup.person_name (id, person_id, kind, title, first_name, middle_names, last_name, used_from,
             used_until, keys, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id,
        person,
        new.kind,
        new.title,
        new.first_name,
        new.middle_names,
        new.last_name,
        new.used_from.map(|on| on.to_sqlx()) as _,
        new.used_until.map(|on| on.to_sqlx()) as _,
        &keys,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    work.found_by_changed(person);
    Ok(id)
}

fn keys_of(name: &NewName) -> Vec<String> {
    name_keys::keys_for_name(
        &name.first_name,
        name.middle_names.as_deref().unwrap_or_default(),
        name.last_name.as_deref().unwrap_or_default(),
        "",
    )
}
