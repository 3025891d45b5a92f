//! Who holds parental responsibility for a child, how and since when (Children Act 1989, section 3).

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::relationship::ParentalResponsibility;
use uuid::Uuid;

use super::other::{self, Other};
use crate::access::{
    Circumstances, Permit,
    may::{self, ReadsPerson},
    permit_person,
};
use crate::{Error, Result, Work, event};

/// Parental responsibility as kept.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its row.
    pub id: Uuid,
    /// The other: the adult on a child's page, the child on an adult's.
    pub other: Other,
    /// Whether the other is the adult who holds it.
    pub other_holds: bool,
    /// How.
    pub how: ParentalResponsibility,
    /// Since when, where known.
    pub held_from: Option<Date>,
    /// Until when, where it has ended.
    pub held_until: Option<Date>,
}

/// Records that an adult holds responsibility for the child the permit is for. `instead_of` is the row it corrects or ends.
pub async fn save(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    adult: Uuid,
    how: ParentalResponsibility,
    (held_from, held_until): (Option<Date>, Option<Date>),
    instead_of: Option<Uuid>,
) -> Result<Uuid> {
    let child = permit.person();
    if adult == child {
        return Err(Error::Rule("A child does not hold parental responsibility for themselves".into()));
    }
    permit_person(work, may::SeeInResults, adult, &Circumstances::default()).await?;
    if let Some(old) = instead_of {
        let done = sqlx::query!(
            "update casework.parental_responsibility set superseded_at = $4
             where id = $1 and child_id = $2 and adult_id = $3 and superseded_at is null",
            old,
            child,
            adult,
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
        "insert into casework.parental_responsibility (id, adult_id, child_id, how_held, held_from, held_until, recorded_at,
             recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        adult,
        child,
        how.code(),
        held_from.map(|on| on.to_sqlx()) as _,
        held_until.map(|on| on.to_sqlx()) as _,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    for (here, there) in [(child, adult), (adult, child)] {
        let note = event::amended("person", here).flag("parental_responsibility", true).id("other", there);
        event::record(work, note).await?;
    }
    Ok(id)
}

/// Whoever holds it for this person, and whom this person holds it for.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Held>> {
    let person = permit.person();
    let rows = sqlx::query!(
        "select id, adult_id, child_id, how_held, held_from, held_until from casework.parental_responsibility
         where (adult_id = $1 or child_id = $1) and superseded_at is null
         order by held_until desc nulls first, held_from, recorded_at, id",
        person
    )
    .fetch_all(work.sql())
    .await?;
    let ids: Vec<Uuid> =
        rows.iter().map(|row| if row.adult_id == person { row.child_id } else { row.adult_id }).collect();
    let others = other::all(work, &ids).await?;
    let mut held = Vec::with_capacity(rows.len());
    for row in rows {
        let other_holds = row.child_id == person;
        let other = if other_holds { row.adult_id } else { row.child_id };
        let (Some(other), Some(how)) =
            (others.iter().find(|one| one.id == other), ParentalResponsibility::parse(&row.how_held))
        else {
            continue;
        };
        held.push(Held {
            id: row.id,
            other: other.clone(),
            other_holds,
            how,
            held_from: row.held_from.map(|on| on.to_jiff()),
            held_until: row.held_until.map(|on| on.to_jiff()),
        });
    }
    Ok(held)
}
