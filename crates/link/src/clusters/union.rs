//! Disjoint sets (Tarjan 1975): near enough constant time a join.

/// Sets of records.
#[derive(Debug, Clone)]
pub struct Union {
    parents: Vec<u32>,
}

impl Union {
    /// Every record by itself.
    pub fn new(count: usize) -> Self {
        Self { parents: (0..count as u32).collect() }
    }

    /// The record that stands for a record's set: the one with the lowest place.
    #[inline]
    pub fn root(&mut self, mut record: u32) -> u32 {
        while self.parents[record as usize] != record {
            let above = self.parents[self.parents[record as usize] as usize];
            self.parents[record as usize] = above;
            record = above;
        }
        record
    }

    /// Makes two sets one.
    #[inline]
    pub fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = if one < other { (one, other) } else { (other, one) };
        self.parents[high as usize] = low;
    }
}
