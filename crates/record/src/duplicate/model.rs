//! The trained plan that pairs are weighed by: kept, so that a pair can be explained as it was weighed.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use link::plan::LinkPlan;
use uuid::Uuid;

use crate::{Error, Result, Work};

/// A model.
#[derive(Debug, Clone)]
pub struct Model {
    /// Its row.
    pub id: Uuid,
    /// What is compared, and how much each answer weighs.
    pub plan: LinkPlan,
    /// From how many people of this record it was trained; nothing where it is the one that comes with Kith.
    pub trained_on: Option<u32>,
    /// When.
    pub made_at: Timestamp,
}

/// From so many people on, a record teaches its own model.
pub const ENOUGH_PEOPLE: usize = 20_000;

/// A model of the record itself is trained anew after this long.
pub const LASTS: SignedDuration = SignedDuration::from_hours(24 * 30);

/// One, by its row.
pub async fn of(work: &mut Work, id: Uuid) -> Result<Model> {
    let row =
        sqlx::query!("select id, plan, trained_on, made_at from casework.duplicate_model where id = $1", id);
    let row = row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    read(row.id, &row.plan, row.trained_on, row.made_at.to_jiff())
}

/// The newest.
pub(super) async fn newest(work: &mut Work) -> Result<Option<Model>> {
    let row = sqlx::query!(
        "select id, plan, trained_on, made_at from casework.duplicate_model order by made_at desc, id limit 1"
    );
    let row = row.fetch_optional(work.sql()).await?;
    row.map(|row| read(row.id, &row.plan, row.trained_on, row.made_at.to_jiff())).transpose()
}

/// Keeps one.
pub(super) async fn keep(work: &mut Work, plan: &LinkPlan, trained_on: Option<usize>) -> Result<Uuid> {
    let id = work.new_id();
    let text = plan.write().map_err(|mistake| Error::Rule(mistake.to_string()))?;
    sqlx::query!(
        "insert into casework.duplicate_model (id, plan, trained_on, made_at) values ($1, $2, $3, $4)",
        id,
        text,
        trained_on.map(|people| people as i32),
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}

fn read(id: Uuid, plan: &str, trained_on: Option<i32>, made_at: Timestamp) -> Result<Model> {
    let plan = LinkPlan::read(plan).map_err(|mistake| Error::Rule(mistake.to_string()))?;
    Ok(Model { id, plan, trained_on: trained_on.map(i32::unsigned_abs), made_at })
}
