//! Reading and writing a plan, and what is wrong with one.

use super::{LinkPlan, Test};

/// What is wrong with a plan, in words for whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// Not TOML, or not a plan; says the line.
    #[error("{0}")]
    Unreadable(String),
    /// It compares nothing, or no pair.
    #[error("{0}")]
    Empty(String),
    /// A comparison that cannot answer, or a probability that is none.
    #[error("{0}")]
    Comparison(String),
}

impl LinkPlan {
    /// Reads a plan.
    ///
    /// # Errors
    /// [`Mistake`], with the line where there is one.
    pub fn read(text: &str) -> Result<Self, Mistake> {
        let plan: Self = toml::from_str(text).map_err(|wrong| Mistake::Unreadable(wrong.to_string()))?;
        plan.check()?;
        Ok(plan)
    }

    /// Writes it as it is read.
    ///
    /// # Errors
    /// [`Mistake::Unreadable`], which a plan that was read never gives.
    pub fn write(&self) -> Result<String, Mistake> {
        toml::to_string_pretty(self).map_err(|wrong| Mistake::Unreadable(wrong.to_string()))
    }

    /// Whether it can be run at all.
    ///
    /// # Errors
    /// The first [`Mistake`].
    pub fn check(&self) -> Result<(), Mistake> {
        if self.rules.is_empty() || self.rules.iter().any(|rule| rule.block.is_empty()) {
            return Err(Mistake::Empty(
                "A plan needs at least one rule, and every rule something to block on: without, every record is compared with every other".into(),
            ));
        }
        if self.comparisons.is_empty() {
            return Err(Mistake::Empty("A plan needs at least one comparison".into()));
        }
        for comparison in &self.comparisons {
            let name = &comparison.name;
            let levels = &comparison.levels;
            if levels.len() < 2 || levels.len() > 15 {
                return Err(Mistake::Comparison(format!(
                    "The comparison “{name}” has {} levels: give it between 2 and 15",
                    levels.len()
                )));
            }
            if levels.last().is_none_or(|level| level.when != Test::Else) {
                return Err(Mistake::Comparison(format!(
                    "The last level of the comparison “{name}” must be `else`, so that every pair has an answer"
                )));
            }
            if let Some(wrong) = comparison.sources.iter().find(|of| of.m.len() != levels.len()) {
                return Err(Mistake::Comparison(format!(
                    "The comparison “{name}” has {} levels, and what it says of the sources “{}” and “{}” has {}",
                    levels.len(),
                    wrong.one,
                    wrong.other,
                    wrong.m.len()
                )));
            }
            for level in levels {
                for probability in [level.m, level.u, level.sibling].into_iter().flatten() {
                    if !(0.0..=1.0).contains(&probability) {
                        return Err(Mistake::Comparison(format!(
                            "“{}” of the comparison “{name}” has a probability of {probability}: give one between 0 and 1",
                            level.says
                        )));
                    }
                }
            }
        }
        if !(self.training.label_weight > 0.0 && self.training.label_weight.is_finite()) {
            return Err(Mistake::Comparison(format!(
                "`training.label_weight` is {}: give a number above 0",
                self.training.label_weight
            )));
        }
        for shared in self.household.iter().flat_map(|household| &household.shared) {
            if !self.comparisons.iter().any(|comparison| &comparison.name == shared) {
                return Err(Mistake::Comparison(format!(
                    "The household shares “{shared}”, and there is no such comparison"
                )));
            }
        }
        Ok(())
    }
}
