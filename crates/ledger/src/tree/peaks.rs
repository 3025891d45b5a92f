//! The roots of the complete subtrees a list of hashes is made of: enough to know the root after each one more.

use super::{Hash, empty_root, node};

/// A row of hashes that grows at its end, as few hashes as it has one bits in its length. The hashes may be leaves, or
/// the roots of full tiles: anything that stands side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peaks {
    length: u64,
    peaks: Vec<Hash>,
}

impl Peaks {
    /// How many hashes there were.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// One more.
    pub fn push(&mut self, hash: Hash) {
        let (mut hash, mut length) = (hash, self.length);
        while length % 2 == 1 {
            let left = self.peaks.pop().expect("as many peaks as one bits");
            (hash, length) = (node(&left, &hash), length / 2);
        }
        self.peaks.push(hash);
        self.length += 1;
    }

    /// Their root.
    pub fn root(&self) -> Hash {
        self.root_with(None)
    }

    /// The root with one more at the end that is not complete yet, such as the root of a tile that is not full.
    pub fn root_with(&self, tail: Option<Hash>) -> Hash {
        let joined = self
            .peaks
            .iter()
            .rev()
            .fold(tail, |right, peak| Some(right.map_or(*peak, |right| node(peak, &right))));
        joined.unwrap_or_else(empty_root)
    }
}
