//! `m` and λ from pairs that somebody has decided.

use super::all_pairs;
use crate::blocking::Pairing;
use crate::plan::LinkPlan;
use crate::prepared::{Memo, Prepared};

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

/// What stands in for a level that no labelled pair met: as if this part of a pair had.
const UNSEEN: f64 = 0.5;

impl Label {
    /// Takes `m` from the labelled pairs that are one person, and λ where `labels` are all such pairs that there are.
    pub fn teach(
        labels: &[Self],
        plan: &mut LinkPlan,
        prepared: &Prepared,
        pairing: Pairing,
        complete: bool,
    ) {
        let same: Vec<&Self> = labels.iter().filter(|label| label.same).collect();
        if same.is_empty() {
            return;
        }
        for (at, comparison) in plan.comparisons.iter_mut().enumerate() {
            let mut counts = vec![0u64; comparison.levels.len()];
            for label in &same {
                let (a, b) =
                    (prepared.rows.row(label.left as usize), prepared.rows.row(label.right as usize));
                counts[usize::from(prepared.level(at, a, b, &mut Memo::default()))] += 1;
            }
            let says = |at: usize| !comparison.levels[at].is_silent();
            let all: u64 = counts.iter().enumerate().filter(|(at, _)| says(*at)).map(|(_, n)| n).sum();
            if all == 0 {
                continue;
            }
            for (level, count) in comparison.levels.iter_mut().zip(&counts) {
                if !level.is_silent() && !level.fix_m {
                    level.m = Some((*count as f64).max(UNSEEN) / all as f64);
                }
            }
        }
        if complete {
            plan.probability_two_random_records_match =
                Some((same.len() as f64 / all_pairs(prepared, pairing)).clamp(1e-15, 0.5));
        }
    }
}
