//! A whole linkage: files in, a trained plan, pairs and clusters out.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use link::blocking::{Blocked, CannotBlock, Pairing};
use link::clusters::{Clusters, Constraints};
use link::lasting::Persons;
use link::people::{Column, People};
use link::plan::LinkPlan;
use link::prepared::Prepared;
use link::scoring::{CannotScore, Edges, Scorer, predict, weight_of};
use link::superseded;
use link::training::{Trained, train_with};

use crate::labels::Labels;
use crate::named::{Named, NotNamed};
use crate::persons::Decision;
use crate::read::{CannotRead, Wanted, fitted, read};
use crate::superseded::Replaced;
use crate::table::CannotUse;

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
    /// What somebody wrote beside the records.
    #[error(transparent)]
    Use(#[from] CannotUse),
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
    /// Pairs that training learns from.
    pub labels: Option<&'a Labels>,
    /// Numbers that were replaced.
    pub replaced: Option<&'a Replaced>,
}

impl<'a> Request<'a> {
    /// Files and a plan, with nothing known before.
    pub fn new(files: &'a [PathBuf], plan: LinkPlan, pairing: Pairing) -> Self {
        static NOBODY: Persons = Persons::new();
        Self {
            files,
            plan,
            pairing,
            others: &[],
            decisions: &[],
            persons: &NOBODY,
            labels: None,
            replaced: None,
        }
    }
}

/// Fewer records than this teach a model little.
const FEWEST: usize = 1_000;

/// Links the records of files.
///
/// # Errors
/// [`CannotLink`].
pub fn link(request: Request, progress: &(dyn Fn(&str) + Sync)) -> Result<Linkage, CannotLink> {
    let Request { files, mut plan, pairing, others, decisions, persons, labels, replaced } = request;
    progress("reading");
    let (fitted, mut warnings) = fitted(plan, files)?;
    plan = fitted;
    let found = read(files, &Wanted::of_plan(&plan, others))?;
    warnings.extend(found.warnings);
    let mut people = found.people;
    if let Some(replaced) = replaced {
        warnings.extend(replaced.warnings.iter().cloned());
        if replaced.numbers.apply(&mut people, &plan.columns()) == 0 {
            warnings.push("None of the superseded numbers is in these files".into());
        }
    }
    for (number, list) in plan.numbers_with_lists() {
        superseded::share(&mut people, number, list);
    }
    warnings.extend(link::profile::warnings(&plan, &people));
    let prepared = Prepared::new(&plan, &people).map_err(CannotBlock::from)?;
    let names: Vec<String> = files.iter().map(|file| name_of(file)).collect();
    let asked = labels.is_some() || !decisions.is_empty() || !persons.is_empty();
    let named = asked.then(|| Named::new(&people, &plan, &names));
    let labels = match (labels, &named) {
        (Some(labels), Some(named)) => {
            let (labels, aside) = labels.of(&people, named, pairing)?;
            warnings.extend(aside);
            labels
        }
        _ => Vec::new(),
    };
    // Labels have something to teach a plan that was trained already.
    let trained = if is_trained(&plan) && labels.is_empty() {
        None
    } else {
        Some(train_with(&mut plan, &prepared, pairing, &labels, progress)?)
    };
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
    let known = named.map(|named| Known::new(&named, decisions, persons)).unwrap_or_default();
    warnings.extend(known.warnings());
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
    /// Decisions about ids that records of several files have.
    unclear: usize,
}

impl Known {
    fn new(named: &Named, decisions: &[Decision], persons: &Persons) -> Self {
        let mut known = Self::default();
        for decision in decisions {
            let side = if decision.same { &mut known.always } else { &mut known.never };
            match (named.find("", &decision.left), named.find("", &decision.right)) {
                (Ok(left), Ok(right)) => side.push((left, right)),
                (Err(NotNamed::Several), _) | (_, Err(NotNamed::Several)) => known.unclear += 1,
                _ => known.elsewhere += 1,
            }
        }
        let mut of_person: HashMap<&str, Vec<u32>> = HashMap::new();
        for (record, person) in persons {
            if let Ok(place) = named.find("", record) {
                of_person.entry(person).or_default().push(place);
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

    fn warnings(&self) -> Vec<String> {
        let left_aside = |count: usize, why: &str| {
            (count > 0).then(|| format!("{count} of the decisions {why}, and were left aside"))
        };
        let elsewhere = left_aside(self.elsewhere, "are about records that are not in these files");
        let unclear = left_aside(
            self.unclear,
            "name an id that records of several files have (write `2-1047` for record 1047 of the second)",
        );
        elsewhere.into_iter().chain(unclear).collect()
    }
}

/// What a file is called.
pub fn name_of(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
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
