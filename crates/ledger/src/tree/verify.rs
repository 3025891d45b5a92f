//! Does a proof hold?
//!
//! Roots are taken as bytes: what somebody sent as a root may not be one.

use std::ops::Range;

use super::way::{Side, is_subtree, way};
use super::{Hash, empty_root, node};

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProved {
    /// Asked about a leaf, a subtree or sizes that cannot be.
    #[error("no tree has such a leaf, subtree or size")]
    OutOfRange,
    /// Too few or too many hashes for where it should lead from and to.
    #[error("the proof has the wrong number of hashes")]
    Length,
    /// It leads to another root.
    #[error("the proof leads to another root")]
    Root,
}

/// That `leaf` is number `index` (from 0) of the tree of `size` leaves.
///
/// # Errors
/// [`NotProved`].
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &[u8],
) -> Result<(), NotProved> {
    verify_subtree_inclusion(index, 0..size, leaf, proof, root)
}

/// That the tree of `new` leaves begins with the tree of `old` leaves. As in the reference implementation
/// (transparency-dev/merkle), nothing follows from an empty tree, so `old` must be at least 1.
///
/// # Errors
/// [`NotProved`].
pub fn verify_consistency(
    old: u64,
    new: u64,
    proof: &[Hash],
    old_root: &[u8],
    new_root: &[u8],
) -> Result<(), NotProved> {
    if old == 0 {
        return Err(NotProved::OutOfRange);
    }
    verify_subtree_consistency(0..old, new, proof, old_root, new_root)
}

/// That `leaf` is number `index` of the whole tree and in `subtree`, whose root is `root`.
///
/// # Errors
/// [`NotProved`].
pub fn verify_subtree_inclusion(
    index: u64,
    subtree: Range<u64>,
    leaf: &Hash,
    proof: &[Hash],
    root: &[u8],
) -> Result<(), NotProved> {
    if !subtree.contains(&index) || !is_subtree(&subtree) {
        return Err(NotProved::OutOfRange);
    }
    follow(subtree, index..index + 1, proof, leaf, root)
}

/// That `subtree`, whose root is `subtree_root`, is part of the tree of `size` leaves whose root is `root`. An empty
/// subtree is part of every tree.
///
/// # Errors
/// [`NotProved`].
pub fn verify_subtree_consistency(
    subtree: Range<u64>,
    size: u64,
    proof: &[Hash],
    subtree_root: &[u8],
    root: &[u8],
) -> Result<(), NotProved> {
    if subtree.end > size || !is_subtree(&subtree) {
        return Err(NotProved::OutOfRange);
    }
    if subtree.is_empty() {
        return if !proof.is_empty() {
            Err(NotProved::Length)
        } else if subtree_root == empty_root() {
            Ok(())
        } else {
            Err(NotProved::Root)
        };
    }
    follow(0..size, subtree, proof, subtree_root, root)
}

/// Hashes up the way, keeping two roots: of the part of `inner` passed so far, and of everything passed so far.
fn follow(
    outer: Range<u64>,
    inner: Range<u64>,
    proof: &[Hash],
    inner_root: &[u8],
    root: &[u8],
) -> Result<(), NotProved> {
    let way = way(outer, inner);
    if proof.len() != way.steps.len() + usize::from(!way.known) {
        return Err(NotProved::Length);
    }
    if way.known && way.steps.is_empty() {
        return if inner_root == root { Ok(()) } else { Err(NotProved::Root) };
    }
    let (seed, rest) = if way.known {
        (inner_root.try_into().map_err(|_| NotProved::Root)?, proof)
    } else {
        (proof[0], &proof[1..])
    };
    let (mut inside, mut all): (Hash, Hash) = (seed, seed);
    for (step, hash) in way.steps.iter().zip(rest) {
        match step.side {
            Side::Right => all = node(&all, hash),
            Side::Left => all = node(hash, &all),
            Side::LeftInside => (inside, all) = (node(hash, &inside), node(hash, &all)),
        }
    }
    if inside == inner_root && all == root { Ok(()) } else { Err(NotProved::Root) }
}
