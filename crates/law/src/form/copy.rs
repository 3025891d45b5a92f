//! The previous form of the same kind beside the new one.

use serde::Serialize;

use super::answers::{Answers, Value};
use super::choices::offers;
use super::kind::Kind;
use super::summary::{SummaryRow, summary};
use super::visible::{Asked, visible};
use super::{Audience, Form, Question};

/// One question of the new form with both answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// The question and its answer now.
    pub now: SummaryRow,
    /// The answer before, a line each; `None` where the previous form has none.
    pub before: Option<Vec<String>>,
    /// Whether the answer before may be copied: the form allows it, it still fits, and there is none now.
    pub may_copy: bool,
}

/// Every question that is asked now with what was answered before. `previous` is the form of the earlier record, in
/// its own version; the record's people must have the same numbers in both (see [`Answers::renumbered`]).
pub fn beside(
    form: &Form,
    audience: Audience,
    answers: &Answers,
    previous: &Form,
    previous_answers: &Answers,
) -> Vec<Beside> {
    let before = summary(previous, audience, previous_answers);
    let seen = visible(form, audience, answers);
    let rows = summary(form, audience, answers);
    let one = |(now, asked): (SummaryRow, &Asked<'_>)| {
        let then = before.iter().find(|row| row.path == now.path && row.answered);
        let fits = then.is_some() && to_copy(form, asked, audience, &seen.kept, previous_answers).is_some();
        Beside { before: then.map(|row| row.lines.clone()), may_copy: fits && !now.answered, now }
    };
    rows.into_iter().zip(&seen.questions).map(one).collect()
}

/// Copies one answer of the previous form, if the form allows it, the answer still fits and nothing has been
/// answered yet. Tells whether it did.
pub fn copy_answer(
    form: &Form,
    audience: Audience,
    answers: &mut Answers,
    previous: &Answers,
    at: &str,
) -> bool {
    if answers.get(at).is_some() {
        return false;
    }
    let seen = visible(form, audience, answers);
    let asked = seen.questions.iter().find(|asked| asked.path() == at);
    let Some(value) = asked.and_then(|asked| to_copy(form, asked, audience, &seen.kept, previous)) else {
        return false;
    };
    answers.set(at, value);
    true
}

/// The earlier answer, where the form lets it be copied and it is one that can be given now.
pub(super) fn to_copy(
    form: &Form,
    asked: &Asked<'_>,
    audience: Audience,
    kept: &Answers,
    previous: &Answers,
) -> Option<Value> {
    let value = previous.get(&asked.path()).filter(|_| may_copy(asked.question))?;
    if !is_about_the_same(form, asked, kept, previous) {
        return None;
    }
    if !fits_kind(asked.question, value) {
        return None;
    }
    if asked.question.kind.is_picked() {
        let on_offer = offers(form, asked, audience, kept);
        let is_offered = |chosen: &String| on_offer.iter().any(|offer| offer.value == *chosen);
        return value.chosen().iter().all(is_offered).then(|| value.clone());
    }
    Some(value.clone())
}

/// Whether an item of a group is the one that had this number before: lists change from one plan to the next, so by what it is
/// called, if it is called anything yet. People and needs keep their numbers.
fn is_about_the_same(form: &Form, asked: &Asked<'_>, now: &Answers, previous: &Answers) -> bool {
    let group = asked.section.repeat.as_deref().and_then(|over| form.group(over));
    let (Some(group), Some(item)) = (group, asked.item) else { return true };
    let called = now.item_name(form, &group.id, item);
    called == group.numbered(item) || called == previous.item_name(form, &group.id, item)
}

/// Whether the form lets the answer of the previous one be copied: by hand, or when it is begun.
fn may_copy(question: &Question) -> bool {
    question.copy || question.prefill.as_deref() == Some(super::prefill::PREVIOUS)
}

/// Whether a stored value is of the shape that answers to `question` have.
pub(super) fn fits_kind(question: &Question, value: &Value) -> bool {
    let several = question.kind == Kind::Checkboxes || question.many;
    match value {
        Value::Chosen(_) => question.kind.is_picked() && several,
        Value::Text(_) if question.kind.is_picked() => !several,
        Value::Text(_) => question.kind.parts().is_empty() && !question.kind.is_not_posted(),
        Value::Parts(parts) => {
            let known = question.kind.parts();
            !known.is_empty() && parts.keys().all(|part| known.contains(&part.as_str()))
        }
        Value::Files(_) | Value::NotKnown | Value::NotYet(_) => false,
    }
}
