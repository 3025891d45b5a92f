//! What a check came to.

use std::collections::BTreeSet;

use super::Finding;

/// What was checked and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Leaves in the tree.
    pub lines: u64,
    /// Of these, ones whose event was erased rightly.
    pub erased: u64,
    /// Events that wait to become leaves.
    pub waiting: u64,
    /// Checkpoints on file whose signature and root are right.
    pub checkpoints: u64,
    /// Cosignatures on file that were checked with a witness's key and are right.
    pub cosignatures: u64,
    /// Checkpoints kept outside that this tree agrees with.
    pub outside: u64,
    /// Receipts whose every line is in the tree, or still waits.
    pub receipts: u64,
    /// What is wrong. At most [`Report::MOST`].
    pub findings: BTreeSet<Finding>,
    /// Findings beyond these.
    pub more: u64,
}

impl Report {
    /// More findings than this are counted and not listed.
    pub const MOST: usize = 1_000;

    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.findings.is_empty()
    }

    pub(super) fn add(&mut self, finding: Finding) {
        if self.findings.len() < Self::MOST || self.findings.contains(&finding) {
            self.findings.insert(finding);
        } else {
            self.more += 1;
        }
    }
}
