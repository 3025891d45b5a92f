//! Getting a part of a record from its row.

use std::sync::Arc;

use crate::people::MISSING;

/// Where a part of a record stands in its row.
#[derive(Debug, Clone)]
pub enum Get {
    /// The code of a text.
    Code(usize),
    /// The code of a text, by way of that of another: `first(given_name, 2)` from `given_name`.
    Through(usize, Arc<[u32]>),
    /// The codes of a list of texts, by way of that of the cell they stand in.
    List(usize, Arc<[Box<[u32]>]>),
    /// A text of at most sixteen bytes as it is, in four words.
    Wide(usize),
}

impl Get {
    /// The code; [`MISSING`] where there is none. Of a list the first; not for wide ones.
    #[inline]
    pub fn code(&self, row: &[u32]) -> u32 {
        match self {
            Self::List(..) => self.list(row).first().copied().unwrap_or(MISSING),
            Self::Code(word) | Self::Wide(word) => row[*word],
            Self::Through(word, codes) => codes[row[*word] as usize],
        }
    }

    /// The codes of a list; none where it is no list.
    fn list(&self, row: &[u32]) -> &[u32] {
        match self {
            Self::List(word, lists) => &lists[row[*word] as usize],
            _ => &[],
        }
    }

    /// Whether one value of the one is a value of the other, where one of them is a list.
    fn shares(&self, other: &Self, left: &[u32], right: &[u32]) -> bool {
        let (one, two) = ([self.code(left)], [other.code(right)]);
        let ones = if matches!(self, Self::List(..)) { self.list(left) } else { &one };
        let twos = if matches!(other, Self::List(..)) { other.list(right) } else { &two };
        ones.iter().any(|code| *code != MISSING && twos.contains(code))
    }

    /// Whether the record has it.
    #[inline]
    pub fn is_there(&self, row: &[u32]) -> bool {
        // A wide text fills its first word first.
        self.code(row) != MISSING
    }

    /// Whether the left record's part is the right record's `other`.
    #[inline]
    pub fn same(&self, other: &Self, left: &[u32], right: &[u32]) -> bool {
        match (self, other) {
            (Self::Wide(one), Self::Wide(two)) => {
                left[*one] != MISSING && left[*one..*one + 4] == right[*two..*two + 4]
            }
            (Self::List(..), _) | (_, Self::List(..)) => self.shares(other, left, right),
            _ => {
                let code = self.code(left);
                code != MISSING && code == other.code(right)
            }
        }
    }

    /// A wide text's bytes, zeros at its end.
    #[inline]
    pub fn wide_bytes(word: usize, row: &[u32]) -> [u8; 16] {
        let mut bytes = [0u8; 16];
        for (part, place) in bytes.chunks_exact_mut(4).enumerate() {
            place.copy_from_slice(&row[word + part].to_be_bytes());
        }
        bytes
    }

    /// Mixes every value of a list into the hashes of keys; one value where it is no list.
    pub fn mix_each(&self, keys: &[u64], row: &[u32]) -> Vec<u64> {
        match self {
            Self::List(..) => {
                let codes = self.list(row);
                keys.iter()
                    .flat_map(|key| codes.iter().map(move |code| mixed(key ^ u64::from(*code))))
                    .collect()
            }
            _ => keys.iter().filter_map(|key| self.mix(*key, row)).collect(),
        }
    }

    /// Mixes it into the hash of a key. `None` where it is missing.
    #[inline]
    pub fn mix(&self, key: u64, row: &[u32]) -> Option<u64> {
        if let Self::Wide(word) = self {
            let words = &row[*word..*word + 4];
            let high = u64::from(words[0]) << 32 | u64::from(words[1]);
            let low = u64::from(words[2]) << 32 | u64::from(words[3]);
            return (words[0] != MISSING).then(|| mixed(mixed(key ^ high) ^ low));
        }
        match self.code(row) {
            MISSING => None,
            code => Some(mixed(key ^ u64::from(code))),
        }
    }
}

/// Spreads every bit over all (the finaliser of splitmix64, Steele et al. 2014).
#[inline]
pub fn mixed(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
