//! Persons that last: from one linkage to the next a person keeps their id, and every change says what, who and why.

use std::collections::{BTreeMap, BTreeSet};

#[cfg(test)]
mod tests;

/// Which person each record is of, by the record's id.
pub type Persons = BTreeMap<String, String>;

/// What happened to a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A person who was not there before.
    New {
        /// Their id.
        person: String,
        /// Their records.
        records: Vec<String>,
    },
    /// Records that were not there before are of a person who was.
    Joined {
        /// Whose.
        person: String,
        /// The new records.
        records: Vec<String>,
    },
    /// Two persons are one. The id of the one with more records stays.
    Merged {
        /// The id that stays.
        person: String,
        /// The id that goes.
        from: String,
        /// The records that came with it.
        records: Vec<String>,
    },
    /// One person was two. The id stays with the greater part.
    Split {
        /// The id of the part that went.
        person: String,
        /// Whose it was.
        from: String,
        /// The records that went.
        records: Vec<String>,
    },
    /// Records that are no longer there.
    Gone {
        /// Whose they were.
        person: String,
        /// Which.
        records: Vec<String>,
    },
}

/// Carries persons over to new clusters. `new_id` gives an id that no person ever had.
///
/// An id follows the greatest part of its records; where two clusters have as many, the one with the first record id. A
/// cluster with parts of several persons takes the id of which it has most, and then of the first.
pub fn carry_over(
    before: &Persons,
    clusters: &[Vec<String>],
    mut new_id: impl FnMut() -> String,
) -> (Persons, Vec<Change>) {
    // How many records of each person each cluster has.
    let mut shares: Vec<(usize, &String, usize)> = Vec::new();
    for (at, cluster) in clusters.iter().enumerate() {
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for person in cluster.iter().filter_map(|record| before.get(record)) {
            *counts.entry(person).or_default() += 1;
        }
        shares.extend(counts.into_iter().map(|(person, count)| (count, person, at)));
    }
    let first = |at: usize| clusters[at].iter().min();
    shares.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)).then_with(|| first(a.2).cmp(&first(b.2))));
    let mut id_of: Vec<Option<String>> = vec![None; clusters.len()];
    let mut given: BTreeSet<&String> = BTreeSet::new();
    for (_, person, at) in &shares {
        if id_of[*at].is_none() && given.insert(person) {
            id_of[*at] = Some((*person).clone());
        }
    }
    let (mut after, mut changes) = (Persons::new(), Vec::new());
    for (at, cluster) in clusters.iter().enumerate() {
        let known = id_of[at].is_some();
        let person = id_of[at].take().unwrap_or_else(&mut new_id);
        let mut records = cluster.clone();
        records.sort();
        changes.extend(of_cluster(before, &person, known, &records, &given));
        after.extend(records.into_iter().map(|record| (record, person.clone())));
    }
    let mut gone: BTreeMap<&String, Vec<String>> = BTreeMap::new();
    for (record, person) in before.iter().filter(|(record, _)| !after.contains_key(*record)) {
        gone.entry(person).or_default().push(record.clone());
    }
    changes
        .extend(gone.into_iter().map(|(person, records)| Change::Gone { person: person.clone(), records }));
    changes.sort();
    (after, changes)
}

/// What a cluster's records say happened.
fn of_cluster(
    before: &Persons,
    person: &str,
    known: bool,
    records: &[String],
    kept: &BTreeSet<&String>,
) -> Vec<Change> {
    let mut from: BTreeMap<Option<&String>, Vec<String>> = BTreeMap::new();
    for record in records {
        from.entry(before.get(record)).or_default().push(record.clone());
    }
    let person = person.to_owned();
    let mut changes = Vec::new();
    for (was, records) in from {
        let person = person.clone();
        changes.push(match was {
            None if known => Change::Joined { person, records },
            None => Change::New { person, records },
            Some(was) if *was == person => continue,
            // The other's id lives on elsewhere: these records left it.
            Some(was) if kept.contains(was) => Change::Split { person, from: was.clone(), records },
            Some(was) => Change::Merged { person, from: was.clone(), records },
        });
    }
    changes
}
