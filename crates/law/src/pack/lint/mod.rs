//! The statute linter: where a notice is at odds with the law, or with itself.
//!
//! A *conflict* is an error until somebody acknowledges it in the pack; then, and for every *doubt*, it is a warning. What
//! the law says is data with citations (`law/statutes.toml`).

mod bases;
mod doubts;
mod retention;
mod standing;

use super::notice::{Acknowledged, Notice};
use super::{Key, Problems};

/// Looks at one notice.
pub(super) fn lint(notice: &Notice, problems: &mut Problems<'_>) {
    let mut findings = Findings { notice, seen: Vec::new(), problems };
    bases::lint(&mut findings);
    retention::lint(&mut findings);
    standing::lint(&mut findings);
    doubts::lint(&mut findings);
    findings.stale_acknowledgements();
}

/// What has been found in one notice.
struct Findings<'n, 'p, 't> {
    notice: &'n Notice,
    seen: Vec<(&'static str, String)>,
    problems: &'p mut Problems<'t>,
}

impl<'n> Findings<'n, '_, '_> {
    /// The law says otherwise. `rule` is the name by which it is acknowledged.
    fn conflict(&mut self, rule: &'static str, at: &Key, message: String, instead: &str) {
        self.seen.push((rule, at.to_string()));
        match self.acknowledged(rule, at) {
            Some(by) => {
                let told = format!("acknowledged by {} on {}: {}", by.by, by.on, by.because);
                self.problems.warn(at, message, told);
            }
            None => {
                let told = format!(
                    "{instead}; or acknowledge it: [[acknowledged]] conflict = \"{rule}\", at = \"{at}\""
                );
                self.problems.at(at, message, told);
            }
        }
    }

    /// The notice can be read in two ways, or leaves something open.
    fn doubt(&mut self, at: &Key, message: String, instead: impl Into<String>) {
        self.problems.warn(at, message, instead);
    }

    fn acknowledged(&self, rule: &str, at: &Key) -> Option<&'n Acknowledged> {
        self.notice.acknowledged.iter().find(|one| one.conflict == *rule && one.at == *at)
    }

    /// An acknowledgement outlives its conflict: somebody put it right and forgot to take the note out.
    fn stale_acknowledgements(&mut self) {
        for one in &self.notice.acknowledged {
            if !self.seen.iter().any(|(rule, at)| one.conflict == **rule && one.at == *at.as_str()) {
                let message =
                    format!("there is no conflict ‘{}’ at ‘{}’ to acknowledge", one.conflict, one.at);
                self.problems.warn(
                    &one.conflict,
                    message,
                    "take the [[acknowledged]] out, or look for a slip in its words",
                );
            }
        }
    }
}
