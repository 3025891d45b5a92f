//! Who reads a finished record, and what they are not shown.

use serde::{Deserialize, Serialize};

use super::summary::{SummaryRow, summary};
use super::{Answers, Audience, Form, Question, Section};

/// A reader who may be shown less than was written: `not_for` in a section or question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reader {
    /// The family, on a copy or print for them.
    Family,
    /// Workers of other organisations who help the family.
    Partners,
    /// Officers who may open the record, other than who wrote it and who it is about at work: a worker's own part of
    /// supervision is not for them.
    Colleagues,
}

/// Readers who are not shown the answer to `question`: those of its section and its own.
pub fn not_for(section: &Section, question: &Question) -> Vec<Reader> {
    let mut readers: Vec<Reader> = section.not_for.iter().chain(&question.not_for).copied().collect();
    readers.sort_unstable();
    readers.dedup();
    readers
}

/// As [`summary`], without what `reader` is not shown.
pub fn summary_for(form: &Form, audience: Audience, answers: &Answers, reader: Reader) -> Vec<SummaryRow> {
    let mut rows = summary(form, audience, answers);
    rows.retain(|row| !row.not_for.contains(&reader));
    rows
}
