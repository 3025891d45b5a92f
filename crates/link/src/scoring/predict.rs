//! Weighing every pair that the rules make.

use super::Scorer;
use crate::blocking::{Blocked, scan};
use crate::prepared::{Pattern, Prepared};

/// Two records that may be one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// One record, by its place.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// log2 of the odds that they are one person.
    pub weight: f64,
    /// What each comparison said.
    pub pattern: Pattern,
}

/// What a run over all pairs came to.
#[derive(Debug, Clone, Default)]
pub struct Edges {
    /// The pairs that weigh enough.
    pub edges: Vec<Edge>,
    /// How many pairs each rule made that no earlier one had.
    pub pairs: Vec<u64>,
}

/// Weighs every pair and keeps those of at least `least` bits. `progress` is told after each rule.
pub fn predict(
    prepared: &Prepared,
    blocked: &Blocked,
    scorer: &Scorer,
    least: f64,
    progress: &(dyn Fn(usize, u64) + Sync),
) -> Edges {
    let mut all = Edges::default();
    for rule in 0..blocked.rules.len() {
        let parts = scan(
            prepared,
            blocked,
            rule,
            || (Vec::new(), 0u64),
            |(edges, pairs), pair| {
                *pairs += 1;
                let pattern = prepared.levels(pair.a, pair.b);
                let weight = scorer.weight(pattern, pair.a, pair.b);
                if weight >= least {
                    edges.push(Edge { left: pair.left, right: pair.right, weight, pattern });
                }
            },
        );
        let mut pairs = 0;
        for (mut edges, counted) in parts {
            all.edges.append(&mut edges);
            pairs += counted;
        }
        all.pairs.push(pairs);
        progress(rule, pairs);
    }
    all
}
