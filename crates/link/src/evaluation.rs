//! How good a linkage is, where the truth is known: by pair, by cluster, by record (B³), and for whom it is worse.

mod subgroup;
#[cfg(test)]
mod tests;

pub use subgroup::{Subgroup, by_subgroup};

use rustc_hash::FxHashMap;

use crate::blocking::Pairing;
use crate::clusters::Clusters;
use crate::scoring::{Edge, probability};

/// Right, wrong and missed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Quality {
    /// Of what was said, how much is right.
    pub precision: f64,
    /// Of what is true, how much was said.
    pub recall: f64,
}

impl Quality {
    /// From counts: said, of these right, and true in all. Nothing said is nothing wrong.
    pub fn of(said: u64, right: u64, all: u64) -> Self {
        let share = |part: u64, whole: u64| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        Self { precision: share(right, said), recall: share(right, all) }
    }

    /// Their harmonic mean.
    pub fn f1(self) -> f64 {
        if self.precision + self.recall > 0.0 {
            2.0 * self.precision * self.recall / (self.precision + self.recall)
        } else {
            0.0
        }
    }
}

/// The truth: which entity each record is of. 0 is not known.
#[derive(Debug, Clone, Copy)]
pub struct Truth<'a> {
    /// One a record.
    pub entity: &'a [u32],
    /// Which file each record is from; empty where there is one.
    pub datasets: &'a [u16],
    /// Which pairs count.
    pub pairing: Pairing,
}

/// Pairs from one weight on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// From this weight on.
    pub weight: f64,
    /// How many pairs.
    pub pairs: u64,
    /// How good they are.
    pub quality: Quality,
}

/// All that is known of a linkage.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// How many pairs are true.
    pub true_pairs: u64,
    /// Which part of them the rules found at all and weighed enough to be kept.
    pub found: f64,
    /// Quality by weight, the surest pairs first, in steps of a quarter of a bit.
    pub curve: Vec<Point>,
    /// Of pairs in one cluster.
    pub clusters: Quality,
    /// By record (Bagga and Baldwin 1998): of those it is put together with, how many belong, and the other way round.
    pub b_cubed: Quality,
}

impl Evaluation {
    /// Holds edges and clusters to the truth.
    pub fn new(truth: &Truth, edges: &[Edge], clusters: &Clusters) -> Self {
        let true_pairs = truth.pairs_of(|record| truth.entity[record as usize]);
        let mut judged: Vec<(f64, bool)> =
            edges.iter().map(|edge| (edge.weight, truth.same(edge.left, edge.right))).collect();
        judged.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let found = judged.iter().filter(|(_, same)| *same).count() as f64 / true_pairs.max(1) as f64;
        Self {
            true_pairs,
            found,
            curve: curve(&judged, true_pairs),
            clusters: of_clusters(truth, clusters, true_pairs),
            b_cubed: b_cubed(truth, clusters),
        }
    }

    /// The point with the best F1.
    pub fn best(&self) -> Option<&Point> {
        self.curve.iter().max_by(|a, b| a.quality.f1().total_cmp(&b.quality.f1()))
    }

    /// The point of a probability.
    pub fn at(&self, least: f64) -> Option<&Point> {
        self.curve.iter().rev().find(|point| probability(point.weight) >= least)
    }
}

impl Truth<'_> {
    /// Whether two records are of one entity.
    pub fn same(&self, left: u32, right: u32) -> bool {
        let entity = self.entity[left as usize];
        entity != 0 && entity == self.entity[right as usize]
    }

    fn dataset(&self, record: u32) -> u16 {
        self.datasets.get(record as usize).copied().unwrap_or_default()
    }

    /// How many pairs share what `of` says of them; 0 is shared with nobody.
    fn pairs_of<K: std::hash::Hash + Eq + Default>(&self, of: impl Fn(u32) -> K) -> u64 {
        let mut counts: FxHashMap<(K, u16), u64> = FxHashMap::default();
        let mut all: FxHashMap<K, u64> = FxHashMap::default();
        for record in 0..self.entity.len() as u32 {
            if of(record) != K::default() {
                *counts.entry((of(record), self.dataset(record))).or_default() += 1;
                *all.entry(of(record)).or_default() += 1;
            }
        }
        match self.pairing {
            Pairing::Everybody | Pairing::WithNew => all.values().map(|n| n * (n - 1) / 2).sum(),
            Pairing::BetweenFiles => {
                (all.values().map(|n| n * n).sum::<u64>() - counts.values().map(|n| n * n).sum::<u64>()) / 2
            }
        }
    }
}

fn curve(judged: &[(f64, bool)], true_pairs: u64) -> Vec<Point> {
    let mut curve: Vec<Point> = Vec::new();
    let (mut pairs, mut right) = (0, 0);
    for (weight, same) in judged {
        pairs += 1;
        right += u64::from(*same);
        let step = (weight * 4.0).floor() / 4.0;
        let point = Point { weight: step, pairs, quality: Quality::of(pairs, right, true_pairs) };
        match curve.last_mut() {
            Some(last) if (last.weight - step).abs() < 1e-9 => *last = point,
            _ => curve.push(point),
        }
    }
    curve
}

fn of_clusters(truth: &Truth, clusters: &Clusters, true_pairs: u64) -> Quality {
    let said = truth.pairs_of(|record| u64::from(clusters.of[record as usize]) + 1);
    let right = truth.pairs_of(|record| {
        let entity = truth.entity[record as usize];
        if entity == 0 { (0, 0) } else { (entity, clusters.of[record as usize] + 1) }
    });
    Quality::of(said, right, true_pairs)
}

fn b_cubed(truth: &Truth, clusters: &Clusters) -> Quality {
    let (mut of_cluster, mut of_entity, mut of_both) = (
        FxHashMap::<u32, u64>::default(),
        FxHashMap::<u32, u64>::default(),
        FxHashMap::<(u32, u32), u64>::default(),
    );
    let known = || (0..truth.entity.len()).filter(|record| truth.entity[*record] != 0);
    for record in known() {
        let (cluster, entity) = (clusters.of[record], truth.entity[record]);
        *of_cluster.entry(cluster).or_default() += 1;
        *of_entity.entry(entity).or_default() += 1;
        *of_both.entry((cluster, entity)).or_default() += 1;
    }
    let (mut precision, mut recall, mut records) = (0.0, 0.0, 0.0);
    for ((cluster, entity), both) in &of_both {
        let both = *both as f64;
        precision += both * both / of_cluster[cluster] as f64;
        recall += both * both / of_entity[entity] as f64;
        records += both;
    }
    Quality { precision: precision / f64::max(records, 1.0), recall: recall / f64::max(records, 1.0) }
}
