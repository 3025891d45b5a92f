//! `m`: how often records of one person meet a level.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::em::{Counts, Mixture, Moves};
use super::labels::Labels;
use super::{Session, Trained, all_pairs};
use crate::blocking::{Blocked, CannotBlock, Pairing, scan};
use crate::plan::{Comparison, LinkPlan, Rule};
use crate::prepared::{Memo, Pattern, Prepared, mixed};

/// What a comparison's best level starts with.
const BEST: f64 = 0.95;

/// Runs every session and takes, for each level, the median of what they came to.
pub fn estimate(
    plan: &mut LinkPlan,
    prepared: &Prepared,
    pairing: Pairing,
    labels: &Labels,
    progress: &(dyn Fn(&str) + Sync),
    trained: &mut Trained,
) -> Result<(), CannotBlock> {
    let mut found: Vec<Vec<Vec<f64>>> =
        plan.comparisons.iter().map(|comparison| vec![Vec::new(); comparison.levels.len()]).collect();
    let mut rarest: f64 = 1e-2;
    for rule in &plan.training.sessions {
        progress(&format!("how pairs that share {rule} differ"));
        let taught = taught(plan, rule);
        let counts = patterns(prepared, rule, pairing, &taught, plan, labels)?;
        let pairs: u64 = counts.iter().map(|(_, count)| count).sum();
        if pairs == 0 {
            trained
                .warnings
                .push(format!("No pair shares {rule}, so this session of the training taught nothing"));
            continue;
        }
        let start = start(plan, &taught, prepared, pairing, pairs);
        let training = &plan.training;
        let decided = labels.of_session(prepared, &prepared.rule(rule)?, &taught);
        let (end, rounds) =
            start.settled(&counts, &decided, Moves::M, training.convergence, training.most_rounds);
        // Half a pair: what was never seen among so many may still happen.
        let least = 0.5 / (end.matches * pairs as f64).max(1.0);
        rarest = rarest.min(least);
        for comparison in taught {
            for (level, m) in end.m[comparison].iter().enumerate() {
                // A level that no pair of this session met has learned nothing from it.
                let mut patterns = counts.iter().map(|(p, _)| p).chain(decided.same.iter().map(|(p, _)| p));
                if let Some(m) = m.filter(|_| patterns.any(|p| p.level(comparison) == level)) {
                    found[comparison][level].push(m.max(least));
                }
            }
        }
        trained.sessions.push(Session { rule: rule.to_string(), pairs, rounds, matches: end.matches });
    }
    let mut guessed: Vec<String> = Vec::new();
    for (at, (comparison, mut found)) in plan.comparisons.iter_mut().zip(found).enumerate() {
        if found.iter().all(Vec::is_empty)
            && let Some(alone) = labels.alone(prepared, at, comparison, &starting(comparison))
        {
            found = alone.into_iter().map(|m| m.into_iter().collect()).collect();
        }
        if found.iter().all(Vec::is_empty) {
            trained.untaught.push(comparison.name.clone());
        }
        if settle(comparison, found, rarest) {
            guessed.push(format!("“{}”", comparison.name));
        }
    }
    if !guessed.is_empty() {
        trained.warnings.push(format!(
            "Some levels of {} were met by no pair of any session, so how often one person meets them was guessed",
            guessed.join(", ")
        ));
    }
    Ok(())
}

/// Takes the medians. Says whether any level had none, so that its `m` was guessed: what it would have started with, where
/// no session taught the comparison anything, and otherwise that it is as rare as half a pair.
fn settle(comparison: &mut Comparison, found: Vec<Vec<f64>>, rarest: f64) -> bool {
    let untaught = found.iter().all(Vec::is_empty);
    let start = starting(comparison);
    let mut guessed = false;
    for ((level, mut found), start) in comparison.levels.iter_mut().zip(found).zip(start) {
        if level.fix_m || level.is_silent() {
            continue;
        }
        found.sort_by(f64::total_cmp);
        let median = match found.len() {
            0 if level.m.is_some() => continue,
            0 => {
                guessed = true;
                if untaught { start.unwrap_or(rarest) } else { rarest }
            }
            n if n % 2 == 1 => found[n / 2],
            n => f64::midpoint(found[n / 2 - 1], found[n / 2]),
        };
        level.m = Some(median.clamp(1e-9, 1.0));
    }
    guessed
}

