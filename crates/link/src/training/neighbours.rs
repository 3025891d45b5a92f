//! How likely two identifiers taken at random are one slip of the finger apart, when no random pair ever was.

use crate::people::wide_bytes;
use crate::plan::{Comparison, Measure, Test};
use crate::prepared::{Get, Prepared};

/// How many identifiers are looked at.
const SAMPLE: usize = 100_000;

/// For each level that says "at most one edit" of a wide column: how likely by chance.
///
/// The letters at each place are taken as independent: two identifiers are one substitution apart when they agree at every
/// place but one, and one swap apart when two neighbouring places agree crosswise.
pub fn chances(comparison: &Comparison, prepared: &Prepared) -> Vec<Option<f64>> {
    comparison
        .levels
        .iter()
        .map(|level| {
            let near = match &level.when {
                Test::Near(Measure::Damerau | Measure::Levenshtein, left, right, most)
                    if left == right && *most >= 1.0 =>
                {
                    left
                }
                _ => return None,
            };
            match prepared.part(near) {
                Ok(Get::Wide(word)) => one_edit(prepared, word),
                _ => None,
            }
        })
        .collect()
}

fn one_edit(prepared: &Prepared, word: usize) -> Option<f64> {
    let step = (prepared.rows.len() / SAMPLE).max(1);
    let mut counts = [[0f64; 256]; 16];
    let (mut seen, mut length) = (0f64, 0);
    for record in (0..prepared.rows.len()).step_by(step) {
        let bytes = Get::wide_bytes(word, prepared.rows.row(record));
        let text = wide_bytes(&bytes);
        if text.is_empty() {
            continue;
        }
        seen += 1.0;
        length = length.max(text.len());
        for (place, byte) in text.iter().enumerate() {
            counts[place][usize::from(*byte)] += 1.0;
        }
    }
    if seen < 2.0 {
        return None;
    }
    let agree = |one: usize, other: usize| -> f64 {
        counts[one].iter().zip(&counts[other]).map(|(a, b)| a * b).sum::<f64>() / (seen * seen)
    };
    let same: Vec<f64> = (0..length).map(|place| agree(place, place)).collect();
    let all_but = |places: &[usize]| -> f64 {
        same.iter().enumerate().filter(|(place, _)| !places.contains(place)).map(|(_, p)| p).product()
    };
    let substitutions: f64 = (0..length).map(|place| (1.0 - same[place]) * all_but(&[place])).sum();
    let swaps: f64 = (1..length)
        .map(|place| agree(place - 1, place) * agree(place, place - 1) * all_but(&[place - 1, place]))
        .sum();
    Some(substitutions + swaps)
}
