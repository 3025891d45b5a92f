//! λ: how likely two records taken at random are one person.

use super::{Trained, all_pairs};
use crate::blocking::{Blocked, CannotBlock, Pairing};
use crate::plan::LinkPlan;
use crate::prepared::Prepared;

/// What λ is when no rule says.
const UNKNOWN: f64 = 1e-4;

/// From how many pairs the certain rules find, and which part of all true pairs that is believed to be.
pub fn estimate(
    plan: &mut LinkPlan,
    prepared: &Prepared,
    pairing: Pairing,
    trained: &mut Trained,
) -> Result<(), CannotBlock> {
    if plan.probability_two_random_records_match.is_some() {
        return Ok(());
    }
    let certain = Blocked::new(prepared, &plan.training.certain, pairing, plan.limits.pairs_of_a_rule)?;
    let found: u64 = certain.count(prepared).into_iter().sum();
    let all = all_pairs(prepared, pairing);
    let mut lambda = found as f64 / plan.training.recall.clamp(0.01, 1.0) / all.max(1.0);
    if found == 0 {
        trained.warnings.push(
            "No pair meets a rule of `training.certain`, so how many records are of one person was guessed"
                .into(),
        );
        lambda = UNKNOWN.min(1.0 / prepared.rows.len().max(2) as f64);
    }
    plan.probability_two_random_records_match = Some(lambda.clamp(1e-15, 0.5));
    Ok(())
}
