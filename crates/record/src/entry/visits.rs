//! Visits to a family that took place, for forms that begin with what is known.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{Permit, may::ReadsPerson};
use crate::{Result, Work};

/// Visits that were written down, without those at which nobody was met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Visits {
    /// How many since the day that was asked about.
    pub since: i64,
    /// The last day on which somebody came in person.
    pub in_person_on: Option<Date>,
}

/// The visits to a family, counted after the day `since`.
pub async fn visits(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
    since: Option<Date>,
) -> Result<Visits> {
    super::list::belongs(work, permit.person(), family).await?;
    let row = sqlx::query!(
        r#"select count(*) filter (where $2::date is null or v.happened_on > $2) as "since!",
               max(v.happened_on) filter (where v.how = 'in-person') as in_person_on
           from casework.entry e join casework.entry_finish f on f.entry_id = e.id
           join casework.entry_visit v on v.entry_id = e.id and v.how <> 'unsuccessful'
           where e.family_id = $1"#,
        family,
        since.map(|day| day.to_sqlx()) as _
    );
    let row = row.fetch_one(work.sql()).await?;
    Ok(Visits { since: row.since, in_person_on: row.in_person_on.map(|day| day.to_jiff()) })
}
