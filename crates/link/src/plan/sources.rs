//! What was learned of pairs of sources: one system's dates of birth may be wrong more often than another's (Harron and others
//! 2017, "Challenges in administrative data linkage for research").

use serde::{Deserialize, Serialize};

/// How often records of one person meet each level of a comparison, where the one record is of one source and the other of
/// another, or of the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfSources {
    /// One source, the first of the two by letter.
    pub one: String,
    /// The other.
    pub other: String,
    /// From about how many links it was learned.
    pub links: f64,
    /// One number a level, in their order; 0 where a level says nothing.
    pub m: Vec<f64>,
}

impl OfSources {
    /// Whether it is about these two, whichever is named first.
    pub fn is_of(&self, one: &str, other: &str) -> bool {
        (self.one == one && self.other == other) || (self.one == other && self.other == one)
    }
}