/// The comparisons that are about no column of a rule.
pub(super) fn taught(plan: &LinkPlan, rule: &Rule) -> Vec<usize> {
    let columns: Vec<&str> = rule.columns().collect();
    (0..plan.comparisons.len())
        .filter(|at| !plan.comparisons[*at].about().iter().any(|column| columns.contains(column)))
        .collect()
}

/// How often each pattern is shown by the pairs of a rule: of all, or of whole groups chosen by a hash until there are about
/// as many as the plan allows. Pairs that somebody has decided are left out.
pub(super) fn patterns(
    prepared: &Prepared,
    rule: &Rule,
    pairing: Pairing,
    taught: &[usize],
    plan: &LinkPlan,
    labels: &Labels,
) -> Result<Counts, CannotBlock> {
    let counts = counted(prepared, rule, pairing, taught, plan, labels, |_, _| Some(()))?;
    Ok(counts.into_iter().map(|(((), pattern), count)| (pattern, count)).collect())
}

/// How often each pattern is shown by pairs of each kind, in their order.
pub(super) type Kinds<K> = Vec<((K, Pattern), u64)>;

/// The same, apart by what `kind` says of a pair; those of which it says nothing are left out.
pub(super) fn counted<K: Copy + Ord + std::hash::Hash + Send>(
    prepared: &Prepared,
    rule: &Rule,
    pairing: Pairing,
    taught: &[usize],
    plan: &LinkPlan,
    labels: &Labels,
    kind: impl Fn(&[u32], &[u32]) -> Option<K> + Sync,
) -> Result<Kinds<K>, CannotBlock> {
    let mut blocked =
        Blocked::new(prepared, std::slice::from_ref(rule), pairing, plan.limits.pairs_of_a_rule)?;
    let hash_of = |record: u32| {
        rule.block
            .iter()
            .fold(0, |hash, join| mixed(hash ^ prepared.stable_hash(&join.left, record as usize)))
    };
    if let Some(kept) = blocked.groups[0].keep_about(plan.training.most_pairs, hash_of) {
        blocked.groups[0] = Arc::new(kept);
    }
    let parts = scan(prepared, &blocked, 0, FxHashMap::<(K, Pattern), u64>::default, |counts, pair| {
        let Some(kind) = kind(pair.a, pair.b).filter(|_| !labels.has(pair.left, pair.right)) else { return };
        let mut memo = Memo::default();
        let mut pattern = Pattern::default();
        for comparison in taught {
            pattern.set(*comparison, prepared.level(*comparison, pair.a, pair.b, &mut memo));
        }
        *counts.entry((kind, pattern)).or_default() += 1;
    });
    let mut all: FxHashMap<(K, Pattern), u64> = FxHashMap::default();
    for (pattern, count) in parts.into_iter().flatten() {
        *all.entry(pattern).or_default() += count;
    }
    let mut counts: Vec<_> = all.into_iter().collect();
    counts.sort_unstable();
    Ok(counts)
}

/// Where a session starts.
fn start(plan: &LinkPlan, taught: &[usize], prepared: &Prepared, pairing: Pairing, pairs: u64) -> Mixture {
    let of = |take: &dyn Fn(&Comparison) -> Vec<Option<f64>>| -> Vec<Vec<Option<f64>>> {
        let each = plan.comparisons.iter().enumerate();
        each.map(|(at, comparison)| if taught.contains(&at) { take(comparison) } else { Vec::new() })
            .collect()
    };
    let lambda = plan.probability_two_random_records_match.unwrap_or(1e-4);
    let matches = (lambda * all_pairs(prepared, pairing) / pairs as f64).clamp(0.01, 0.9);
    Mixture {
        matches,
        m: of(&|comparison| starting(comparison)),
        u: of(&|comparison| {
            comparison.levels.iter().map(|level| level.u.filter(|_| !level.is_silent())).collect()
        }),
    }
}

/// What `m` starts with: nearly all at the best level, the rest shared; or what the plan gives.
fn starting(comparison: &Comparison) -> Vec<Option<f64>> {
    let says = comparison.levels.iter().filter(|level| !level.is_silent()).count();
    let rest = (1.0 - BEST) / (says.max(2) - 1) as f64;
    let mut first = true;
    comparison
        .levels
        .iter()
        .map(|level| {
            if level.is_silent() {
                return None;
            }
            let start = if std::mem::take(&mut first) { BEST } else { rest };
            Some(if level.fix_m { level.m.unwrap_or(start) } else { start })
        })
        .collect()
}
