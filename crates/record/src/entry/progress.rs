//! How the work of a plan goes: its first scores, and what each review since then found. Numbers only, from the typed columns.

use jiff::civil::Date;
use uuid::Uuid;

use crate::access::{Permit, may::ReadsPerson};
use crate::{Result, Work};

/// A plan with the reviews that followed it.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The plan.
    pub plan: Uuid,
    /// The day it was agreed, or begun where nobody wrote that down.
    pub begun_on: Date,
    /// Each outcome's number with its first score and the one that is hoped for.
    pub outcomes: Vec<(usize, Option<u8>, Option<u8>)>,
    /// The reviews, the earliest first.
    pub reviews: Vec<Reviewed>,
}

/// What one review found.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// The review.
    pub entry: Uuid,
    /// The day it was held.
    pub held_on: Date,
    /// Each outcome's number with the family's score and the worker's.
    pub outcomes: Vec<(usize, Option<u8>, Option<u8>)>,
    /// The numbers of the actions that were late.
    pub late: Vec<usize>,
}

/// The plan and the reviews of it, as far as an entry: of a plan the reviews until the next plan, of a review those up to it.
/// `None` where no plan is finished before it.
pub async fn progress(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
    entry: Uuid,
) -> Result<Option<Progress>> {
    super::list::belongs(work, permit.person(), family).await?;
    let plan = sqlx::query!(
        r#"with this as (select e.id, e.kind, e.begun_at from casework.entry e where e.id = $2 and e.family_id = $1)
           select e.id, coalesce(p.agreed_on, (e.begun_at at time zone 'Europe/London')::date) as "begun_on!", f.finished_at
           from this join casework.entry e on e.family_id = $1 and e.kind = 'plan'
           join casework.entry_finish f on f.entry_id = e.id
           left join casework.entry_plan p on p.entry_id = e.id
           where (e.id = this.id or (this.kind = 'review' and f.finished_at <= this.begun_at))
             and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
           order by f.finished_at desc limit 1"#,
        family,
        entry
    );
    let Some(plan) = plan.fetch_optional(work.sql()).await? else { return Ok(None) };
    let outcomes = sqlx::query!(
        "select number, baseline_score, target_score from casework.entry_plan_outcome where entry_id = $1 order by number",
        plan.id
    );
    let outcomes = outcomes.fetch_all(work.sql()).await?.into_iter();
    let outcomes =
        outcomes.map(|row| (place(row.number), score(row.baseline_score), score(row.target_score))).collect();
    let reviews = sqlx::query!(
        r#"with this as (select e.id, e.kind, e.begun_at from casework.entry e where e.id = $3)
           select e.id, r.held_on as "held_on!" from this
           join casework.entry e on e.family_id = $1 and e.kind = 'review' and e.begun_at >= $2
           join casework.entry_review r on r.entry_id = e.id and r.held_on is not null
           left join casework.entry_finish f on f.entry_id = e.id
           where not exists (select 1 from casework.entry_removal x where x.entry_id = e.id)
             and (e.id = this.id or (f.finished_at is not null and (this.kind <> 'review' or e.begun_at < this.begun_at)))
             and not exists (select 1 from casework.entry n join casework.entry_finish nf on nf.entry_id = n.id
                             where n.family_id = $1 and n.kind = 'plan' and nf.finished_at > $2 and nf.finished_at <= e.begun_at)
           order by r.held_on, e.begun_at"#,
        family,
        plan.finished_at,
        entry
    );
    let mut all = Vec::new();
    for row in reviews.fetch_all(work.sql()).await? {
        all.push(reviewed(work, row.id, row.held_on.to_jiff()).await?);
    }
    Ok(Some(Progress { plan: plan.id, begun_on: plan.begun_on.to_jiff(), outcomes, reviews: all }))
}

async fn reviewed(work: &mut Work, entry: Uuid, held_on: Date) -> Result<Reviewed> {
    let scores = sqlx::query!(
        "select number, family_score, worker_score from casework.entry_review_outcome where entry_id = $1 order by number",
        entry
    );
    let scores = scores.fetch_all(work.sql()).await?.into_iter();
    let outcomes =
        scores.map(|row| (place(row.number), score(row.family_score), score(row.worker_score))).collect();
    let late = sqlx::query_scalar!(
        "select number from casework.entry_review_action where entry_id = $1 and status = 'late' order by number",
        entry
    );
    let late = late.fetch_all(work.sql()).await?.into_iter().map(place).collect();
    Ok(Reviewed { entry, held_on, outcomes, late })
}

fn place(number: i16) -> usize {
    usize::try_from(number).unwrap_or_default()
}

fn score(kept: Option<i16>) -> Option<u8> {
    kept.and_then(|score| u8::try_from(score).ok()).filter(|score| *score <= 10)
}
