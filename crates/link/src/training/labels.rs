//! What pairs that somebody has decided teach.
//!
//! A label is a pair of which the answer is known, so it needs no guess. It is counted among the pairs that
//! expectation–maximisation looks at, as so many pairs as the plan's `label_weight` says (one, if it says nothing):
//!
//! - "Same" counts towards `m` of every level that the pair meets, in every session, and is the only teacher of a comparison
//!   that no session teaches.
//! - "Different" counts as two people among the pairs of its session, and among the pairs of one home towards how brothers and
//!   sisters differ. It does not count towards `u`: pairs that somebody was asked about were alike, and `u` is of strangers.
//!
//! Labels that come from a queue of doubtful pairs are harder than most. Beside tens of thousands of pairs they change little
//! but what those could not say; a plan that sets a high `label_weight` should have labels from all weights.

#[cfg(test)]
mod tests;

use rustc_hash::FxHashSet;

use super::em::Decided;
use crate::plan::Comparison;
use crate::prepared::{Memo, Pattern, Prepared, PreparedRule};

/// Somebody has looked at two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// One record, by its place.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// Whether they are one person.
    pub same: bool,
}

/// The labels of a training. Each pair is there once.
pub(super) struct Labels<'a> {
    labels: &'a [Label],
    pairs: FxHashSet<(u32, u32)>,
    weight: f64,
}

impl<'a> Labels<'a> {
    pub fn new(labels: &'a [Label], weight: f64) -> Self {
        let pairs = labels.iter().map(|label| ordered(label.left, label.right)).collect();
        Self { labels, pairs, weight }
    }

    /// Whether somebody has decided a pair, so that it is not guessed.
    #[inline]
    pub fn has(&self, left: u32, right: u32) -> bool {
        !self.pairs.is_empty() && self.pairs.contains(&ordered(left, right))
    }

    /// What they say of the comparisons that a session teaches. Of pairs that do not meet its rule only those of one person
    /// count, because a session's other pairs are all alike in what its rule asks.
    pub fn of_session(&self, prepared: &Prepared, rule: &PreparedRule, taught: &[usize]) -> Decided {
        self.decided(prepared, taught, |same, of_rule| same || of_rule, rule)
    }

    /// The same of pairs that meet the rule.
    pub fn of_rule(&self, prepared: &Prepared, rule: &PreparedRule, taught: &[usize]) -> Decided {
        self.decided(prepared, taught, |_, of_rule| of_rule, rule)
    }

    fn decided(
        &self,
        prepared: &Prepared,
        taught: &[usize],
        counts: impl Fn(bool, bool) -> bool,
        rule: &PreparedRule,
    ) -> Decided {
        let mut decided = Decided::default();
        for label in self.labels {
            let (a, b) = rows(prepared, label);
            let of_rule = rule.holds_either_way(a, b);
            if of_rule {
                decided.of_rule[usize::from(!label.same)] += self.weight;
            }
            if counts(label.same, of_rule) {
                let mut pattern = Pattern::default();
                let mut memo = Memo::default();
                for comparison in taught {
                    pattern.set(*comparison, prepared.level(*comparison, a, b, &mut memo));
                }
                let side = if label.same { &mut decided.same } else { &mut decided.different };
                side.push((pattern, self.weight));
            }
        }
        // Sums of fractions depend on their order, and that of labels is whatever it was.
        decided.same.sort_unstable_by_key(|(pattern, _)| *pattern);
        decided.different.sort_unstable_by_key(|(pattern, _)| *pattern);
        decided
    }

    /// How often labelled pairs of one person meet each level of a comparison that nothing else teaches. `start`, what
    /// training begins with, counts as one pair more. `None` where no label says anything.
    pub fn alone(
        &self,
        prepared: &Prepared,
        at: usize,
        comparison: &Comparison,
        start: &[Option<f64>],
    ) -> Option<Vec<Option<f64>>> {
        let mut counts = vec![0.0; comparison.levels.len()];
        for label in self.labels.iter().filter(|label| label.same) {
            let (a, b) = rows(prepared, label);
            counts[usize::from(prepared.level(at, a, b, &mut Memo::default()))] += self.weight;
        }
        let says = comparison.levels.iter().map(|level| !level.is_silent());
        let all: f64 = counts.iter().zip(says).filter(|(_, says)| *says).map(|(count, _)| count).sum();
        (all > 0.0).then(|| {
            let share =
                |(start, count): (&Option<f64>, &f64)| start.map(|start| (count + start) / (all + 1.0));
            start.iter().zip(&counts).map(share).collect()
        })
    }
}

fn ordered(left: u32, right: u32) -> (u32, u32) {
    (left.min(right), left.max(right))
}

fn rows<'a>(prepared: &'a Prepared, label: &Label) -> (&'a [u32], &'a [u32]) {
    // Left is the lower place wherever a pair is compared.
    let (left, right) = ordered(label.left, label.right);
    (prepared.rows.row(left as usize), prepared.rows.row(right as usize))
}
