//! A whole linkage: files in, a trained plan, pairs and clusters out.

use std::collections::HashMap;
use std::path::PathBuf;

use link::blocking::{Blocked, CannotBlock, Pairing};
use link::clusters::{Clusters, Constraints};
use link::lasting::Persons;
use link::people::{Column, Ids, People};
use link::plan::LinkPlan;
use link::prepared::Prepared;
use link::scoring::{CannotScore, Edges, Scorer, predict, weight_of};
use link::training::{Trained, train};

use crate::persons::Decision;
use crate::read::{CannotRead, Wanted, fitted, read};

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

/// What to link.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// CSV or Parquet.
    pub files: &'a [PathBuf],
    /// What is compared, and how.
    pub plan: LinkPlan,
    /// Which pairs are looked at.
    pub pairing: Pairing,
    /// Columns that are read and not compared.
    pub others: &'a [&'a str],
    /// What was decided by hand: it holds, whatever the records say.
    pub decisions: &'a [Decision],
    /// Who records were before: they stay one person, unless somebody decided otherwise.
    pub persons: &'a Persons,
}

impl<'a> Request<'a> {
    /// Files and a plan, with nothing known before.
    pub fn new(files: &'a [PathBuf], plan: LinkPlan, pairing: Pairing) -> Self {
        static NOBODY: Persons = Persons::new();
        Self { files, plan, pairing, others: &[], decisions: &[], persons: &NOBODY }
    }
}

/// Fewer records than this teach a model little.
const FEWEST: usize = 1_000;

/// Links the records of files.
///
/// # Errors
/// [`CannotLink`].
pub fn link(request: Request, progress: &(dyn Fn(&str) + Sync)) -> Result<Linkage, CannotLink> {
    let Request { files, mut plan, pairing, others, decisions, persons } = request;
    progress("reading");
    let (fitted, mut warnings) = fitted(plan, files)?;
    plan = fitted;
    let found = read(files, &Wanted::of_plan(&plan, others))?;
    warnings.extend(found.warnings);
    let people = found.people;
    warnings.extend(link::profile::warnings(&plan, &people));
    let prepared = Prepared::new(&plan, &people).map_err(CannotBlock::from)?;
    let trained =
        if is_trained(&plan) { None } else { Some(train(&mut plan, &prepared, pairing, progress)?) };
    if trained.is_some() && people.count() < FEWEST {
        warnings.push(format!(
            "{} records are few to learn from: give a plan that was trained on many (`kith link train`)",
            people.count()
        ));
    }
    warnings.extend(trained.iter().flat_map(|trained| trained.warnings.iter().cloned()));
    progress("blocking");
    let blocked = Blocked::new(&prepared, &plan.rules, pairing, plan.limits.pairs_of_a_rule)?;
    let scorer = Scorer::new(&plan, &prepared)?;
    let edges = predict(&prepared, &blocked, &scorer, weight_of(plan.thresholds.keep), &|rule, pairs| {
        progress(&format!("comparing: rule {} of {} made {pairs} pairs", rule + 1, plan.rules.len()));
    });
    progress("clustering");
    let sources = sources(&plan, &people);
    let known = Known::new(&people.ids, decisions, persons);
    warnings.extend(known.warning());
    let constraints = Constraints {
        always: &known.always,
        never: &known.never,
        ..Constraints::of_plan(&plan.clusters, sources.as_deref())
    };
    let clusters = Clusters::new(&people.ids, &edges.edges, plan.thresholds.is_match, &constraints);
    drop((blocked, scorer, prepared));
    Ok(Linkage { plan, people, trained, edges, clusters, warnings })
}

/// What is known of pairs before they are compared, by their places.
#[derive(Default)]
struct Known {
    always: Vec<(u32, u32)>,
    never: Vec<(u32, u32)>,
    /// Decisions about records that are not there.
    elsewhere: usize,
}

impl Known {
    fn new(ids: &Ids, decisions: &[Decision], persons: &Persons) -> Self {
        let mut known = Self::default();
        if decisions.is_empty() && persons.is_empty() {
            return known;
        }
        let places: HashMap<String, u32> =
            (0..ids.len()).map(|record| (ids.get(record), record as u32)).collect();
        for decision in decisions {
            match (places.get(&decision.left), places.get(&decision.right)) {
                (Some(left), Some(right)) if decision.same => known.always.push((*left, *right)),
                (Some(left), Some(right)) => known.never.push((*left, *right)),
                _ => known.elsewhere += 1,
            }
        }
        let mut of_person: HashMap<&str, Vec<u32>> = HashMap::new();
        for (record, person) in persons {
            if let Some(place) = places.get(record) {
                of_person.entry(person).or_default().push(*place);
            }
        }
        for records in of_person.values_mut() {
            // Whoever was parted by hand is not put together again by what was before.
            records.sort_unstable();
            let parted =
                known.never.iter().any(|(left, right)| records.contains(left) && records.contains(right));
            if !parted {
                known.always.extend(records.windows(2).map(|pair| (pair[0], pair[1])));
            }
        }
        known
    }

    fn warning(&self) -> Option<String> {
        (self.elsewhere > 0).then(|| {
            format!(
                "{} of the decisions are about records that are not in these files, and were left aside",
                self.elsewhere
            )
        })
    }
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
