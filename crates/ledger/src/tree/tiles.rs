//! Tiles that were fetched, and what can be read from them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Hash, TileId, WIDTH, complete_root, node};

/// Tiles by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiles(BTreeMap<TileId, Vec<Hash>>);

/// A tile that is needed was not fetched, or holds too few hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tile {number} of level {level} is missing or too short", level = .0.level, number = .0.number)]
pub struct MissingTile(pub TileId);

/// Bytes that are no tile: not 1 to 256 times 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tile {number} of level {level} is not 1 to 256 hashes of 32 bytes", level = .0.level, number = .0.number)]
pub struct BadTile(pub TileId);

impl Tiles {
    /// Adds a tile from its bytes.
    ///
    /// # Errors
    /// [`BadTile`].
    pub fn add(&mut self, id: TileId, bytes: &[u8]) -> Result<(), BadTile> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        if !rest.is_empty() || hashes.is_empty() || hashes.len() > WIDTH {
            return Err(BadTile(id));
        }
        self.0.insert(id, hashes.to_vec());
        Ok(())
    }

    pub(super) fn put(&mut self, id: TileId, hashes: Vec<Hash>) {
        self.0.insert(id, hashes);
    }

    /// The hashes of a tile.
    pub fn get(&self, id: TileId) -> Option<&[Hash]> {
        self.0.get(&id).map(Vec::as_slice)
    }

    /// Every tile with its hashes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (TileId, &[Hash])> {
        self.0.iter().map(|(id, hashes)| (*id, hashes.as_slice()))
    }

    /// Takes over the tiles of another; those it has too are replaced.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The first `width` hashes of a tile: the tree has grown since, and the tile with it.
    pub(super) fn first(&self, id: TileId, width: usize) -> Result<&[Hash], MissingTile> {
        self.get(id).and_then(|hashes| hashes.get(..width)).ok_or(MissingTile(id))
    }

    /// The root of the leaves of a subtree.
    pub(super) fn root(&self, subtree: &Range<u64>) -> Result<Hash, MissingTile> {
        let mut above: Option<Hash> = None;
        for complete in complete_subtrees(subtree).into_iter().rev() {
            let part = complete.part();
            let hashes = self.get(complete.tile()).and_then(|hashes| hashes.get(part));
            let hash = complete_root(hashes.ok_or(MissingTile(complete.tile()))?);
            above = Some(above.map_or(hash, |right| node(&hash, &right)));
        }
        Ok(above.unwrap_or_else(super::empty_root))
    }
}

/// The tiles from which the roots of these subtrees can be read.
pub(super) fn tiles_of<'a>(subtrees: impl IntoIterator<Item = &'a Range<u64>>) -> BTreeSet<TileId> {
    subtrees.into_iter().flat_map(complete_subtrees).map(|complete| complete.tile()).collect()
}

/// A subtree of 2 ^ height leaves, beginning at a multiple of that.
#[derive(Clone, Copy, Debug)]
struct Complete {
    height: u32,
    start: u64,
}

impl Complete {
    fn tile(self) -> TileId {
        let level = (self.height / 8) as u8;
        TileId { level, number: (self.start >> (8 * u32::from(level))) / WIDTH as u64 }
    }

    /// Which hashes of the tile it is the root of.
    fn part(self) -> Range<usize> {
        let first = (self.start >> (8 * (self.height / 8))) as usize % WIDTH;
        first..first + (1 << (self.height % 8))
    }
}

/// A subtree as complete ones, from left to right, each smaller than the one before.
fn complete_subtrees(subtree: &Range<u64>) -> Vec<Complete> {
    let (mut start, mut parts) = (subtree.start, Vec::new());
    while start < subtree.end {
        let height = (subtree.end - start).ilog2();
        parts.push(Complete { height, start });
        start += 1 << height;
    }
    parts
}
