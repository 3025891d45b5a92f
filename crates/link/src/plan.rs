//! A link plan: which records are compared, on what, and what each answer weighs. Data, written as TOML.
//!
//! The model is Fellegi and Sunter's (1969) as Splink writes it: *comparisons* with ordered *levels*, each with a probability
//! among records of the same person (`m`) and among others (`u`); *blocking rules*, of which a pair must meet one to be
//! compared at all; and the probability that two records taken at random are the same person.

pub mod expression;
mod read;
mod rule;
mod sources;
#[cfg(test)]
mod tests;

pub use expression::{Check, Measure, Part, Test};
pub use read::Mistake;
pub use rule::{Join, Rule};
pub use sources::OfSources;

use serde::{Deserialize, Serialize};

/// The plan for children in English councils, which `kith link` uses unless told otherwise.
pub const UK_CHILDREN: &str = include_str!("../plans/uk-children.toml");

/// A whole plan. See [`read`](LinkPlan::read).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkPlan {
    /// What it is called.
    pub name: String,
    /// The column that names each record.
    #[serde(default = "unique_id")]
    pub unique_id: String,
    /// Columns that a file may lack: what is said of them is left out of the plan then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional: Vec<String>,
    /// The column that says which system a record comes from, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// λ: how likely two records taken at random are the same person. Estimated where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability_two_random_records_match: Option<f64>,
    /// When a pair is one person, and when somebody should look.
    #[serde(default)]
    pub thresholds: Thresholds,
    /// How what is not given is estimated.
    #[serde(default)]
    pub training: Training,
    /// How far to go before asking.
    #[serde(default)]
    pub limits: Limits,
    /// Which pairs are compared: those that meet one of them.
    pub rules: Vec<Rule>,
    /// On what they are compared.
    pub comparisons: Vec<Comparison>,
    /// What brothers and sisters share. Without it, every two records that are not one person are strangers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<Household>,
    /// What a cluster may not be.
    #[serde(default)]
    pub clusters: Clusters,
}

/// When a pair is one person. The bands of DfE's matcher: match from 0.95, potential match from 0.85.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// From this probability records are one person.
    pub is_match: f64,
    /// From this probability somebody should look.
    pub review: f64,
    /// Pairs below this probability are not kept at all.
    pub keep: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { is_match: 0.95, review: 0.85, keep: 0.01 }
    }
}

/// How a model is estimated from the records themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Training {
    /// Rules that hardly ever take two people for one: λ comes from how many pairs they find …
    pub certain: Vec<Rule>,
    /// … and which part of all true pairs that is believed to be.
    pub recall: f64,
    /// Rules whose pairs teach `m` to every comparison that shares no column with them.
    pub sessions: Vec<Rule>,
    /// How many random pairs are drawn for levels whose `u` has no closed form.
    pub draws: usize,
    /// The most pairs of one session; whole blocks are left out above it.
    pub most_pairs: u64,
    /// EM stops when no probability moves more than this …
    pub convergence: f64,
    /// … or after so many rounds.
    pub most_rounds: usize,
    /// As how many pairs a pair counts that somebody has decided.
    pub label_weight: f64,
}

impl Default for Training {
    fn default() -> Self {
        Self {
            certain: Vec::new(),
            recall: 1.0,
            sessions: Vec::new(),
            draws: 1_000_000,
            most_pairs: 1_000_000,
            convergence: 1e-3,
            most_rounds: 25,
            label_weight: 1.0,
        }
    }
}

/// Beyond these a plan is refused with the rule named, instead of running for a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// The most pairs that one rule may make.
    pub pairs_of_a_rule: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pairs_of_a_rule: 1_000_000_000 }
    }
}

/// One thing that records are compared on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// What it is called.
    pub name: String,
    /// `m` is learned for each pair of sources as well, where the plan names the column that says the source.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_source: bool,
    /// What it may come to, best first; the first level that holds is the answer.
    pub levels: Vec<Level>,
    /// What was learned of pairs of sources. For all others the levels' own `m` holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<OfSources>,
}

