//! Records that share a key.

use rayon::prelude::*;

use crate::prepared::{Prepared, PreparedRule};

/// About how many entries are sorted at a time: few enough for the nearest cache.
const BUCKET: usize = 2048;

/// The records of a rule by key: every group has a left and a right record that are not the same.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    members: Vec<u32>,
    /// Where each group's left members end and where the group does. In a symmetric rule every member is both.
    ends: Vec<(usize, usize)>,
    symmetric: bool,
    /// The key of each group, where records can have several.
    keys: Vec<u64>,
}

/// One record under one key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u64,
    /// 0 as a left record, 1 as a right one.
    side: u32,
    record: u32,
}

/// Entries of one stretch of records, by bucket.
struct Stretch {
    entries: Vec<Entry>,
    ends: Vec<u32>,
}

impl Groups {
    /// The groups of a rule.
    pub fn new(prepared: &Prepared, rule: &PreparedRule) -> Self {
        let count = prepared.rows.len();
        let bits = (count / BUCKET).max(1).next_power_of_two().trailing_zeros().min(13);
        let stretches = stretches(prepared, rule, bits);
        let found: Vec<Self> = (0..1usize << bits)
            .into_par_iter()
            .map_init(Vec::new, |entries, bucket| {
                entries.clear();
                for stretch in &stretches {
                    let from = if bucket == 0 { 0 } else { stretch.ends[bucket - 1] } as usize;
                    entries.extend_from_slice(&stretch.entries[from..stretch.ends[bucket] as usize]);
                }
                of_bucket(entries, rule)
            })
            .collect();
        let mut groups = Self { symmetric: rule.is_symmetric(), ..Self::default() };
        groups.members.reserve_exact(found.iter().map(|part| part.members.len()).sum());
        groups.ends.reserve_exact(found.iter().map(|part| part.ends.len()).sum());
        for part in found {
            let base = groups.members.len();
            groups.members.extend_from_slice(&part.members);
            groups.keys.extend_from_slice(&part.keys);
            groups.ends.extend(part.ends.iter().map(|(split, end)| (base + split, base + end)));
        }
        groups
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A group's left and right members. In a symmetric rule both are all.
    pub fn group(&self, number: usize) -> (&[u32], &[u32]) {
        let from = if number == 0 { 0 } else { self.ends[number - 1].1 };
        let (split, end) = self.ends[number];
        if self.symmetric {
            (&self.members[from..end], &self.members[from..end])
        } else {
            (&self.members[from..split], &self.members[split..end])
        }
    }

    /// How many pairs there are at most: some may be between records that may not be paired.
    pub fn pairs(&self) -> u64 {
        (0..self.len()).map(|group| self.pairs_of(group)).sum()
    }

    /// The same of one group.
    pub fn pairs_of(&self, number: usize) -> u64 {
        let (left, right) = self.group(number);
        if self.symmetric {
            left.len() as u64 * (left.len() as u64 - 1) / 2
        } else {
            left.len() as u64 * right.len() as u64
        }
    }

    /// The members of the group with most pairs.
    pub fn largest(&self) -> &[u32] {
        (0..self.len()).max_by_key(|group| self.pairs_of(*group)).map_or(&[], |group| self.group(group).0)
    }

    /// Leaves out whole groups, chosen by a hash of what they agree on, until about `most` pairs are left.
    /// `None` where there are no more than that.
    pub fn keep_about(&self, most: u64, hash_of: impl Fn(u32) -> u64) -> Option<Self> {
        let all = self.pairs();
        if all <= most {
            return None;
        }
        let below = (most as f64 / all as f64 * u64::MAX as f64) as u64;
        let mut kept = Self { symmetric: self.symmetric, ..Self::default() };
        for number in 0..self.len() {
            let from = if number == 0 { 0 } else { self.ends[number - 1].1 };
            if hash_of(self.members[from]) <= below {
                let (split, end) = self.ends[number];
                let base = kept.members.len();
                kept.members.extend_from_slice(&self.members[from..end]);
                kept.ends.push((base + split - from, base + end - from));
                kept.keys.extend(self.key(number));
            }
        }
        Some(kept)
    }

    /// What a group agrees on, where records can be in several groups.
    pub fn key(&self, number: usize) -> Option<u64> {
        self.keys.get(number).copied()
    }

    /// Whether a pair has no order.
    pub fn is_symmetric(&self) -> bool {
        self.symmetric
    }
}

/// The entries of all records, a stretch of records at a time, each sorted by bucket.
fn stretches(prepared: &Prepared, rule: &PreparedRule, bits: u32) -> Vec<Stretch> {
    let count = prepared.rows.len();
    let length = count.div_ceil(rayon::current_num_threads() * 4).clamp(4096, 1 << 18);
    let bucket = |entry: &Entry| (entry.key >> (64 - bits.max(1))) as usize & ((1 << bits) - 1);
    (0..count.div_ceil(length))
        .into_par_iter()
        .map(|stretch| {
            let mut entries = Vec::with_capacity(length);
            for record in stretch * length..count.min((stretch + 1) * length) {
                let row = prepared.rows.row(record);
                let record = record as u32;
                rule.left_keys(row, |key| entries.push(Entry { key, side: 0, record }));
                if !rule.is_symmetric() {
                    rule.right_keys(row, |key| entries.push(Entry { key, side: 1, record }));
                }
            }
            let mut starts = vec![0u32; (1 << bits) + 1];
            for entry in &entries {
                starts[bucket(entry) + 1] += 1;
            }
            for at in 1..starts.len() {
                starts[at] += starts[at - 1];
            }
            let mut sorted = vec![Entry::default(); entries.len()];
            for entry in &entries {
                let place = &mut starts[bucket(entry)];
                sorted[*place as usize] = *entry;
                *place += 1;
            }
            // Each start has moved to where its bucket ends.
            starts.truncate(1 << bits);
            Stretch { entries: sorted, ends: starts }
        })
        .collect()
}

/// The groups among the entries of one bucket.
fn of_bucket(entries: &mut Vec<Entry>, rule: &PreparedRule) -> Groups {
    drop_lonely(entries);
    entries.sort_unstable();
    let symmetric = rule.is_symmetric();
    let mut groups = Groups { symmetric, ..Groups::default() };
    for group in entries.chunk_by(|a, b| a.key == b.key) {
        let left = group.iter().take_while(|entry| entry.side == 0).count();
        let pairs = if symmetric { left >= 2 } else { left > 0 && left < group.len() };
        if pairs {
            let from = groups.members.len();
            groups.members.extend(group.iter().map(|entry| entry.record));
            groups.ends.push((from + left, groups.members.len()));
            if rule.has_lists() {
                groups.keys.push(group[0].key);
            }
        }
    }
    groups
}

/// Most keys of most rules are one record's. Two bits a slot of a small table find them before anything is sorted.
fn drop_lonely(entries: &mut Vec<Entry>) {
    let slots = (entries.len() * 8).next_power_of_two().max(64);
    let mut once = vec![0u64; slots / 64];
    let mut twice = vec![0u64; slots / 64];
    // The top bits chose the bucket; these are others.
    let slot = |entry: &Entry| (entry.key as usize) & (slots - 1);
    for entry in entries.iter() {
        let (word, bit) = (slot(entry) / 64, 1u64 << (slot(entry) % 64));
        twice[word] |= once[word] & bit;
        once[word] |= bit;
    }
    entries.retain(|entry| twice[slot(entry) / 64] & (1 << (slot(entry) % 64)) != 0);
}
