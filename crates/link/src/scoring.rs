//! How much each answer weighs, and what a pair comes to.
//!
//! Weights are logarithms to base 2 of how much more likely an answer is of one person than of two, as Splink's: a pair's
//! weight is the sum, and its probability 2^w / (1 + 2^w).

mod frequency;
mod predict;
mod sources;

pub use frequency::Frequencies;
pub use predict::{Edge, Edges, predict};

use crate::everyday::CommonNames;
use crate::plan::{LinkPlan, Part, Test};
use crate::prepared::{CannotPrepare, Pattern, Prepared};

use sources::Sources;

/// A trained plan ready to weigh patterns.
pub struct Scorer {
    /// log2 of the odds that two records taken at random are one person.
    prior: f64,
    /// The weight of each level of each comparison.
    weights: Vec<Vec<f64>>,
    /// What a level adds for a rare value, and takes for a common one.
    frequencies: Vec<Vec<Option<Frequencies>>>,
    siblings: Option<Siblings>,
    sources: Option<Sources>,
}

/// The third kind of pair.
struct Siblings {
    /// log2 of λ over the odds of brothers and sisters.
    prior: f64,
    /// log2 of `m` over `sibling`.
    weights: Vec<Vec<f64>>,
}

/// What one comparison brought to a pair's weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The level's number.
    pub level: usize,
    /// What the level weighs.
    pub weight: f64,
    /// What the value's rarity adds.
    pub rarity: f64,
    /// What it weighs more between these two sources, or less.
    pub source: f64,
}

/// A level has no probability: the model is not trained.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotScore {
    /// Which.
    #[error("“{level}” of the comparison “{comparison}” has no {missing}: train the plan first")]
    NotTrained {
        /// Of which comparison.
        comparison: String,
        /// Which level.
        level: String,
        /// Which probability.
        missing: &'static str,
    },
    /// No prior.
    #[error("The plan has no `probability_two_random_records_match`: train it first")]
    NoPrior,
    /// The plan does not fit the people.
    #[error(transparent)]
    Prepare(#[from] CannotPrepare),
}

impl Scorer {
    /// The scorer of a trained plan. Frequencies are counted among the people.
    ///
    /// # Errors
    /// [`CannotScore`].
    pub fn new(plan: &LinkPlan, prepared: &Prepared) -> Result<Self, CannotScore> {
        Self::of(plan, prepared, None)
    }

    /// The scorer of a trained plan for too few people to count anything among them: public tables say how common names are.
    ///
    /// # Errors
    /// [`CannotScore`].
    pub fn with_names(
        plan: &LinkPlan,
        prepared: &Prepared,
        names: &CommonNames,
    ) -> Result<Self, CannotScore> {
        Self::of(plan, prepared, Some(names))
    }

    fn of(plan: &LinkPlan, prepared: &Prepared, names: Option<&CommonNames>) -> Result<Self, CannotScore> {
        let lambda = plan.probability_two_random_records_match.ok_or(CannotScore::NoPrior)?;
        let mut weights = Vec::new();
        let mut frequencies = Vec::new();
        for comparison in &plan.comparisons {
            let mut of_levels = Vec::new();
            let mut rarities = Vec::new();
            for level in &comparison.levels {
                if level.is_silent() {
                    of_levels.push(0.0);
                    rarities.push(None);
                    continue;
                }
                let lacks = |missing| CannotScore::NotTrained {
                    comparison: comparison.name.clone(),
                    level: level.says.clone(),
                    missing,
                };
                let (m, u) = (level.m.ok_or_else(|| lacks("m"))?, level.u.ok_or_else(|| lacks("u"))?);
                of_levels.push((m / u).log2());
                rarities.push(match &level.frequency {
                    Some(part) => {
                        let base =
                            if is_exact(&level.when, part) { Some(u) } else { chance_of(comparison, part) };
                        let base = base.unwrap_or(u);
                        Some(match names {
                            Some(names) => Frequencies::of_names(part, base, level, prepared, names)?,
                            None => Frequencies::new(part, base, level, prepared)?,
                        })
                    }
                    None => None,
                });
            }
            weights.push(of_levels);
            frequencies.push(rarities);
        }
        let siblings = Siblings::new(plan, lambda);
        let others = 1.0 - lambda - siblings.as_ref().map_or(0.0, |(odds, _)| *odds);
        Ok(Self {
            prior: (lambda / others).log2(),
            weights,
            frequencies,
            siblings: siblings.map(|(_, siblings)| siblings),
            sources: Sources::new(plan, prepared),
        })
    }