/// One answer of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// In words, as a caseworker reads it.
    pub says: String,
    /// When it is the answer.
    pub when: Test,
    /// How often it is, among records of the same person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub m: Option<f64>,
    /// How often it is, among records of two people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub u: Option<f64>,
    /// Rare values weigh more than common ones: the part whose frequency is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Part>,
    /// How strongly: 1 wholly, 0 not at all.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub frequency_weight: f64,
    /// No value counts as rarer than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_frequency: Option<f64>,
    /// Training leaves `m` as it is given.
    #[serde(default, skip_serializing_if = "is_false")]
    pub fix_m: bool,
    /// Training leaves `u` as it is given.
    #[serde(default, skip_serializing_if = "is_false")]
    pub fix_u: bool,
    /// It weighs nothing, because another comparison has weighed it already.
    #[serde(default, skip_serializing_if = "is_false")]
    pub silent: bool,
    /// How often it is, among brothers and sisters; estimated. See [`Household`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sibling: Option<f64>,
}

impl Level {
    /// Whether it says nothing of a pair: what it would compare is missing, or is compared elsewhere.
    pub fn is_silent(&self) -> bool {
        self.silent || self.when.is_missing()
    }
}

/// Brothers and sisters: a third kind of pair beside "the same person" and "strangers".
///
/// Two children of one household agree on surname, address and postcode as often as one child's records do. A model that
/// takes every other pair for strangers therefore scores twins as one child.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Household {
    /// Rules that find people who live together. Their pairs teach how brothers and sisters differ.
    pub rules: Vec<Rule>,
    /// The comparisons on which a household agrees as one person does.
    pub shared: Vec<String>,
    /// How likely two records taken at random are of brothers and sisters; estimated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability_two_random_records_are_siblings: Option<f64>,
}

/// What a cluster of records may not be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Clusters {
    /// Two records of one source are never one person, even through others.
    pub one_record_a_source: bool,
    /// Two parts of a cluster that hang together by one pair are parted unless that pair reaches this probability. 0: never.
    pub weak_bridge: f64,
    /// From how many records on each side a bridge is looked at.
    pub bridge_from: usize,
}

impl Default for Clusters {
    fn default() -> Self {
        Self { one_record_a_source: false, weak_bridge: 0.0, bridge_from: 2 }
    }
}

impl Comparison {
    /// Every column that it looks at, each once.
    pub fn columns(&self) -> Vec<&str> {
        let mut columns: Vec<&str> = Vec::new();
        for column in self.about() {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        for level in &self.levels {
            level.when.parts(&mut |left, right| {
                for column in [left.column(), right.column()] {
                    if !columns.contains(&column) {
                        columns.push(column);
                    }
                }
            });
        }
        columns
    }

    /// The columns that it is about: those without which it says nothing, or all where it always says something. A level
    /// may look at another column as well, such as at the last name to see whether it was swapped with the first.
    pub fn about(&self) -> Vec<&str> {
        let mut columns = Vec::new();
        let any = self.levels.iter().any(|level| level.when.is_missing());
        for level in self.levels.iter().filter(|level| !any || level.when.is_missing()) {
            level.when.parts(&mut |left, right| columns.extend([left.column(), right.column()]));
        }
        columns
    }
}

impl LinkPlan {
    /// The plan for files that lack some of its optional columns.
    pub fn without(mut self, absent: &[&str]) -> Self {
        self.source = self.source.filter(|source| !absent.contains(&source.as_str()));
        let lacks = |rule: &Rule| rule.columns().any(|column| absent.contains(&column));
        self.rules.retain(|rule| !lacks(rule));
        self.training.certain.retain(|rule| !lacks(rule));
        self.training.sessions.retain(|rule| !lacks(rule));
        for comparison in &mut self.comparisons {
            let mut kept = Vec::with_capacity(comparison.levels.len());
            comparison.levels.retain_mut(|level| {
                let when = level.when.without(absent);
                kept.push(when.is_some());
                level.when = when.unwrap_or(Test::Else);
                kept.last() == Some(&true)
            });
            for of_sources in &mut comparison.sources {
                let mut kept = kept.iter();
                of_sources.m.retain(|_| kept.next() == Some(&true));
            }
        }
        self.comparisons
            .retain(|comparison| comparison.levels.iter().filter(|level| !level.is_silent()).count() > 1);
        if let Some(household) = &mut self.household {
            household.rules.retain(|rule| !lacks(rule));
            household
                .shared
                .retain(|name| self.comparisons.iter().any(|comparison| comparison.name == *name));
        }
        self
    }

