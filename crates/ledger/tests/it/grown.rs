//! A tree for the tests, with its tiles, and the same roots worked out by the recursive definition.

use std::ops::Range;

use ledger::tree::{Appender, Hash, Plan, Tiles, empty_root, node};

/// A leaf that depends on its number alone.
pub fn leaf(number: u64) -> Hash {
    ledger::leaf(&[number.to_be_bytes(), [7; 8], [9; 8], [11; 8]].concat().try_into().expect("32 bytes"))
}

pub struct Grown {
    pub leaves: Vec<Hash>,
    pub tiles: Tiles,
    /// The root at each size.
    pub roots: Vec<Hash>,
}

impl Grown {
    pub fn to(size: u64) -> Self {
        Self::of((0..size).map(leaf).collect())
    }

    pub fn of(leaves: Vec<Hash>) -> Self {
        let (mut tiles, mut appender) = (Tiles::default(), Appender::empty());
        let mut roots = vec![appender.root()];
        for leaf in &leaves {
            tiles.extend(appender.append(&[*leaf]));
            roots.push(appender.root());
        }
        Self { leaves, tiles, roots }
    }

    pub fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    pub fn root(&self, size: u64) -> &Hash {
        &self.roots[usize::try_from(size).expect("small")]
    }

    pub fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
        self.only(&Plan::inclusion(index, size).expect("in the tree"))
    }

    pub fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
        self.only(&Plan::consistency(old, new).expect("in the tree"))
    }

    /// The proof from the tiles it asks for and no others.
    pub fn only(&self, plan: &Plan) -> Vec<Hash> {
        let mut fetched = Tiles::default();
        for id in plan.tiles() {
            let hashes = self.tiles.get(id).expect("a tile of the tree");
            fetched.add(id, hashes.as_flattened()).expect("a tile");
        }
        plan.hashes(&fetched).expect("all tiles were fetched")
    }

    /// MTH of RFC 6962, section 2.1, word for word.
    pub fn defined(&self, range: Range<u64>) -> Hash {
        match range.end - range.start {
            0 => empty_root(),
            1 => self.leaves[usize::try_from(range.start).expect("small")],
            n => {
                let mut k = 1;
                while k * 2 < n {
                    k *= 2;
                }
                let middle = range.start + k;
                node(&self.defined(range.start..middle), &self.defined(middle..range.end))
            }
        }
    }
}
