//! What a look through everybody does, one after the other.

use crate::progress;

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What is compared of everybody is read.
    Reading,
    /// The model is trained on this record.
    Learning,
    /// Records that have something in common are brought together.
    Gathering,
    /// Pairs are weighed. Counted in rules of the plan.
    Weighing,
    /// What was found is kept: so many pairs.
    Keeping,
}

impl Step {
    const ALL: [Step; 5] = [Step::Reading, Step::Learning, Step::Gathering, Step::Weighing, Step::Keeping];

    /// The word of [`progress::Progress::step`].
    pub const fn word(self) -> &'static str {
        match self {
            Step::Reading => "reading",
            Step::Learning => "learning",
            Step::Gathering => "gathering",
            Step::Weighing => "weighing",
            Step::Keeping => "keeping",
        }
    }

    /// Reads that word.
    pub fn of(word: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.word() == word)
    }

    pub(super) const fn at(self, done: u64, whole: Option<u64>) -> progress::Step {
        progress::Step { word: self.word(), done, whole }
    }
}
