//! Estimating a model from the records themselves: no labels needed, and those that there are are used ([`Label`]).
//!
//! 1. `u`, how often each level is met by chance: from value counts where algebra is exact, from random pairs elsewhere
//!    ([`chance`]).
//! 2. λ, how likely two records taken at random are one person: from rules that hardly ever err ([`prior`]).
//! 3. `m`, how often each level is met by records of one person: by expectation–maximisation over counted patterns of the
//!    pairs of a few rules ([`sessions`]).
//! 4. How `m` differs by source, where the plan asks for it ([`sources`]).
//! 5. How brothers and sisters differ, where the plan asks for it ([`household`]).
//!
//! The answer is the same whatever the order of the records and the number of threads: counts are whole numbers, random
//! pairs are chosen by the hash of ids, and sums run over sorted patterns.

pub mod chance;
pub mod em;
mod household;
mod labels;
mod neighbours;
mod prior;
mod sessions;
mod sources;
#[cfg(test)]
mod tests;

pub use labels::Label;

use labels::Labels;

use crate::blocking::{CannotBlock, Pairing};
use crate::plan::LinkPlan;
use crate::prepared::Prepared;

/// What training saw, for a report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trained {
    /// Each session: its rule, its pairs, its rounds, and λ among its pairs.
    pub sessions: Vec<Session>,
    /// What could not be estimated, in words.
    pub warnings: Vec<String>,
    /// The comparisons of which no session taught anything.
    pub untaught: Vec<String>,
    /// How many labelled pairs of one person there were, and how many of two.
    pub labels: [u64; 2],
}

/// One round of expectation–maximisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// What its pairs agree on.
    pub rule: String,
    /// How many pairs it looked at.
    pub pairs: u64,
    /// After how many rounds it stood still.
    pub rounds: usize,
    /// Which part of its pairs is one person, as it came to believe.
    pub matches: f64,
}

/// Estimates everything that the plan does not fix, and writes it into the plan.
///
/// # Errors
/// [`CannotBlock`] where a rule of the training makes too many pairs or does not fit.
pub fn train(
    plan: &mut LinkPlan,
    prepared: &Prepared,
    pairing: Pairing,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Trained, CannotBlock> {
    train_with(plan, prepared, pairing, &[], progress)
}

/// The same with pairs that somebody has decided. A pair may be among them once.
///
/// # Errors
/// As [`train`].
pub fn train_with(
    plan: &mut LinkPlan,
    prepared: &Prepared,
    pairing: Pairing,
    labels: &[Label],
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Trained, CannotBlock> {
    let same = labels.iter().filter(|label| label.same).count() as u64;
    let mut trained = Trained { labels: [same, labels.len() as u64 - same], ..Trained::default() };
    let labels = Labels::new(labels, plan.training.label_weight);
    progress("how often values meet by chance");
    let unseen = chance::estimate(plan, prepared, pairing)?;
    progress("how many pairs are one person");
    prior::estimate(plan, prepared, pairing, &mut trained)?;
    sessions::estimate(plan, prepared, pairing, &labels, progress, &mut trained)?;
    temper(plan, &unseen.levels);
    silence(plan, &unseen.comparisons);
    if plan.learns_by_source().is_some() {
        progress("how sources differ");
        sources::estimate(plan, prepared, pairing, &labels)?;
    }
    if plan.household.is_some() {
        progress("how brothers and sisters differ");
        household::estimate(plan, prepared, pairing, &labels, &mut trained)?;
    }
    Ok(trained)
}

/// How many pairs there are in all.
pub fn all_pairs(prepared: &Prepared, pairing: Pairing) -> f64 {
    let count = prepared.rows.len() as f64;
    match (pairing, prepared.dataset_word()) {
        (Pairing::BetweenFiles, Some(_)) => {
            let mut of_file: Vec<f64> = Vec::new();
            for dataset in &prepared.people.datasets {
                let dataset = usize::from(*dataset);
                if of_file.len() <= dataset {
                    of_file.resize(dataset + 1, 0.0);
                }
                of_file[dataset] += 1.0;
            }
            (count * count - of_file.iter().map(|n| n * n).sum::<f64>()) / 2.0
        }
        _ => count * (count - 1.0) / 2.0,
    }
}

/// What no two records could be compared on says nothing, in these records and, with this plan, in others.
fn silence(plan: &mut LinkPlan, comparisons: &[usize]) {
    for comparison in comparisons {
        for level in &mut plan.comparisons[*comparison].levels {
            if !level.is_silent() && !level.fix_m && !level.fix_u {
                (level.m, level.u) = (Some(0.5), Some(0.5));
            }
        }
    }
}

/// A level that no random pair ever met has a `u` from algebra, which can be tiny. A near miss still never weighs more than
/// the better level above it.
fn temper(plan: &mut LinkPlan, unseen: &[(usize, usize)]) {
    for (comparison, level) in unseen {
        let levels = &mut plan.comparisons[*comparison].levels;
        let Some(above) = level.checked_sub(1).map(|above| &levels[above]).filter(|above| !above.is_silent())
        else {
            continue;
        };
        if let (Some(m), Some(u), Some(m_above), Some(u_above)) =
            (levels[*level].m, levels[*level].u, above.m, above.u)
        {
            levels[*level].u = Some(u.max(u_above * m / m_above));
        }
    }
}
