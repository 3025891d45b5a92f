//! How brothers and sisters differ: the third kind of pair.
//!
//! Among the pairs that share a home, some are one person and nearly all others are brothers and sisters. With `m` known,
//! expectation–maximisation over their patterns finds how those others differ: their first names hardly ever agree, their
//! dates of birth agree as often as twins are born, and their identifiers never do. On what a household shares they agree as
//! one person's records do.

use super::em::{Mixture, Moves};
use super::labels::Labels;
use super::sessions::{patterns, taught};
use super::{Session, Trained, all_pairs};
use crate::blocking::{CannotBlock, Pairing};
use crate::plan::LinkPlan;
use crate::prepared::Prepared;

/// Fewer pairs than this teach nothing: the plan's own figures stay, where it has some.
const FEWEST: u64 = 200;

/// With fewer comparisons than this that a household does not share, the two kinds of pair cannot be told apart.
const FEWEST_COMPARISONS: usize = 3;

/// Fills in every `sibling` and how likely two records are of brothers and sisters.
pub fn estimate(
    plan: &mut LinkPlan,
    prepared: &Prepared,
    pairing: Pairing,
    labels: &Labels,
    trained: &mut Trained,
) -> Result<(), CannotBlock> {
    let Some(household) = plan.household.clone() else { return Ok(()) };
    let known = |at: &usize| {
        let comparison = &plan.comparisons[*at];
        !household.shared.contains(&comparison.name) && !trained.untaught.contains(&comparison.name)
    };
    if (0..plan.comparisons.len()).filter(known).count() < FEWEST_COMPARISONS {
        trained.warnings.push(
            "Too little is known of how one person's records differ to tell brothers and sisters from one person".into(),
        );
        return Ok(());
    }
    let mut siblings = 0.0f64;
    for rule in &household.rules {
        let taught: Vec<usize> = taught(plan, rule)
            .into_iter()
            .filter(|at| !household.shared.contains(&plan.comparisons[*at].name))
            .collect();
        let counts = patterns(prepared, rule, pairing, &taught, plan, labels)?;
        let pairs: u64 = counts.iter().map(|(_, count)| count).sum();
        if pairs < FEWEST {
            continue;
        }
        let of = |u: bool| -> Vec<Vec<Option<f64>>> {
            let each = plan.comparisons.iter().enumerate();
            each.map(|(at, comparison)| {
                if !taught.contains(&at) {
                    return Vec::new();
                }
                let levels = comparison.levels.iter();
                levels
                    .map(|level| (if u { level.u } else { level.m }).filter(|_| !level.is_silent()))
                    .collect()
            })
            .collect()
        };
        let start = Mixture { matches: 0.5, m: of(false), u: of(true) };
        let decided = labels.of_rule(prepared, &prepared.rule(rule)?, &taught);
        let (end, rounds) = start.settled(&counts, &decided, Moves::U, plan.training.convergence / 10.0, 200);
        let all: f64 = all_pairs(prepared, pairing);
        let scale = pairs_of(prepared, rule, pairing, plan)? as f64;
        siblings = siblings.max(scale * (1.0 - end.matches) / all);
        for at in &taught {
            for (level, sibling) in end.u[*at].iter().enumerate() {
                if let Some(sibling) = sibling {
                    plan.comparisons[*at].levels[level].sibling = Some(sibling.max(1e-6));
                }
            }
        }
        trained.sessions.push(Session {
            rule: format!("one home: {rule}"),
            pairs,
            rounds,
            matches: end.matches,
        });
    }
    for comparison in &mut plan.comparisons {
        let shared = household.shared.contains(&comparison.name);
        for level in &mut comparison.levels {
            if shared {
                level.sibling = level.m;
            } else if level.sibling.is_none() {
                level.sibling = level.u;
            }
        }
    }
    if siblings > 0.0 {
        // The rule misses homes whose records disagree; they do so as one person's records do.
        let agree: f64 = plan
            .comparisons
            .iter()
            .filter(|comparison| household.shared.contains(&comparison.name))
            .filter_map(|comparison| comparison.levels.iter().find(|level| !level.is_silent()))
            .filter_map(|level| level.m)
            .product();
        if let Some(household) = &mut plan.household {
            household.probability_two_random_records_are_siblings =
                Some((siblings / agree.max(0.1)).min(0.5));
        }
    } else if household.probability_two_random_records_are_siblings.is_none() {
        trained.warnings.push("Too few records share a home to learn how brothers and sisters differ".into());
    }
    Ok(())
}

fn pairs_of(
    prepared: &Prepared,
    rule: &crate::plan::Rule,
    pairing: Pairing,
    plan: &LinkPlan,
) -> Result<u64, CannotBlock> {
    let blocked = crate::blocking::Blocked::new(
        prepared,
        std::slice::from_ref(rule),
        pairing,
        plan.limits.pairs_of_a_rule,
    )?;
    Ok(blocked.count(prepared).into_iter().sum())
}
