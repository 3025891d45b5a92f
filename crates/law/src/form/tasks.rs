//! A form as a list of tasks: its pages, with how far each is.

use jiff::civil::Date;
use serde::Serialize;

use super::answers::Value;
use super::kind::{Kind, Required};
use super::steps::Step;
use super::validate::validate_section;
use super::visible::{Asked, visible};
use super::{Answers, Audience, Form};

/// How far a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Nothing is answered and something must be.
    NotBegun,
    /// Nothing is answered and nothing need be.
    MayBeLeft,
    /// Something is missing or wrong.
    Begun,
    /// Nothing is missing, and something is "not yet".
    NotYet,
    /// Nothing is missing or wrong.
    Done,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Where it is.
    pub step: Step,
    /// Its title.
    pub title: String,
    /// Above its title: "Child 2", "Housing".
    pub caption: Option<String>,
    /// The item's name, for a page of a group, a person or a need.
    pub item_name: Option<String>,
    /// How far it is.
    pub state: TaskState,
    /// How many answers it must have.
    pub needed: usize,
    /// How many of those it has; "not yet" is none.
    pub answered: usize,
}

/// Every page that is asked, in order. Pages may be filled in in any order. `today` is the day it is filled in.
pub fn tasks(form: &Form, audience: Audience, answers: &Answers, today: Date) -> Vec<Task> {
    let seen = visible(form, audience, answers);
    let task = |(section, item): &(&super::Section, Option<usize>)| {
        let here = |asked: &&Asked<'_>| {
            asked.section.id == section.id && asked.item == *item && asked.question.kind != Kind::Calculated
        };
        let given: Vec<(&Asked<'_>, Option<&Value>)> =
            seen.questions.iter().filter(here).map(|asked| (asked, seen.kept.get(&asked.path()))).collect();
        let must = |asked: &Asked<'_>| asked.question.required_for(audience) != Required::No;
        let waits = |answer: &Option<&Value>| matches!(answer, Some(Value::NotYet(_)));
        let needed = given.iter().filter(|(asked, _)| must(asked)).count();
        let answered =
            given.iter().filter(|(asked, answer)| must(asked) && answer.is_some() && !waits(answer)).count();
        let one = section.repeat.as_deref().zip(*item);
        let state = if given.iter().all(|(_, answer)| answer.is_none()) {
            if needed == 0 { TaskState::MayBeLeft } else { TaskState::NotBegun }
        } else if !validate_section(form, section, *item, audience, answers, today).is_empty() {
            TaskState::Begun
        } else if given.iter().any(|(_, answer)| waits(answer)) {
            TaskState::NotYet
        } else {
            TaskState::Done
        };
        Task {
            step: Step::Page { section: section.id.to_string(), item: *item },
            title: section.title_for(audience).to_owned(),
            caption: one.and_then(|(over, item)| form.caption(over, item)),
            item_name: one.map(|(over, item)| answers.item_name(form, over, item)),
            state,
            needed,
            answered,
        }
    };
    seen.pages.iter().map(task).collect()
}
