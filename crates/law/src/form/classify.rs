//! What each answer is in the notice's terms, and which typed column (if any) keeps it.

use serde::Serialize;

use super::answers::Value;
use super::reader::{Reader, not_for};
use super::visible::{Asked, visible};
use super::{Answers, Audience, Form, Question, Section};
use crate::pack::{Key, Notice, Protection};

/// What an answer is, with everything left out filled in from section and form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Classified {
    /// Category of the notice.
    pub category: String,
    /// Purpose of the notice.
    pub purpose: String,
    /// Retention class of the notice.
    pub retention: String,
    /// Whether it must be kept from casual view.
    pub sensitive: bool,
}

/// An answer on its way to the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// Path of the answer.
    pub path: String,
    /// The item of its group, from 1.
    pub item: Option<usize>,
    /// The typed column that keeps it; `None`: a sealed row. Why not yet is free text, so it is sealed wherever it is said.
    pub typed: Option<String>,
    /// What it is.
    pub classified: Classified,
    /// Readers of the finished record who are not shown it.
    pub not_for: Vec<Reader>,
    /// The question as this audience read it.
    pub label: String,
    /// The answer.
    pub value: Value,
}

/// The answers that count, in order, each either for a typed column or for a sealed row.
pub fn answered(form: &Form, audience: Audience, answers: &Answers) -> Vec<Answered> {
    let seen = visible(form, audience, answers);
    let one = |asked: &Asked<'_>| {
        let path = asked.path();
        let value = seen.kept.get(&path)?.clone();
        Some(Answered {
            item: asked.item,
            typed: typed_column(asked.question, &value),
            classified: classification(form, asked.section, asked.question),
            not_for: not_for(asked.section, asked.question),
            label: asked.question.label_for(audience).to_owned(),
            value,
            path,
        })
    };
    seen.questions.iter().filter_map(one).collect()
}

fn typed_column(question: &Question, value: &Value) -> Option<String> {
    let column = question.typed.as_ref().filter(|_| !matches!(value, Value::NotYet(_)));
    column.map(ToString::to_string)
}

/// Classification of one question, with what it leaves out taken from its section and its form.
pub fn classification(form: &Form, section: &Section, question: &Question) -> Classified {
    let levels = [&question.classification, &section.classification, &form.classification];
    let first = |pick: fn(&super::Classification) -> Option<&Key>| {
        levels.iter().find_map(|level| pick(level)).map_or(String::new(), ToString::to_string)
    };
    Classified {
        category: first(|c| c.category.as_ref()),
        purpose: first(|c| c.purpose.as_ref()),
        retention: first(|c| c.retention.as_ref()),
        sensitive: levels.iter().find_map(|level| level.sensitive).unwrap_or(false),
    }
}

/// Makes every answer sensitive whose category the notice says the law protects. Done once, on loading.
pub(crate) fn settle(form: &mut Form, notice: &Notice) {
    let protected =
        |category: &str| notice.category(category).is_some_and(|c| c.protection != Protection::Ordinary);
    for section in 0..form.section.len() {
        for question in 0..form.section[section].question.len() {
            let here = &form.section[section];
            if protected(&classification(form, here, &here.question[question]).category) {
                form.section[section].question[question].classification.sensitive = Some(true);
            }
        }
    }
}
