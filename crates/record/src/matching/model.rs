//! The model that says how well somebody fits: the one this record has taught, or the one that comes with Kith.

use std::sync::{Arc, OnceLock};

use link::everyday::{CommonNames, Everyday, Unfit};
use link::plan::LinkPlan;
use uuid::Uuid;

use crate::{Error, Work};

/// The plan that comes with Kith: its rules are what everybody is found by, whichever model weighs. Made once, when it is first asked.
///
/// # Errors
/// [`Unfit`], as a failure of ours: a test reads the shipped plan.
pub fn shipped() -> crate::Result<&'static Arc<Everyday>> {
    static PLAN: OnceLock<Result<Arc<Everyday>, Unfit>> = OnceLock::new();
    let plan = PLAN.get_or_init(|| Everyday::shipped().map(Arc::new));
    plan.as_ref().map_err(|unfit| Error::Model(unfit.to_string()))
}

/// A model of the record, as the store keeps it: which, and ready to be asked. Nothing where it compares something else than people are
/// found by, as after a new version until the next training.
pub type Taught = (Uuid, Option<Arc<Everyday>>);

/// The model to weigh by, and among how many people. The record's own takes over as soon as it is kept, in every process.
pub async fn model(work: &mut Work) -> crate::Result<(Arc<Everyday>, u64)> {
    let now = sqlx::query!(
        r#"select greatest(reltuples, 0)::bigint as "people!",
               (select id from casework.duplicate_model where trained_on is not null order by made_at desc, id limit 1) as model
           from pg_class where oid = 'casework.person'::regclass"#
    )
    .fetch_one(work.sql())
    .await?;
    let people = now.people.unsigned_abs();
    let Some(id) = now.model else { return Ok((Arc::clone(shipped()?), people)) };
    let everyday = match work.store().taught() {
        Some((kept, everyday)) if kept == id => everyday,
        _ => {
            let everyday = of(work, id).await?;
            work.store().keep_taught((id, everyday.clone()));
            everyday
        }
    };
    Ok((everyday.map_or_else(|| shipped().cloned(), Ok)?, people))
}

async fn of(work: &mut Work, id: Uuid) -> crate::Result<Option<Arc<Everyday>>> {
    let plan = sqlx::query_scalar!("select plan from casework.duplicate_model where id = $1", id);
    let plan = plan.fetch_one(work.sql()).await?;
    let plan = LinkPlan::read(&plan).map_err(|mistake| Error::Model(mistake.to_string()))?;
    match Everyday::taught_by(plan, CommonNames::of_england()) {
        Ok(everyday) => Ok(Some(Arc::new(everyday))),
        Err(Unfit::Other) => Ok(None),
        Err(unfit) => Err(Error::Model(unfit.to_string())),
    }
}
