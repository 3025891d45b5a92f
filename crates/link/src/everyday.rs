//! Have we met this child? One question put to everybody on record, by the plan for children.
//!
//! A file is linked whole; a record of a million people cannot be read for every question. So each person has *keys*: what
//! each of the plan's rules would put them under, as numbers that an index finds ([`Everyday::stored_keys`],
//! [`Everyday::asked_keys`]). The few people who share a key with the question are then weighed by the same model as any
//! pair of a file ([`Everyday::weigh`]).
//!
//! Three things differ from a file. Somebody on record has *all* their names and homes: any of them may be the one that
//! fits, so the best counts. How common a name is comes from public tables ([`CommonNames`]), since the candidates of one
//! question say nothing of it. And the odds before anything is compared are those of one question: even that the person is
//! there at all, and then one among all.

mod common_names;
mod facts;
mod keys;
mod rows;
#[cfg(test)]
mod tests;

pub use common_names::CommonNames;
pub use facts::{Facts, Home};

use crate::explanation::Explanation;
use crate::plan::{LinkPlan, Mistake};
use crate::prepared::Prepared;
use crate::scoring::{CannotScore, Scorer};

use keys::KeyRule;

/// The plan for children with probabilities in it, for a council that has too few records to learn its own from.
///
/// They were estimated without labels by `kith link train` from a million invented records (`bench/link/generate.py`, seed 1,
/// `--histories`): what somebody was called before and where they lived is in it.
pub const TRAINED: &str = include_str!("../plans/uk-children-trained.toml");

/// A trained plan, ready to be asked.
pub struct Everyday {
    plan: LinkPlan,
    rules: Vec<KeyRule>,
    names: CommonNames,
}

/// How everybody who was weighed fits the question.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// log2 of the odds that it is them, of each in their order.
    pub weights: Vec<f64>,
    /// Those that fit best, explained; the likeliest first.
    pub best: Vec<Likeness>,
}

/// How somebody on record fits the question.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// Their place among those who were weighed.
    pub at: usize,
    /// log2 of the odds that it is them.
    pub weight: f64,
    /// Why.
    pub explanation: Explanation,
}

/// Why a plan cannot serve everyday.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is no plan.
    #[error(transparent)]
    Plan(#[from] Mistake),
    /// A rule cannot be read.
    #[error(transparent)]
    Pattern(#[from] crate::part::NotAPattern),
    /// It speaks of what nobody is asked for.
    #[error("The plan speaks of the column `{0}`, which is not on record of everybody")]
    Column(String),
    /// It is another plan than the one people are found by.
    #[error("The plan compares something else than the one people are found by")]
    Other,
}

impl Everyday {
    /// A trained plan for children, ready.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn new(plan: LinkPlan, names: CommonNames) -> Result<Self, Unfit> {
        let optional: Vec<String> = plan.optional.clone();
        let plan = plan.without(&optional.iter().map(String::as_str).collect::<Vec<_>>());
        plan.check()?;
        if let Some(unknown) = plan.columns().into_iter().find(|column| !facts::COLUMNS.contains(column)) {
            return Err(Unfit::Column(unknown.to_owned()));
        }
        let rules = plan.rules.iter().filter(|rule| KeyRule::is_for_keys(rule));
        let rules = rules.map(KeyRule::new).collect::<Result<_, _>>()?;
        Ok(Self { plan, rules, names })
    }

    /// The plan that is shipped, with public tables of names.
    ///
    /// # Errors
    /// [`Unfit`], which a test rules out.
    pub fn shipped() -> Result<Self, Unfit> {
        Self::new(LinkPlan::read(TRAINED)?, CommonNames::of_england())
    }

    /// The same questions weighed by what another plan has learned: the one a record has taught.
    ///
    /// # Errors
    /// [`Unfit::Other`] where that plan compares something else, and so would need other keys.
    pub fn taught_by(plan: LinkPlan, names: CommonNames) -> Result<Self, Unfit> {
        if plan.clone().untaught() != LinkPlan::read(TRAINED)?.untaught() {
            return Err(Unfit::Other);
        }
        Self::new(plan, names)
    }

    /// The plan.
    pub fn plan(&self) -> &LinkPlan {
        &self.plan
    }

    /// What somebody is found by: kept beside them. Sorted, each once.
    pub fn stored_keys(&self, facts: &Facts) -> Vec<i64> {
        keys::sorted(self.rules.iter().flat_map(|rule| rule.stored(facts)))
    }

    /// What a question looks for.
    pub fn asked_keys(&self, facts: &Facts) -> Vec<i64> {
        keys::sorted(self.rules.iter().flat_map(|rule| rule.asked(facts)))
    }

    /// Changes whenever keys made before must be made anew.
    pub fn keys_version(&self) -> i64 {
        keys::version(&self.rules)
    }

    /// Weighs candidates among `everybody` on record, and explains the likeliest `most` of them.
    ///
    /// # Errors
    /// [`CannotScore`] where the plan was not trained.
    pub fn weigh(
        &self,
        asked: &Facts,
        known: &[Facts],
        everybody: u64,
        most: usize,
    ) -> Result<Weighed, CannotScore> {
        let plan = self.for_one_question(everybody);
        let (people, of_asked, of_known) = rows::people(asked, known);
        let prepared = Prepared::new(&plan, &people)?;
        let scorer = Scorer::with_names(&plan, &prepared, &self.names)?;
        let mut best: Vec<(usize, f64, usize, usize)> = Vec::with_capacity(known.len());
        for (at, rows) in of_known.iter().enumerate() {
            let pairs = rows.clone().flat_map(|row| of_asked.clone().map(move |asked| (asked, row)));
            let weighed = pairs.map(|(asked, row)| {
                let (a, b) = (prepared.rows.row(asked), prepared.rows.row(row));
                (scorer.weight(prepared.levels(a, b), a, b), asked, row)
            });
            if let Some((weight, asked, row)) = weighed.max_by(|a, b| a.0.total_cmp(&b.0)) {
                best.push((at, weight, asked, row));
            }
        }
        let weights = best.iter().map(|(_, weight, ..)| *weight).collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(most);
        let explain = |asked, row| Explanation::new(&plan, &prepared, &scorer, asked, row);
        let best = best
            .into_iter()
            .map(|(at, weight, asked, row)| Likeness { at, weight, explanation: explain(asked, row) })
            .collect();
        Ok(Weighed { weights, best })
    }

    /// The plan with the odds of one question: it is as likely as not that the person is on record, and then they are one
    /// of everybody.
    fn for_one_question(&self, everybody: u64) -> LinkPlan {
        self.plan.clone().with_odds(0.5 / everybody.max(2) as f64)
    }
}
