//! New pairs of the queue, many in one statement.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::keep::{Added, encoded};
use crate::{Result, Work};

/// How many rows go in one statement.
const AT_ONCE: usize = 2_000;

/// The same many rows, a column each.
#[derive(Default)]
struct Columns {
    id: Vec<Uuid>,
    one: Vec<Uuid>,
    other: Vec<Uuid>,
    weight: Vec<f64>,
    prior: Vec<f64>,
    siblings: Vec<f64>,
    answers: Vec<serde_json::Value>,
    could_be_twins: Vec<bool>,
    is_sample: Vec<bool>,
    after: Vec<Option<Uuid>>,
}

/// Puts pairs on the queue, weighed by a model.
pub(super) async fn pairs(work: &mut Work, model: Uuid, add: &[Added]) -> Result<()> {
    for some in add.chunks(AT_ONCE) {
        let mut columns = Columns::default();
        for Added { pair, after } in some {
            columns.id.push(work.new_id());
            columns.one.push(pair.people[0]);
            columns.other.push(pair.people[1]);
            columns.weight.push(pair.weight);
            columns.prior.push(pair.prior);
            columns.siblings.push(pair.siblings);
            columns.answers.push(encoded(&pair.reasons)?);
            columns.could_be_twins.push(pair.could_be_twins);
            columns.is_sample.push(pair.is_sample);
            columns.after.push(*after);
        }
        insert(work, model, &columns).await?;
    }
    Ok(())
}

async fn insert(work: &mut Work, model: Uuid, columns: &Columns) -> Result<()> {
    let now = work.now().to_sqlx();
    sqlx::query!(
        "insert into casework.possible_duplicate (id, one_id, other_id, weight, prior, siblings, answers, could_be_twins, is_sample,
             after_id, looked_after, model_id, found_at)
         select n.id, n.one_id, n.other_id, n.weight, n.prior, n.siblings, n.answers, n.could_be_twins, n.is_sample, n.after_id,
             exists (select 1 from casework.involvement i where i.kind = 'looked_after' and i.person_id in (n.one_id, n.other_id)),
             $11, $12
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::float8[], $5::float8[], $6::float8[], $7::jsonb[], $8::bool[], $9::bool[],
             $10::uuid[]) n (id, one_id, other_id, weight, prior, siblings, answers, could_be_twins, is_sample, after_id)",
        &columns.id,
        &columns.one,
        &columns.other,
        &columns.weight,
        &columns.prior,
        &columns.siblings,
        &columns.answers,
        &columns.could_be_twins,
        &columns.is_sample,
        &columns.after as &[Option<Uuid>],
        model,
        now
    )
    .execute(work.sql())
    .await?;
    Ok(())
}
