//! Weak bridges: one doubtful pair that makes one person of two families of records.

use rustc_hash::FxHashMap;

use super::{Constraints, Union};
use crate::scoring::{Edge, weight_of};

/// Takes out of `edges` every pair below `constraints.weak_bridge` that alone holds two parts of a cluster together, where
/// both parts have at least `constraints.bridge_from` records.
///
/// `edges` must be ordered from the surest to the least sure.
pub(super) fn take_down(edges: &mut Vec<&Edge>, count: usize, constraints: &Constraints) {
    let least = weight_of(constraints.weak_bridge);
    let strong = edges.partition_point(|edge| edge.weight >= least);
    if strong == edges.len() {
        return;
    }
    // What the sure pairs hold together is one part; the doubtful pairs join parts.
    let mut union = Union::new(count);
    for edge in &edges[..strong] {
        union.join(edge.left, edge.right);
    }
    for (left, right) in constraints.always {
        union.join(*left, *right);
    }
    let mut sizes: FxHashMap<u32, usize> = FxHashMap::default();
    for record in 0..count as u32 {
        *sizes.entry(union.root(record)).or_default() += 1;
    }
    // Two doubtful pairs between the same parts vouch for each other.
    let mut between: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    for edge in &edges[strong..] {
        *between.entry(parts(&mut union, edge)).or_default() += 1;
    }
    let mut place = 0;
    edges.retain(|edge| {
        place += 1;
        if place <= strong {
            return true;
        }
        let (one, other) = parts(&mut union, edge);
        let small = |part: u32| sizes.get(&part).copied().unwrap_or(1) < constraints.bridge_from;
        one == other || small(one) || small(other) || between[&(one, other)] > 1
    });
}

fn parts(union: &mut Union, edge: &Edge) -> (u32, u32) {
    let (one, other) = (union.root(edge.left), union.root(edge.right));
    (one.min(other), one.max(other))
}
