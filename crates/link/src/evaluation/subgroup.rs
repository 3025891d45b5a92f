//! For whom a linkage is worse: missed links and false ones by subgroup.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Quality, Truth};
use crate::clusters::Clusters;

/// How good a linkage is for the records of one subgroup.
#[derive(Debug, Clone, PartialEq)]
pub struct Subgroup {
    /// What they share.
    pub value: String,
    /// How many records it has.
    pub records: u64,
    /// Of pairs in one cluster with at least one record of the subgroup.
    pub quality: Quality,
}

/// Quality by what `value_of` says of each record. Small subgroups are there too: read them with their number.
pub fn by_subgroup(truth: &Truth, clusters: &Clusters, value_of: impl Fn(usize) -> String) -> Vec<Subgroup> {
    #[derive(Default)]
    struct Tally {
        records: u64,
        said: u64,
        right: u64,
        all: u64,
    }
    let count = truth.entity.len();
    let values: Vec<String> = (0..count).map(value_of).collect();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for value in &values {
        tallies.entry(value).or_default().records += 1;
    }
    let group = |key: &dyn Fn(usize) -> Option<u32>| -> Vec<Vec<usize>> {
        let mut groups: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for record in 0..count {
            if let Some(key) = key(record) {
                groups.entry(key).or_default().push(record);
            }
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    };
    let pairs = |groups: Vec<Vec<usize>>, each: &mut dyn FnMut(usize, usize)| {
        for group in groups {
            for (at, left) in group.iter().enumerate() {
                for right in &group[at + 1..] {
                    each(*left, *right);
                }
            }
        }
    };
    let both = |left: usize, right: usize| {
        let (left, right) = (values[left].as_str(), values[right].as_str());
        [Some(left), (left != right).then_some(right)].into_iter().flatten()
    };
    pairs(group(&|record| Some(clusters.of[record])), &mut |left, right| {
        let same = truth.same(left as u32, right as u32);
        for value in both(left, right) {
            let tally = tallies.entry(value).or_default();
            tally.said += 1;
            tally.right += u64::from(same);
        }
    });
    pairs(group(&|record| Some(truth.entity[record]).filter(|entity| *entity != 0)), &mut |left, right| {
        for value in both(left, right) {
            tallies.entry(value).or_default().all += 1;
        }
    });
    tallies
        .into_iter()
        .map(|(value, tally)| Subgroup {
            value: value.to_owned(),
            records: tally.records,
            quality: Quality::of(tally.said, tally.right, tally.all),
        })
        .collect()
}