    /// What a pair weighs: log2 of the odds that it is one person.
    #[inline]
    pub fn weight(&self, pattern: Pattern, a: &[u32], b: &[u32]) -> f64 {
        let mut against_strangers = self.prior;
        for (comparison, (weights, rarities)) in self.weights.iter().zip(&self.frequencies).enumerate() {
            let level = pattern.level(comparison);
            against_strangers += weights[level];
            if let Some(rarity) = &rarities[level] {
                against_strangers += rarity.bits(a, b);
            }
        }
        // What is different between these sources, against strangers and against brothers and sisters.
        let mut different = (0.0, 0.0);
        if let Some(sources) = &self.sources {
            for change in sources.changes(a, b) {
                let bits = change.bits[pattern.level(change.comparison)];
                different.0 += bits;
                different.1 += if change.shared { 0.0 } else { bits };
            }
        }
        against_strangers += different.0;
        match &self.siblings {
            None => against_strangers,
            Some(siblings) => {
                let mut against_siblings = siblings.prior + different.1;
                for (comparison, weights) in siblings.weights.iter().enumerate() {
                    against_siblings += weights[pattern.level(comparison)];
                }
                both(against_strangers, against_siblings)
            }
        }
    }

    /// What each comparison brought. With brothers and sisters in the model the sum is what speaks against strangers.
    pub fn shares(&self, pattern: Pattern, a: &[u32], b: &[u32]) -> Vec<Share> {
        self.weights
            .iter()
            .zip(&self.frequencies)
            .enumerate()
            .map(|(comparison, (weights, rarities))| {
                let level = pattern.level(comparison);
                let rarity = rarities[level].as_ref().map_or(0.0, |rarity| rarity.bits(a, b));
                let changes = self.sources.iter().flat_map(|sources| sources.changes(a, b));
                let here = changes.filter(|change| change.comparison == comparison);
                let source = here.map(|change| change.bits[level]).sum();
                Share { level, weight: weights[level], rarity, source }
            })
            .collect()
    }

    /// What a pair weighs before anything is compared.
    pub fn prior(&self) -> f64 {
        self.prior
    }
}

impl Siblings {
    /// With how likely two records are of brothers and sisters.
    fn new(plan: &LinkPlan, lambda: f64) -> Option<(f64, Self)> {
        let odds = plan.household.as_ref()?.probability_two_random_records_are_siblings?;
        let weights = plan
            .comparisons
            .iter()
            .map(|comparison| {
                let levels = comparison.levels.iter();
                levels
                    .map(|level| match (level.m, level.sibling) {
                        (Some(m), Some(sibling)) if !level.is_silent() => (m / sibling).log2(),
                        _ => 0.0,
                    })
                    .collect()
            })
            .collect();
        Some((odds, Self { prior: (lambda / odds).log2(), weights }))
    }
}

/// log2 of 1 / (1/2^a + 1/2^b): odds against two kinds of others at once.
#[inline]
fn both(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    low - (low - high).exp2().ln_1p() / std::f64::consts::LN_2
}

/// The probability of a weight.
#[inline]
pub fn probability(weight: f64) -> f64 {
    if weight > 0.0 { 1.0 / (1.0 + (-weight).exp2()) } else { weight.exp2() / (1.0 + weight.exp2()) }
}

/// The weight of a probability.
pub fn weight_of(probability: f64) -> f64 {
    (probability / (1.0 - probability)).log2()
}

/// Whether a level is agreement on a part.
fn is_exact(when: &Test, part: &Part) -> bool {
    matches!(when, Test::Same(left, right) if left == part && right == part)
}

/// The `u` of the level of a comparison that is agreement on a part.
fn chance_of(comparison: &crate::plan::Comparison, part: &Part) -> Option<f64> {
    comparison.levels.iter().find(|level| is_exact(&level.when, part)).and_then(|level| level.u)
}
