//! Whether scores get better.

use jiff::civil::Date;

use crate::codes::code_enum;

code_enum! {
    /// How a score compares with an earlier one.
    pub enum Trend {
        /// Nearer to what is hoped for.
        Better = "better", "Better";
        /// As before.
        Same = "same", "The same";
        /// Further from it.
        Worse = "worse", "Worse";
    }
}

/// A score given on a day, by the family or the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scored {
    /// The day.
    pub on: Date,
    /// 0 to 10.
    pub score: u8,
}

/// Reads a score as typed.
///
/// # Errors
/// The sentence to show beside the field.
pub fn score_from(typed: &str) -> Result<u8, &'static str> {
    let score = typed.trim().parse::<u8>().ok().filter(|score| *score <= 10);
    score.ok_or("Enter a whole number from 0 to 10")
}

/// How `to` compares with `from`. More is better, unless the target lies below the baseline: worries go down.
pub fn trend(from: u8, to: u8, less_is_better: bool) -> Trend {
    match (from.cmp(&to), less_is_better) {
        (std::cmp::Ordering::Equal, _) => Trend::Same,
        (std::cmp::Ordering::Less, false) | (std::cmp::Ordering::Greater, true) => Trend::Better,
        _ => Trend::Worse,
    }
}

/// The trend of each score against the one before it, in order of day. The first has none.
pub fn trends(scores: &[Scored], less_is_better: bool) -> Vec<(Scored, Option<Trend>)> {
    let mut scores = scores.to_vec();
    scores.sort_by_key(|scored| scored.on);
    let mut before: Option<u8> = None;
    let mut all = Vec::with_capacity(scores.len());
    for scored in scores {
        all.push((scored, before.map(|before| trend(before, scored.score, less_is_better))));
        before = Some(scored.score);
    }
    all
}
