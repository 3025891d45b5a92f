//! What a newer version of a form asks that an older one did not, and what becomes of a draft.

use serde::Serialize;

use super::answers::{Answers, split};
use super::summary::{SummaryRow, row};
use super::{Asked, Audience, Form, Question, Section};

/// A question, by where it is asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Field {
    /// The group it is asked in, or one of [`super::EACH`]; `None` outside groups.
    pub over: Option<String>,
    /// Its id.
    pub question: String,
    /// The question, as that version asks it.
    pub label: String,
}

/// How a question that both versions ask differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The question, as the newer version asks it.
    pub field: Field,
    /// Its words are other ones.
    pub words: bool,
    /// It takes another kind of answer, so earlier answers do not fit and are set aside.
    pub kind: bool,
    /// Choices that are no longer offered.
    pub choices_gone: Vec<String>,
    /// Another rule says whether it may be left.
    pub required: bool,
}

/// Difference of two versions of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Only the newer one asks these.
    pub added: Vec<Field>,
    /// Only the older one asked these.
    pub removed: Vec<Field>,
    /// Both ask these, differently.
    pub changed: Vec<Change>,
}

/// Compares two versions of a form, question by question.
pub fn changes(old: &Form, new: &Form) -> Changes {
    let added = fields(new).filter(|(section, question)| find(old, section, question).is_none());
    let removed = fields(old).filter(|(section, question)| find(new, section, question).is_none());
    let changed = fields(new).filter_map(|(section, question)| {
        let before = find(old, section, question)?;
        let gone = before.option.iter().filter(|choice| question.choice(&choice.value).is_none());
        let change = Change {
            field: field(section, question),
            words: before.label != question.label || before.hint != question.hint,
            kind: !same_shape(before, question),
            choices_gone: gone.map(|choice| choice.value.to_string()).collect(),
            required: before.required != question.required,
        };
        let differs = change.words || change.kind || change.required || !change.choices_gone.is_empty();
        differs.then_some(change)
    });
    Changes {
        added: added.map(|(section, question)| field(section, question)).collect(),
        removed: removed.map(|(section, question)| field(section, question)).collect(),
        changed: changed.collect(),
    }
}

/// A draft brought from one version of its form to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MovedOver {
    /// Answers to questions that the new version asks in the same way.
    pub answers: Answers,
    /// The rest. Keep them with the draft and show them as "no longer asked" ([`no_longer_asked`]): together with
    /// `answers` they are everything that was there.
    pub set_aside: Answers,
}

/// Divides the answers of a draft begun with `old` into those `new` still asks for and those it does not.
pub fn move_over(old: &Form, new: &Form, answers: &Answers) -> MovedOver {
    let mut moved = MovedOver::default();
    for (path, value) in answers.iter() {
        let (over, _, id) = split(path);
        let before = old.question(over, id).map(|(_, question)| question);
        let now = new.question(over, id).map(|(_, question)| question);
        let stays = match (before, now) {
            (Some(before), Some(now)) => same_shape(before, now),
            (None, Some(_)) => true,
            (_, None) => false,
        };
        let into = if stays { &mut moved.answers } else { &mut moved.set_aside };
        into.set(path, value.clone());
    }
    moved
}

/// The answers a newer version has no question for, in the words of the version they were given in. `answers` are all
/// those of the draft; an answer that neither version has a question for is not among them.
pub fn no_longer_asked(old: &Form, new: &Form, audience: Audience, answers: &Answers) -> Vec<SummaryRow> {
    let aside = move_over(old, new, answers).set_aside;
    let one = |(path, _): (&str, &super::Value)| {
        let (over, item, id) = split(path);
        let (section, question) = old.question(over, id)?;
        Some(row(old, &Asked { section, item, question }, audience, answers))
    };
    aside.iter().filter_map(one).collect()
}

fn fields(form: &Form) -> impl Iterator<Item = (&Section, &Question)> {
    form.section.iter().flat_map(|section| section.question.iter().map(move |question| (section, question)))
}

fn field(section: &Section, question: &Question) -> Field {
    Field {
        over: section.repeat.as_ref().map(ToString::to_string),
        question: question.id.to_string(),
        label: question.label.clone(),
    }
}

fn find<'f>(form: &'f Form, section: &Section, question: &Question) -> Option<&'f Question> {
    form.question(section.repeat.as_deref(), &question.id).map(|(_, found)| found)
}

/// Whether an answer to one fits the other.
fn same_shape(before: &Question, now: &Question) -> bool {
    let several = |question: &Question| question.kind == super::Kind::Checkboxes || question.many;
    before.kind == now.kind && several(before) == several(now)
}
