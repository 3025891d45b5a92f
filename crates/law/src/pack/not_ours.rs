//! `not-ours.toml`: sentences of the published notices that no entry keeps, each with the reason.

use serde::{Deserialize, Serialize};

use super::{Cite, Problems};

/// The file's name.
pub(super) const FILE: &str = "not-ours.toml";

/// Sentences that promise nothing, or nothing that casework software could keep.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NotOurs {
    /// Groups of sentences with one reason.
    #[serde(default)]
    pub not_ours: Vec<Group>,
}

/// Sentences with one reason.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Why no entry keeps them.
    pub reason: String,
    /// The sentences.
    pub cites: Vec<Cite>,
}

impl NotOurs {
    pub(super) fn check(&self, problems: &mut Problems<'_>) {
        for group in &self.not_ours {
            let at = group.cites.first().map_or(0, Cite::at);
            if group.reason.trim().is_empty() {
                problems.at_byte(at, "no reason is given", "say why no entry keeps these sentences");
            }
            if group.cites.is_empty() {
                problems.at_byte(
                    at,
                    format!("‘{}’ names no sentence", group.reason),
                    "add cites = […] or take it out",
                );
            }
        }
    }
}
