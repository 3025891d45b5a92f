//! Which hashes a proof is made of, and which tiles they are read from.

use std::collections::BTreeSet;
use std::ops::Range;

use super::tiles::tiles_of;
use super::way::{is_subtree, way};
use super::{Hash, MissingTile, TileId, Tiles};

/// A proof that is yet to be made: fetch [`Plan::tiles`], then ask for [`Plan::hashes`].
#[derive(Clone, Debug)]
pub struct Plan {
    parts: Vec<Range<u64>>,
}

/// A leaf or a subtree that the tree does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the tree has no such leaf or subtree")]
pub struct OutOfRange;

impl Plan {
    /// The root of a tree of `size` leaves, as the one hash.
    pub fn root(size: u64) -> Self {
        Self { parts: std::iter::once(0..size).collect() }
    }

    /// That leaf `index` (from 0) is in the tree of `size` leaves: RFC 6962, section 2.1.1.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn inclusion(index: u64, size: u64) -> Result<Self, OutOfRange> {
        Self::subtree_inclusion(index, 0..size)
    }

    /// That the tree of `new` leaves begins with that of `old`: RFC 6962, section 2.1.2.
    ///
    /// # Errors
    /// [`OutOfRange`] if it is the smaller one. Nothing needs proving about an empty tree: no hashes.
    pub fn consistency(old: u64, new: u64) -> Result<Self, OutOfRange> {
        Self::subtree_consistency(0..old, new)
    }

    /// That leaf `index` is in a subtree.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn subtree_inclusion(index: u64, subtree: Range<u64>) -> Result<Self, OutOfRange> {
        if !subtree.contains(&index) || !is_subtree(&subtree) {
            return Err(OutOfRange);
        }
        Ok(Self::of_way(subtree, index..index + 1))
    }

    /// That a subtree is part of the tree of `size` leaves.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn subtree_consistency(subtree: Range<u64>, size: u64) -> Result<Self, OutOfRange> {
        if subtree.end > size || !is_subtree(&subtree) {
            return Err(OutOfRange);
        }
        Ok(if subtree.is_empty() { Self { parts: Vec::new() } } else { Self::of_way(0..size, subtree) })
    }

    fn of_way(outer: Range<u64>, inner: Range<u64>) -> Self {
        let way = way(outer, inner);
        let base = (!way.known).then_some(way.base);
        Self { parts: base.into_iter().chain(way.steps.into_iter().map(|step| step.of)).collect() }
    }

    /// The tiles to fetch. A tile that has grown since serves as well.
    pub fn tiles(&self) -> BTreeSet<TileId> {
        tiles_of(&self.parts)
    }

    /// The hashes of the proof, from the leaf up.
    ///
    /// # Errors
    /// [`MissingTile`] if one was not fetched.
    pub fn hashes(&self, tiles: &Tiles) -> Result<Vec<Hash>, MissingTile> {
        self.parts.iter().map(|part| tiles.root(part)).collect()
    }
}
