//! Numbers that were replaced: an old NHS number and the one that its child has now are one number.
//!
//! Two things say so. A list that somebody keeps ([`Superseded`]): every record then has the number of now, and the one that
//! was written is remembered ([`People::written`]). And what records say of themselves, where they list numbers from before
//! ([`share`]): what one record of a number lists holds for every record of that number, so that the old number is found
//! wherever it stands.

mod lists;
#[cfg(test)]
mod tests;

pub use lists::share;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::people::People;

/// What stands between the values of a list in one cell.
pub(crate) const BETWEEN: char = '|';

/// Old numbers, and the number of now for each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Superseded {
    now: FxHashMap<String, String>,
}

/// What is odd about a list of replaced numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Odd {
    /// Old numbers that are replaced by two numbers of which neither replaces the other: they were left as they are.
    pub two_ways: Vec<String>,
    /// Numbers that replace one another in a ring: they count as one number, the first of them by letter.
    pub rings: Vec<String>,
}

impl Superseded {
    /// Of pairs of an old and a new number. Chains are followed to their end.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Odd) {
        let mut by_old: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (old, new) in pairs {
            if old != new && !old.is_empty() && !new.is_empty() {
                by_old.entry(old).or_default().insert(new);
            }
        }
        let (mut one_way, mut two_ways): (BTreeMap<&str, &str>, Vec<_>) = (BTreeMap::new(), Vec::new());
        for (old, new) in by_old {
            match new.first() {
                Some(only) if new.len() == 1 => {
                    one_way.insert(old, only);
                }
                _ => two_ways.push((old, new)),
            }
        }
        // `a` replaced by `b` and by `c` is clear where `b` was replaced by `c`. Each that is may make others clear.
        let mut left = two_ways.len() + 1;
        while two_ways.len() < left {
            left = two_ways.len();
            two_ways.retain(|(old, new)| {
                let mut ends: Vec<&str> = new.iter().map(|new| end(&one_way, new).0).collect();
                ends.sort_unstable();
                ends.dedup();
                match ends[..] {
                    [now] if now != *old => {
                        one_way.insert(old, now);
                        false
                    }
                    _ => true,
                }
            });
        }
        let mut odd =
            Odd { two_ways: two_ways.iter().map(|(old, _)| (*old).to_owned()).collect(), rings: Vec::new() };
        let mut now = FxHashMap::default();
        for old in one_way.keys() {
            let (end, ring) = end(&one_way, old);
            if ring && end == *old {
                odd.rings.push(end.to_owned());
            }
            if end != *old {
                now.insert((*old).to_owned(), end.to_owned());
            }
        }
        (Self { now }, odd)
    }

    /// The number of now, of one that was replaced.
    pub fn now(&self, number: &str) -> Option<&str> {
        self.now.get(number).map(String::as_str)
    }

    /// How many old numbers there are.
    pub fn len(&self) -> usize {
        self.now.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.now.is_empty()
    }

    /// Gives records the numbers of now, in these columns and in the lists in them. Says how many records that changes.
    pub fn apply(&self, people: &mut People, columns: &[&str]) -> u64 {
        let mut changed = vec![false; people.count()];
        for column in columns {
            people.rewrite(column, &|text| self.rewritten(text), &mut |record| changed[record] = true);
        }
        changed.into_iter().map(u64::from).sum()
    }

    /// A cell with the numbers of now. `None` where it stays as it is.
    fn rewritten(&self, cell: &str) -> Option<String> {
        if !cell.contains(BETWEEN) {
            return self.now(cell.trim()).map(str::to_owned);
        }
        let values: Vec<&str> = cell.split(BETWEEN).map(str::trim).collect();
        let now: Vec<&str> = values.iter().map(|value| self.now(value).unwrap_or(value)).collect();
        (now != values).then(|| now.join("|"))
    }
}

/// Where a chain ends, and whether that is a ring: then at the first of its numbers by letter.
fn end<'a>(one_way: &BTreeMap<&'a str, &'a str>, from: &'a str) -> (&'a str, bool) {
    let mut seen = vec![from];
    let mut at = from;
    while let Some(next) = one_way.get(at) {
        if let Some(start) = seen.iter().position(|number| number == next) {
            let ring = &seen[start..];
            return (ring.iter().min().unwrap_or(next), true);
        }
        seen.push(next);
        at = next;
    }
    (at, false)
}
