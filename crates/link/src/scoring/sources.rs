//! What levels weigh otherwise between two sources.

use crate::plan::{Comparison, LinkPlan};
use crate::prepared::Prepared;

/// By two sources: what the levels of some comparisons weigh more or less.
pub(super) struct Sources {
    /// Where a record's source stands in its row.
    word: usize,
    /// By the code of a source: its number, from 1; 0 where nothing is known of it.
    numbers: Vec<u16>,
    /// How many sources there are, with 0.
    count: usize,
    /// By the numbers of two sources.
    changes: Vec<Vec<Change>>,
}

/// How the levels of one comparison differ.
pub(super) struct Change {
    /// Which comparison.
    pub comparison: usize,
    /// By level: how many bits more.
    pub bits: Vec<f64>,
    /// Whether a household agrees on it as one person does, so that it is the same for brothers and sisters.
    pub shared: bool,
}

impl Sources {
    /// What a plan has learned, for people who have its column of sources. `None` where there is nothing.
    pub fn new(plan: &LinkPlan, prepared: &Prepared) -> Option<Self> {
        if plan.comparisons.iter().all(|comparison| comparison.sources.is_empty()) {
            return None;
        }
        let (word, texts) = prepared.source(plan)?;
        let mut numbers = vec![0u16; texts.len() + 1];
        let mut count = 1usize;
        let mut number = |name: &str| -> Option<usize> {
            let place = &mut numbers[texts.find(name.as_bytes())? as usize];
            if *place == 0 {
                *place = u16::try_from(count).ok()?;
                count += 1;
            }
            Some(usize::from(*place))
        };
        let mut found = Vec::new();
        for (at, comparison) in plan.comparisons.iter().enumerate() {
            let shared = plan.household.as_ref().is_some_and(|home| home.shared.contains(&comparison.name));
            for of in &comparison.sources {
                if let (Some(one), Some(other)) = (number(&of.one), number(&of.other)) {
                    found.push((
                        one,
                        other,
                        Change { comparison: at, bits: bits(comparison, &of.m), shared },
                    ));
                }
            }
        }
        let mut changes: Vec<Vec<Change>> = Vec::new();
        changes.resize_with(count * count, Vec::new);
        for (one, other, change) in found {
            changes[one.min(other) * count + one.max(other)].push(change);
        }
        Some(Self { word, numbers, count, changes })
    }

    /// What is different between the sources of two records.
    #[inline]
    pub fn changes(&self, a: &[u32], b: &[u32]) -> &[Change] {
        let number = |row: &[u32]| self.numbers.get(row[self.word] as usize).map_or(0, |n| usize::from(*n));
        let (one, other) = (number(a), number(b));
        &self.changes[one.min(other) * self.count + one.max(other)]
    }
}

/// How many bits each level weighs more. As in all of the plan, a near miss never outweighs the better level above it where it
/// does not for all sources.
fn bits(comparison: &Comparison, m: &[f64]) -> Vec<f64> {
    let weight = |at: usize| match (comparison.levels[at].m, comparison.levels[at].u) {
        (Some(m), Some(u)) if !comparison.levels[at].is_silent() => Some((m / u).log2()),
        _ => None,
    };
    let mut bits: Vec<f64> = Vec::with_capacity(m.len());
    for (at, own) in m.iter().enumerate() {
        let more = match (weight(at), comparison.levels[at].m) {
            (Some(usual), Some(common)) if *own > 0.0 => {
                let above = at.checked_sub(1).and_then(|above| Some((weight(above)?, bits[above])));
                match above {
                    Some((above, more)) if usual <= above => (own / common).log2().min(above + more - usual),
                    _ => (own / common).log2(),
                }
            }
            _ => 0.0,
        };
        bits.push(more);
    }
    bits
}
