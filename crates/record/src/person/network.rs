//! Professionals round a person: who, from where, and whether the plan may be shared with them.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};

/// A professional to record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewProfessional {
    /// Their name.
    pub name: String,
    /// Where they work.
    pub agency: String,
    /// What they do.
    pub role: String,
    /// How to reach them at work.
    pub contact: Option<String>,
    /// Whether the plan may be shared with them: `yes`, `no`, `limited` or `not-asked`.
    pub share_plan: String,
    /// Since when, where known.
    pub active_from: Option<Date>,
    /// Until when, where it has ended.
    pub active_until: Option<Date>,
}

/// A professional on file.
#[derive(Debug, Clone)]
pub struct Professional {
    /// The row.
    pub id: Uuid,
    /// What was recorded.
    pub professional: NewProfessional,
}

/// Adds a professional, or corrects or ends one: `instead_of` is the row it takes the place of.
pub async fn save(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    new: &NewProfessional,
    instead_of: Option<Uuid>,
) -> Result<Uuid> {
    let person = permit.person();
    if let Some(old) = instead_of {
        let done = sqlx::query!(
            "update casework.network_professional set superseded_at = $3
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
        "insert into casework.network_professional (id, person_id, name, agency, role, contact, share_plan, active_from,
             active_until, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        person,
        new.name,
        new.agency,
        new.role,
        new.contact,
        new.share_plan,
        new.active_from.map(|on| on.to_sqlx()) as _,
        new.active_until.map(|on| on.to_sqlx()) as _,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("person", person).flag("professional", true)).await?;
    Ok(id)
}

/// Every professional, those active now first.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Professional>> {
    let rows = sqlx::query!(
        "select id, name, agency, role, contact, share_plan, active_from, active_until from casework.network_professional
         where person_id = $1 and superseded_at is null order by active_until desc nulls first, agency, name, id",
        permit.person()
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Professional {
            id: row.id,
            professional: NewProfessional {
                name: row.name,
                agency: row.agency,
                role: row.role,
                contact: row.contact,
                share_plan: row.share_plan,
                active_from: row.active_from.map(|on| on.to_jiff()),
                active_until: row.active_until.map(|on| on.to_jiff()),
            },
        })
        .collect())
}
