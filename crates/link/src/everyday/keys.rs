//! A plan's rules as numbers that an index finds.

use crate::part::{Getter, NotAPattern};
use crate::plan::Rule;
use crate::prepared::mixed;

use super::Facts;

/// Numbers that name one person are found by their own keyed index, never by these.
const NUMBERS: [&str; 2] = ["upn", "nhs_number"];

/// More names or homes than that of one person are not all tried: the newest are.
const MOST_VALUES: usize = 6;

/// One blocking rule, ready to be worked out for one person at a time.
pub(super) struct KeyRule {
    words: String,
    left: Vec<Side>,
    right: Vec<Side>,
    symmetric: bool,
}

/// One thing that records must agree on, of one of the two.
struct Side {
    column: String,
    getter: Getter,
}

impl KeyRule {
    /// Whether a rule is of names, dates and places.
    pub fn is_for_keys(rule: &Rule) -> bool {
        !rule.columns().any(|column| NUMBERS.contains(&column))
    }

    pub fn new(rule: &Rule) -> Result<Self, NotAPattern> {
        let side = |part: &crate::plan::Part| {
            Ok(Side { column: part.column().to_owned(), getter: Getter::new(part)? })
        };
        Ok(Self {
            words: rule.to_string(),
            left: rule.block.iter().map(|join| side(&join.left)).collect::<Result<_, NotAPattern>>()?,
            right: rule.block.iter().map(|join| side(&join.right)).collect::<Result<_, NotAPattern>>()?,
            symmetric: rule.is_symmetric(),
        })
    }

    /// The keys of somebody on record: as the left record of a pair and, where that differs, as the right one.
    pub fn stored(&self, facts: &Facts) -> Vec<i64> {
        let mut keys = self.keys(&self.left, 0, facts);
        if !self.symmetric {
            keys.extend(self.keys(&self.right, 1, facts));
        }
        keys
    }

    /// The keys of a question: what it is as the one record meets what others are as the other.
    pub fn asked(&self, facts: &Facts) -> Vec<i64> {
        if self.symmetric {
            return self.keys(&self.left, 0, facts);
        }
        let mut keys = self.keys(&self.right, 0, facts);
        keys.extend(self.keys(&self.left, 1, facts));
        keys
    }

    /// One for each way to take one value of each column; none where something is missing.
    fn keys(&self, sides: &[Side], side: u64, facts: &Facts) -> Vec<i64> {
        let mut columns: Vec<&str> = sides.iter().map(|side| side.column.as_str()).collect();
        columns.sort_unstable();
        columns.dedup();
        let mut ways: Vec<Vec<(&str, String)>> = vec![Vec::new()];
        for column in columns {
            let values: Vec<String> = facts.values(column).into_iter().take(MOST_VALUES).collect();
            ways = ways
                .iter()
                .flat_map(|way| {
                    values.iter().map(move |value| {
                        let mut way = way.clone();
                        way.push((column, value.clone()));
                        way
                    })
                })
                .collect();
        }
        let start = hash(side, self.words.as_bytes());
        ways.iter()
            .filter_map(|way| {
                sides.iter().try_fold(start, |key, side| {
                    let (_, text) = way.iter().find(|(column, _)| *column == side.column)?;
                    Some(hash(mixed(key), side.getter.get(text)?.as_bytes()))
                })
            })
            .map(u64::cast_signed)
            .collect()
    }
}

/// The same whenever and wherever it is worked out.
fn hash(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| mixed(hash ^ u64::from(*byte)))
}

/// A number of all the rules together.
pub(super) fn version(rules: &[KeyRule]) -> i64 {
    rules.iter().fold(1, |version, rule| hash(version, rule.words.as_bytes())).cast_signed()
}

pub(super) fn sorted(keys: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut keys: Vec<i64> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
