//! Schools, nurseries and colleges, from when to when.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};

/// A place at a school.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewSchoolPlace {
    /// Name of the school, nursery or college.
    pub school: String,
    /// Its unique reference number, six digits.
    pub urn: Option<String>,
    /// Year group.
    pub school_year: Option<String>,
    /// First day, where known.
    pub attended_from: Option<Date>,
    /// Last day, where it has ended.
    pub attended_until: Option<Date>,
}

/// A place on file.
#[derive(Debug, Clone)]
pub struct SchoolPlace {
    /// Its row.
    pub id: Uuid,
    /// What was recorded.
    pub place: NewSchoolPlace,
}

/// Adds a place, or corrects or ends one: `instead_of` is the row it takes the place of.
pub async fn save(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    new: &NewSchoolPlace,
    instead_of: Option<Uuid>,
) -> Result<Uuid> {
    let person = permit.person();
    if let Some(old) = instead_of {
        let done = sqlx::query!(
            "update casework.school_place set superseded_at = $3
             where id = $1 and person_id = $2 and superseded_at is null",
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
    let id = work.new_id();
    let by = work.staff().ok().map(|staff| staff.account);
    sqlx::query!(
        "insert into casework.school_place (id, person_id, school, urn, school_year, attended_from, attended_until,
             recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        person,
        new.school,
        new.urn,
        new.school_year,
        new.attended_from.map(|on| on.to_sqlx()) as _,
        new.attended_until.map(|on| on.to_sqlx()) as _,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("person", person).flag("school", true)).await?;
    Ok(id)
}

/// Every place, the present one first.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<SchoolPlace>> {
    let rows = sqlx::query!(
        "select id, school, urn, school_year, attended_from, attended_until from casework.school_place
         where person_id = $1 and superseded_at is null
         order by attended_until desc nulls first, attended_from desc nulls last, id",
        permit.person()
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SchoolPlace {
            id: row.id,
            place: NewSchoolPlace {
                school: row.school,
                urn: row.urn,
                school_year: row.school_year,
                attended_from: row.attended_from.map(|on| on.to_jiff()),
                attended_until: row.attended_until.map(|on| on.to_jiff()),
            },
        })
        .collect())
}