    /// The plan where two records are one person with these odds before anything is compared. Brothers and sisters become rarer or less rare
    /// with them.
    pub fn with_odds(mut self, odds: f64) -> Self {
        if let (Some(was), Some(household)) =
            (self.probability_two_random_records_match, self.household.as_mut())
            && let Some(siblings) = household.probability_two_random_records_are_siblings.as_mut()
        {
            *siblings = (*siblings * odds / was).min(0.25);
        }
        self.probability_two_random_records_match = Some(odds);
        self
    }

    /// The plan before it learned anything: what it compares, and nothing of how much that weighs.
    pub fn untaught(mut self) -> Self {
        self.probability_two_random_records_match = None;
        for comparison in &mut self.comparisons {
            comparison.sources.clear();
            for level in &mut comparison.levels {
                (level.m, level.u, level.sibling) = (None, None, None);
            }
        }
        if let Some(household) = &mut self.household {
            household.probability_two_random_records_are_siblings = None;
        }
        self
    }

    /// The column of sources, where some comparison is learned by them.
    pub fn learns_by_source(&self) -> Option<&str> {
        let any = self.comparisons.iter().any(|comparison| comparison.by_source);
        self.source.as_deref().filter(|_| any)
    }

    /// The columns it speaks of, each once, in the order in which it does.
    pub fn columns(&self) -> Vec<&str> {
        let mut columns: Vec<&str> = Vec::new();
        for (left, right) in self.pairs_of_parts() {
            for part in [left, right] {
                if !columns.contains(&part.column()) {
                    columns.push(part.column());
                }
            }
        }
        columns
    }

    /// Whether the rarity of a column's values weighs anywhere.
    pub fn weighs_rarity_of(&self, column: &str) -> bool {
        let mut levels = self.comparisons.iter().flat_map(|comparison| &comparison.levels);
        levels.any(|level| level.frequency.as_ref().is_some_and(|part| part.column() == column))
    }

    /// The columns of numbers that can be replaced, each with one that lists those from before: compared with each other where
    /// the plan asks whether the number can be right.
    pub fn numbers_with_lists(&self) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        for comparison in &self.comparisons {
            let mut numbers: Vec<&Part> = Vec::new();
            comparison.levels.iter().for_each(|level| level.when.checked(&mut |part| numbers.push(part)));
            for level in &comparison.levels {
                level.when.parts(&mut |left, right| {
                    for (one, other) in [(left, right), (right, left)] {
                        let pair = (one.column(), other.column());
                        if numbers.contains(&one) && other.is_list() && !found.contains(&pair) {
                            found.push(pair);
                        }
                    }
                });
            }
        }
        found
    }

    /// Whether a column's values are only ever compared whole, so that nothing needs to be known of them but their letters.
    pub fn compares_whole(&self, column: &str) -> bool {
        let whole = self.pairs_of_parts().iter().all(|(left, right)| {
            let ours = left.column() == column || right.column() == column;
            !ours || (left.is_column() && left == right)
        });
        let mut read = self.weighs_rarity_of(column);
        for level in self.comparisons.iter().flat_map(|comparison| &comparison.levels) {
            level.when.readings(&mut |part| read |= part.column() == column);
        }
        whole && !read
    }

    /// Whether a column's values are read as dates.
    pub fn reads_dates_of(&self, column: &str) -> bool {
        let mut levels = self.comparisons.iter().flat_map(|comparison| &comparison.levels);
        levels.any(|level| level.when.reads_dates_of(column))
    }

    /// Every pair of parts that it compares anywhere.
    pub fn pairs_of_parts(&self) -> Vec<(&Part, &Part)> {
        let mut pairs = Vec::new();
        let rules = self.rules.iter().chain(&self.training.certain).chain(&self.training.sessions);
        let household = self.household.iter().flat_map(|household| &household.rules);
        for rule in rules.chain(household) {
            pairs.extend(rule.block.iter().map(|join| (&join.left, &join.right)));
        }
        for level in self.comparisons.iter().flat_map(|comparison| &comparison.levels) {
            level.when.parts(&mut |left, right| pairs.push((left, right)));
            pairs.extend(level.frequency.iter().map(|part| (part, part)));
        }
        pairs
    }
}

fn unique_id() -> String {
    "unique_id".into()
}

fn one() -> f64 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_one(weight: &f64) -> bool {
    (*weight - 1.0).abs() < f64::EPSILON
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(flag: &bool) -> bool {
    !flag
}
