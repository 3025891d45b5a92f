//! Every different text once.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Texts by code. Codes count from 1 in the order in which texts came; 0 is [`super::MISSING`].
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    codes: HashTable<u32>,
}

impl Dictionary {
    /// The code of a text, which is given one where it has none.
    pub fn code(&mut self, text: &[u8]) -> u32 {
        let hash = hash(text);
        if let Some(code) = self.codes.find(hash, |code| bytes_of(&self.bytes, &self.ends, *code) == text) {
            return *code;
        }
        self.bytes.extend_from_slice(text);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        let code = self.ends.len() as u32;
        let (bytes, ends) = (&self.bytes, &self.ends);
        self.codes.insert_unique(hash, code, |code| self::hash(bytes_of(bytes, ends, *code)));
        code
    }

    /// The code of a text, where it has one.
    pub fn find(&self, text: &[u8]) -> Option<u32> {
        self.codes.find(hash(text), |code| self.bytes(*code) == text).copied()
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a code. Nothing for [`super::MISSING`].
    #[inline]
    pub fn bytes(&self, code: u32) -> &[u8] {
        bytes_of(&self.bytes, &self.ends, code)
    }

    /// The texts with their codes.
    pub fn texts(&self) -> impl Iterator<Item = (u32, &[u8])> {
        (1..=self.ends.len() as u32).map(|code| (code, self.bytes(code)))
    }

    /// Gives back what only adding needs.
    pub(super) fn finish(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

#[inline]
fn bytes_of<'a>(bytes: &'a [u8], ends: &[u32], code: u32) -> &'a [u8] {
    match code {
        0 => &[],
        1 => &bytes[..ends[0] as usize],
        code => &bytes[ends[code as usize - 2] as usize..ends[code as usize - 1] as usize],
    }
}

fn hash(text: &[u8]) -> u64 {
    FxBuildHasher.hash_one(text)
}
