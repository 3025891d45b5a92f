//! `m` by pairs of sources: where one system writes down dates of birth badly, a difference there says less.
//!
//! Of each session the pairs are counted by the sources of their two records. For each pair of sources expectation–maximisation
//! starts from what all of them have in common and moves the `m` of the comparisons that the plan marks `by_source`, with what
//! is common counting as so many links beside those of the two sources ([`COMMON`], a Dirichlet prior): few links hardly move
//! it, many do. What is kept is the ratio to the session's own `m`, so that what sets a session apart does not count as a
//! source's.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::em::{Counts, Decided, Mixture, Moves};
use super::labels::Labels;
use super::sessions::{counted, taught};
use crate::blocking::{CannotBlock, Pairing};
use crate::people::MISSING;
use crate::plan::{LinkPlan, OfSources, Rule};
use crate::prepared::Prepared;

/// As how many links of two sources what is common to all counts.
const COMMON: f64 = 50.0;

/// Two sources with fewer links than this are not told apart from all others.
const FEWEST: f64 = 20.0;

/// No probability is smaller.
const LEAST: f64 = 1e-9;

/// By two sources and a comparison: the logarithms of how each level's `m` differs, summed over sessions by their links, and
/// those links.
type Found = BTreeMap<(String, String, usize), (Vec<f64>, f64)>;

/// Fills in `sources` of every comparison that is learned by source.
pub fn estimate(
    plan: &mut LinkPlan,
    prepared: &Prepared,
    pairing: Pairing,
    labels: &Labels,
) -> Result<(), CannotBlock> {
    let Some((word, names)) = prepared.source(plan) else { return Ok(()) };
    let name = |code: u32| String::from_utf8_lossy(names.bytes(code)).into_owned();
    let mut found = Found::new();
    for rule in plan.training.sessions.clone() {
        let taught = taught(plan, &rule);
        let moving: Vec<usize> =
            taught.iter().copied().filter(|at| plan.comparisons[*at].by_source).collect();
        if moving.is_empty() {
            continue;
        }
        let of_pair = |a: &[u32], b: &[u32]| {
            let (one, other) = (a[word], b[word]);
            (one != MISSING && other != MISSING).then(|| (one.min(other), one.max(other)))
        };
        let counts = counted(prepared, &rule, pairing, &taught, plan, labels, of_pair)?;
        let mut by_names: BTreeMap<(String, String), Counts> = BTreeMap::new();
        let mut together: BTreeMap<_, u64> = BTreeMap::new();
        for (((one, other), pattern), count) in counts {
            let (mut one, mut other) = (name(one), name(other));
            if other < one {
                std::mem::swap(&mut one, &mut other);
            }
            by_names.entry((one, other)).or_default().push((pattern, count));
            *together.entry(pattern).or_default() += count;
        }
        let together: Counts = together.into_iter().collect();
        let common = common(plan, &taught, &together, &rule, prepared, labels)?;
        for ((one, other), mut counts) in by_names {
            counts.sort_unstable();
            let (end, links) = settled(&common, &counts, &moving, plan);
            for at in &moving {
                let entry = found.entry((one.clone(), other.clone(), *at)).or_default();
                let ratios = end.m[*at].iter().zip(&common.m[*at]).map(|(own, common)| match (own, common) {
                    (Some(own), Some(common)) => (own.max(LEAST) / common.max(LEAST)).ln() * links,
                    _ => 0.0,
                });
                entry.0.resize(end.m[*at].len(), 0.0);
                entry.0.iter_mut().zip(ratios).for_each(|(sum, ratio)| *sum += ratio);
                entry.1 += links;
            }
        }
    }
    keep(plan, found);
    Ok(())
}

/// What the pairs of a session have in common, whatever their sources: its own `m`, beginning from the plan's.
fn common(
    plan: &LinkPlan,
    taught: &[usize],
    counts: &Counts,
    rule: &Rule,
    prepared: &Prepared,
    labels: &Labels,
) -> Result<Mixture, CannotBlock> {
    let of = |u: bool| -> Vec<Vec<Option<f64>>> {
        let each = plan.comparisons.iter().enumerate();
        each.map(|(at, comparison)| {
            let levels = comparison.levels.iter().filter(|_| taught.contains(&at));
            levels.map(|level| (if u { level.u } else { level.m }).filter(|_| !level.is_silent())).collect()
        })
        .collect()
    };
    let start = Mixture { matches: 0.5, m: of(false), u: of(true) };
    let decided = labels.of_session(prepared, &prepared.rule(rule)?, taught);
    Ok(start.settled(counts, &decided, Moves::M, plan.training.convergence, plan.training.most_rounds).0)
}

/// The mixture of two sources, and how many of their pairs are links.
fn settled(common: &Mixture, counts: &Counts, moving: &[usize], plan: &LinkPlan) -> (Mixture, f64) {
    let mut now = common.clone();
    let mut links = 0.0;
    // What is common counts in each round again, as pairs that somebody has decided would.
    let decided =
        Decided { of_rule: [common.matches * COMMON, (1.0 - common.matches) * COMMON], ..Decided::default() };
    for _ in 0..plan.training.most_rounds.max(100) {
        let mut next = now.round(counts, &decided, Moves::M);
        links = counts.iter().map(|(pattern, count)| *count as f64 * now.probability(*pattern)).sum();
        for (at, levels) in next.m.iter_mut().enumerate() {
            let counted: f64 = level_total(counts, &now, at);
            for (level, m) in levels.iter_mut().enumerate() {
                let Some(before) = common.m[at][level] else { continue };
                *m = Some(match (moving.contains(&at), *m) {
                    (true, Some(m)) => (m * counted + before * COMMON) / (counted + COMMON),
                    _ => before,
                });
            }
        }
        let moved = now.distance(&next);
        now = next;
        if moved < plan.training.convergence / 10.0 {
            break;
        }
    }
    (now, links)
}

/// How many links say anything of a comparison.
fn level_total(counts: &Counts, now: &Mixture, at: usize) -> f64 {
    let says = |level: usize| now.m[at].get(level).is_some_and(Option::is_some);
    let links = counts.iter().filter(|(pattern, _)| says(pattern.level(at)));
    links.map(|(pattern, count)| *count as f64 * now.probability(*pattern)).sum()
}

/// Writes into the plan what was found of sources with enough links.
fn keep(plan: &mut LinkPlan, found: Found) {
    for comparison in &mut plan.comparisons {
        comparison.sources.clear();
    }
    for ((one, other, at), (ratios, links)) in found {
        if links < FEWEST {
            continue;
        }
        let comparison = &mut plan.comparisons[at];
        let mut m: Vec<f64> = Vec::with_capacity(comparison.levels.len());
        let (mut before, mut after) = (0.0, 0.0);
        for (level, ratio) in comparison.levels.iter().zip(&ratios) {
            let known = if level.is_silent() { 0.0 } else { level.m.unwrap_or_default() };
            let ratio = if level.fix_m { 1.0 } else { (ratio / links).exp() };
            m.push(known * ratio);
            before += known;
            after += known * ratio;
        }
        if after > 0.0 && !comparison.levels.iter().any(|level| level.fix_m) {
            m.iter_mut().for_each(|m| *m *= before / after);
        }
        comparison.sources.push(OfSources { one, other, links: links.round(), m });
    }
}
