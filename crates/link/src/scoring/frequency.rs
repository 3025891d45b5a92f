//! Sharing a rare name says more than sharing a common one.

use std::sync::Arc;

use crate::everyday::CommonNames;
use crate::people::MISSING;
use crate::plan::{Level, Part};
use crate::prepared::{CannotPrepare, Get, Prepared};

/// What a value's rarity adds to a level's weight.
#[derive(Debug, Clone)]
pub struct Frequencies {
    get: Get,
    /// By code: log2 of how much rarer than usual.
    bits: Arc<[f64]>,
}

impl Frequencies {
    /// Counts a part's values among the people. `base` is the level's own `u`: what a value of usual rarity has.
    pub(super) fn new(
        part: &Part,
        base: f64,
        level: &Level,
        prepared: &Prepared,
    ) -> Result<Self, CannotPrepare> {
        let get = prepared.part(part)?;
        let mut counts: Vec<u32> = vec![0];
        let mut all = 0u64;
        if !matches!(get, Get::Wide(_)) {
            for record in 0..prepared.rows.len() {
                let code = get.code(prepared.rows.row(record));
                if code != MISSING {
                    if counts.len() <= code as usize {
                        counts.resize(code as usize + 1, 0);
                    }
                    counts[code as usize] += 1;
                    all += 1;
                }
            }
        }
        let bits = counts
            .iter()
            .map(|count| match count {
                0 => 0.0,
                count => bits_of(f64::from(*count) / all as f64, base, level),
            })
            .collect();
        Ok(Self { get, bits })
    }

    /// The same from tables of names.
    pub(super) fn of_names(
        part: &Part,
        base: f64,
        level: &Level,
        prepared: &Prepared,
        names: &CommonNames,
    ) -> Result<Self, CannotPrepare> {
        let get = prepared.part(part)?;
        let mut bits = vec![0.0];
        if let Some(texts) = prepared.texts(part) {
            bits.extend(texts.texts().map(|(_, text)| {
                let share = names.share(part.column(), &String::from_utf8_lossy(text));
                share.map_or(0.0, |share| bits_of(share, base, level))
            }));
        }
        Ok(Self { get, bits: bits.into() })
    }

    /// What the more common of two values adds.
    #[inline]
    pub fn bits(&self, a: &[u32], b: &[u32]) -> f64 {
        if self.bits.len() == 1 {
            return 0.0;
        }
        let (one, other) = (self.get.code(a) as usize, self.get.code(b) as usize);
        match (self.bits.get(one), self.bits.get(other)) {
            (Some(one_bits), Some(other_bits)) if one != 0 && other != 0 => one_bits.min(*other_bits),
            _ => 0.0,
        }
    }
}

/// What a value that this part of people have adds to a level.
fn bits_of(share: f64, base: f64, level: &Level) -> f64 {
    level.frequency_weight * (base / share.max(level.least_frequency.unwrap_or(0.0))).log2()
}
