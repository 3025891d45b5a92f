//! Which questions are asked, given who is asking and what has been answered.
//!
//! Conditions look only backwards (checked when the form is read), so one walk from top to bottom settles
//! everything, and an answer to a question that is no longer asked can never keep another question alive.

use super::answers::path;
use super::choices::offers;
use super::definition::is_for;
use super::kind::Kind;
use super::{Answers, Audience, Condition, Form, Group, Question, Section};

/// One question that is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'f> {
    /// Its page.
    pub section: &'f Section,
    /// The item of the page's group, from 1.
    pub item: Option<usize>,
    /// The question.
    pub question: &'f Question,
}

impl Asked<'_> {
    /// Path of its answer.
    pub fn path(&self) -> String {
        path(self.section.repeat.as_deref(), self.item, &self.question.id)
    }
}

/// Everything that is asked, and the answers that count.
#[derive(Debug, Clone)]
pub struct Visible<'f> {
    /// Pages in order, with the item they are for.
    pub pages: Vec<(&'f Section, Option<usize>)>,
    /// Questions in order.
    pub questions: Vec<Asked<'f>>,
    /// Questions that stand on a page but wait for a choice to reveal them.
    pub waiting: Vec<Asked<'f>>,
    /// Answers to them; the rest is set aside.
    pub kept: Answers,
}

/// Walks the form.
pub fn visible<'f>(form: &'f Form, audience: Audience, answers: &Answers) -> Visible<'f> {
    visible_with(form, audience, answers, None)
}

/// Walks the form as if the group of `open`, a section that is being filled in, had at least that item.
pub(super) fn visible_with<'f>(
    form: &'f Form,
    audience: Audience,
    answers: &Answers,
    open: Option<(&Section, usize)>,
) -> Visible<'f> {
    let (pages, questions, waiting) = (Vec::new(), Vec::new(), Vec::new());
    let mut found = Visible { pages, questions, waiting, kept: Answers::new() };
    for run in runs(form) {
        let Some(over) = run[0].repeat.as_deref() else {
            run.iter().for_each(|section| walk(form, section, None, audience, answers, &mut found));
            continue;
        };
        let opened = open.filter(|(section, _)| section.repeat.as_deref() == Some(over)).map_or(0, |o| o.1);
        for item in asked_for(form, over, audience, answers, opened) {
            run.iter().for_each(|section| walk(form, section, Some(item), audience, answers, &mut found));
        }
    }
    found
}

/// The items a run of sections is asked for: the record's people or the form's needs, or the items of a group and
/// the one that is `opened`.
fn asked_for(form: &Form, over: &str, audience: Audience, answers: &Answers, opened: usize) -> Vec<usize> {
    if let Some(numbers) = form.each(over) {
        return numbers;
    }
    match form.group(over) {
        Some(group) if is_for(&group.audience, audience) => {
            (1..=items(group, answers).max(opened.min(group.max))).collect()
        }
        _ => Vec::new(),
    }
}

/// How many items of a group are asked about: those with an answer, and never fewer than the form wants.
pub fn items(group: &Group, answers: &Answers) -> usize {
    answers.items(&group.id, group.max).max(group.min.min(group.max))
}

/// Answers that count: prune before sending. Drafts keep the rest, so that changing a mind loses nothing.
pub fn prune(form: &Form, audience: Audience, answers: &Answers) -> Answers {
    visible(form, audience, answers).kept
}

/// Neighbouring sections of the same group, which are asked item by item.
pub(super) fn runs(form: &Form) -> Vec<&[Section]> {
    form.section.chunk_by(|a, b| a.repeat.is_some() && a.repeat == b.repeat).collect()
}

fn walk<'f>(
    form: &'f Form,
    section: &'f Section,
    item: Option<usize>,
    audience: Audience,
    answers: &Answers,
    found: &mut Visible<'f>,
) {
    let all_hold = |conditions: &[Condition], kept: &Answers| {
        conditions.iter().all(|condition| holds(form, condition, section.repeat.as_deref(), item, kept))
    };
    if !is_for(&section.audience, audience) || !all_hold(&section.show_when, &found.kept) {
        return;
    }
    let mut asked_here = false;
    for question in &section.question {
        let asked = Asked { section, item, question };
        let revealed = revealed_by(section, question).is_none_or(|(by, value)| {
            found.kept.is_chosen(&path(section.repeat.as_deref(), item, &by.id), value)
        });
        let nobody_to_pick =
            question.kind == Kind::People && offers(form, &asked, audience, &found.kept).is_empty();
        let wanted = is_for(&question.audience, audience) && all_hold(&question.show_when, &found.kept);
        if !wanted || nobody_to_pick {
            continue;
        }
        if !revealed {
            found.waiting.push(asked);
            continue;
        }
        asked_here = true;
        found.questions.push(asked);
        if let Some(answer) = answers.get(&asked.path()) {
            found.kept.set(asked.path(), answer.clone());
        }
    }
    if asked_here {
        found.pages.push((section, item));
    }
}

/// The question and choice under which `question` appears, when it is a revealed one.
pub(super) fn revealed_by<'f>(section: &'f Section, question: &Question) -> Option<(&'f Question, &'f str)> {
    section.question.iter().find_map(|by| {
        let choice = by.option.iter().find(|choice| choice.reveals.contains(&question.id))?;
        Some((by, choice.value.as_str()))
    })
}

fn holds(
    form: &Form,
    condition: &Condition,
    group: Option<&str>,
    item: Option<usize>,
    kept: &Answers,
) -> bool {
    if let Some((group, question)) = condition.question.split_once('.') {
        let mut items = form.given(group, kept).into_iter();
        return items.any(|n| fits(condition, &path(Some(group), Some(n), question), kept));
    }
    let in_item = group.is_some_and(|group| form.question(Some(group), &condition.question).is_some());
    let at = if in_item { path(group, item, &condition.question) } else { condition.question.to_string() };
    fits(condition, &at, kept)
}

fn fits(condition: &Condition, at: &str, kept: &Answers) -> bool {
    let answered = kept.get(at).is_some_and(|answer| !matches!(answer, super::Value::NotYet(_)));
    if let Some(wanted) = condition.answered {
        return answered == wanted;
    }
    let one_of = |values: &[crate::pack::Key]| values.iter().any(|value| kept.is_chosen(at, value));
    if condition.is.is_empty() { !one_of(&condition.is_not) } else { one_of(&condition.is) }
}
