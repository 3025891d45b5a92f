//! Which pairs are compared: those of records that agree on what a rule blocks on, each pair once.
//!
//! No pair is ever stored. A rule's records are put in groups that share its key ([`Groups`]); [`scan`] walks every pair of
//! every group, leaves out those that an earlier rule has already made, and hands the rest over as two rows.

mod group;
mod scan;
#[cfg(test)]
mod tests;

pub use group::Groups;
pub use scan::{Pair, scan};

use std::sync::Arc;

use crate::plan::Rule;
use crate::prepared::{CannotPrepare, Prepared, PreparedRule};

/// Which records may be paired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pairing {
    /// Any two.
    Everybody,
    /// Only records of different files.
    BetweenFiles,
    /// Any two but those that are both of the first file, whose records were compared with each other before.
    WithNew,
}

/// A plan's rules with their groups, and the pairs that each makes.
pub struct Blocked {
    /// The rules, ready.
    pub rules: Vec<PreparedRule>,
    /// Their groups.
    pub groups: Vec<Arc<Groups>>,
    /// Which records may be paired.
    pub pairing: Pairing,
}

/// One rule would make too many pairs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "The rule “{rule}” would compare {pairs} pairs, {of_largest} of them because {largest} records share {value}: more than {most}, the limit. \
     Add something to the rule that tells those records apart, or raise `limits.pairs_of_a_rule` in the plan"
)]
pub struct TooManyPairs {
    /// Which.
    pub rule: String,
    /// How many it would make.
    pub pairs: u64,
    /// The plan's limit.
    pub most: u64,
    /// How many records share one value.
    pub largest: u64,
    /// How many pairs those make.
    pub of_largest: u64,
    /// What they share.
    pub value: String,
}

/// Why pairs cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotBlock {
    /// The plan does not fit the people.
    #[error(transparent)]
    Prepare(#[from] CannotPrepare),
    /// A rule makes too many pairs.
    #[error(transparent)]
    TooMany(#[from] TooManyPairs),
}

impl Blocked {
    /// Puts the records in the groups of these rules.
    ///
    /// # Errors
    /// [`CannotBlock`]; no rule may make more than `most` pairs.
    pub fn new(
        prepared: &Prepared,
        rules: &[Rule],
        pairing: Pairing,
        most: u64,
    ) -> Result<Self, CannotBlock> {
        let mut blocked = Self { rules: Vec::new(), groups: Vec::new(), pairing };
        for rule in rules {
            let ready = prepared.rule(rule)?;
            let groups = prepared.groups(rule)?;
            let pairs = groups.pairs();
            if pairs > most {
                return Err(too_many(prepared, rule, &groups, pairs, most).into());
            }
            blocked.rules.push(ready);
            blocked.groups.push(groups);
        }
        Ok(blocked)
    }

    /// How many pairs each rule makes that no earlier one made.
    pub fn count(&self, prepared: &Prepared) -> Vec<u64> {
        (0..self.rules.len())
            .map(|rule| scan(prepared, self, rule, || 0u64, |count, _| *count += 1).into_iter().sum())
            .collect()
    }
}

fn too_many(prepared: &Prepared, rule: &Rule, groups: &Groups, pairs: u64, most: u64) -> TooManyPairs {
    let largest = groups.largest();
    let record = largest.first().copied().unwrap_or_default() as usize;
    let shared: Vec<String> = rule
        .block
        .iter()
        .map(|join| {
            let column = join.left.column();
            let text = prepared.people.text(column, record).unwrap_or_default();
            let got = crate::part::Getter::new(&join.left).ok();
            let got = got.as_ref().and_then(|getter| getter.get(&text)).unwrap_or_default();
            format!("{} “{got}”", join.left)
        })
        .collect();
    let size = largest.len() as u64;
    TooManyPairs {
        rule: rule.to_string(),
        pairs,
        most,
        largest: size,
        of_largest: size * size.saturating_sub(1) / 2,
        value: shared.join(" and "),
    }
}
