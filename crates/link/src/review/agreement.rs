//! How far two readers of the same pairs decide alike.

use super::interval::Z;
use super::{Answer, Interval};

/// How many answers there are.
const KINDS: usize = 3;

/// Two readers' answers to the same pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// How many pairs both have read.
    pub pairs: u64,
    /// Which part of them got the same answer from both.
    pub alike: Interval,
    /// Cohen's kappa (1960): how far they agree beyond what two readers with the same habits would by chance; 1 wholly, 0 no
    /// further than chance. `None` where both gave one and the same answer to everything: then chance explains all.
    pub kappa: Option<Interval>,
}

impl Agreement {
    /// Of the first and the second reader's answers to each pair. `None` where there are no pairs.
    ///
    /// The interval of kappa is that of Fleiss, Cohen and Everitt (1969), which wants some thirty pairs or more. Where the two
    /// agree on every pair it would be empty; its lower limit is then kappa at the lower limit of the share of pairs alike.
    pub fn of(answers: &[(Answer, Answer)]) -> Option<Self> {
        if answers.is_empty() {
            return None;
        }
        let mut counts = [[0u64; KINDS]; KINDS];
        for (first, second) in answers {
            counts[*first as usize][*second as usize] += 1;
        }
        let pairs = answers.len() as u64;
        let same: u64 = (0..KINDS).map(|kind| counts[kind][kind]).sum();
        let alike = Interval::share(same, pairs);
        Some(Self { pairs, alike, kappa: kappa(&counts, pairs as f64, alike) })
    }
}

fn kappa(counts: &[[u64; KINDS]; KINDS], n: f64, alike: Interval) -> Option<Interval> {
    let share = |first: usize, second: usize| counts[first][second] as f64 / n;
    let of_first = |kind: usize| (0..KINDS).map(|other| share(kind, other)).sum::<f64>();
    let of_second = |kind: usize| (0..KINDS).map(|other| share(other, kind)).sum::<f64>();
    let by_chance: f64 = (0..KINDS).map(|kind| of_first(kind) * of_second(kind)).sum();
    if by_chance >= 1.0 {
        return None;
    }
    let beyond = |alike: f64| (alike - by_chance) / (1.0 - by_chance);
    let kappa = beyond(alike.value);
    let mut spread = -(kappa - by_chance * (1.0 - kappa)).powi(2);
    for first in 0..KINDS {
        for second in 0..KINDS {
            spread += share(first, second)
                * if first == second {
                    (1.0 - (of_first(first) + of_second(first)) * (1.0 - kappa)).powi(2)
                } else {
                    ((1.0 - kappa) * (of_second(first) + of_first(second))).powi(2)
                };
        }
    }
    let half = Z * (spread.max(0.0) / n).sqrt() / (1.0 - by_chance);
    let all_alike = (0..KINDS).all(|kind| counts[kind][kind] as f64 == of_first(kind) * n);
    let low = if all_alike { beyond(alike.low) } else { kappa - half };
    Some(Interval { low: low.max(-1.0), value: kappa, high: (kappa + half).min(1.0) })
}
