//! A whole linkage: files in, a trained plan, pairs and clusters out.

use std::path::PathBuf;

use link::blocking::{Blocked, CannotBlock, Pairing};
use link::clusters::{Clusters, Constraints};
use link::people::{Column, People};
use link::plan::LinkPlan;
use link::prepared::Prepared;
use link::scoring::{CannotScore, Edges, Scorer, predict, weight_of};
use link::training::{Trained, train};

use crate::read::{CannotRead, Wanted, read};

/// What a linkage came to.
pub struct Linkage {
    /// The plan, with what was estimated.
    pub plan: LinkPlan,
    /// The records.
    pub people: People,
    /// What training saw. `None` where the plan was trained already.
    pub trained: Option<Trained>,
    /// The pairs that weigh enough to be kept.
    pub edges: Edges,
    /// Which records are one person.
    pub clusters: Clusters,
    /// In words, what somebody should know.
    pub warnings: Vec<String>,
}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum CannotLink {
    /// A file.
    #[error(transparent)]
    Read(#[from] CannotRead),
    /// The plan, or a rule that makes too many pairs.
    #[error(transparent)]
    Block(#[from] CannotBlock),
    /// The model.
    #[error(transparent)]
    Score(#[from] CannotScore),
}

/// Links the records of files. `others` are columns that are read and not compared.
///
/// # Errors
/// [`CannotLink`].
pub fn link(
    files: &[PathBuf],
    mut plan: LinkPlan,
    pairing: Pairing,
    others: &[&str],
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Linkage, CannotLink> {
    progress("reading");
    let found = read(files, &Wanted::of_plan(&plan, others))?;
    let mut warnings = found.warnings;
    let people = found.people;
    warnings.extend(link::profile::warnings(&plan, &people));
    let prepared = Prepared::new(&plan, &people).map_err(CannotBlock::from)?;
    let trained =
        if is_trained(&plan) { None } else { Some(train(&mut plan, &prepared, pairing, progress)?) };
    warnings.extend(trained.iter().flat_map(|trained| trained.warnings.iter().cloned()));
    progress("blocking");
    let blocked = Blocked::new(&prepared, &plan.rules, pairing, plan.limits.pairs_of_a_rule)?;
    let scorer = Scorer::new(&plan, &prepared)?;
    let edges = predict(&prepared, &blocked, &scorer, weight_of(plan.thresholds.keep), &|rule, pairs| {
        progress(&format!("comparing: rule {} of {} made {pairs} pairs", rule + 1, plan.rules.len()));
    });
    progress("clustering");
    let sources = sources(&plan, &people);
    let constraints = Constraints::of_plan(&plan.clusters, sources.as_deref());
    let clusters = Clusters::new(&people.ids, &edges.edges, plan.thresholds.is_match, &constraints);
    drop((blocked, scorer, prepared));
    Ok(Linkage { plan, people, trained, edges, clusters, warnings })
}

/// Which source each record is from: by the plan's column, or by file.
pub fn sources(plan: &LinkPlan, people: &People) -> Option<Vec<u32>> {
    match plan.source.as_ref().and_then(|name| people.column(name)) {
        Some(Column::Coded { codes, .. }) => Some(codes.clone()),
        _ if !people.datasets.is_empty() => {
            Some(people.datasets.iter().map(|dataset| u32::from(*dataset) + 1).collect())
        }
        _ => None,
    }
}

/// Whether every level has its probabilities.
pub fn is_trained(plan: &LinkPlan) -> bool {
    plan.probability_two_random_records_match.is_some()
        && plan.comparisons.iter().all(|comparison| {
            comparison
                .levels
                .iter()
                .all(|level| level.is_silent() || (level.m.is_some() && level.u.is_some()))
        })
}
