//! The people a record is about, and what a section may be asked for once each.

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::{Form, Need};

/// Words for `each` that are no group of the form: the record's children, its adults, all of them, and the form's
/// own headings of need.
pub const EACH: [&str; 4] = ["child", "adult", "person", "need"];

/// Whether somebody is asked about as a child or as an adult.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A child, born or not.
    Child,
    /// An adult.
    Adult,
}

/// Somebody the record is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Subject {
    /// Their number in the record, from 1. Nobody else ever has it, also when they have left: it stands in the path
    /// of their answers (`child.2.wishes`).
    pub number: usize,
    /// What they are called.
    pub name: String,
    /// As whom they are asked about.
    pub who: Who,
}

impl Form {
    /// The same form for a record about these people: its sections "for each child" are then asked once for each.
    ///
    /// Leave out who is no longer asked about; their answers stay where they are. Somebody without a number, or with
    /// one that another has, cannot be asked about and is left out.
    pub fn about(&self, subjects: &[Subject]) -> Form {
        let mut form = self.clone();
        form.subjects = subjects.iter().filter(|subject| subject.number > 0).cloned().collect();
        form.subjects.sort_by_key(|subject| subject.number);
        form.subjects.dedup_by_key(|subject| subject.number);
        form
    }

    /// The subject with this number.
    pub fn subject(&self, number: usize) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.number == number)
    }

    /// The heading of need with this number.
    pub fn need_numbered(&self, number: usize) -> Option<&Need> {
        self.need.iter().find(|need| need.number == number)
    }

    /// Numbers of those a section is asked for when `over` is one of [`EACH`]; `None` when it is not.
    pub(super) fn each(&self, over: &str) -> Option<Vec<usize>> {
        let people = |who: Option<Who>| {
            let asked = self.subjects.iter().filter(|subject| who.is_none_or(|who| subject.who == who));
            Some(asked.map(|subject| subject.number).collect())
        };
        match over {
            "child" => people(Some(Who::Child)),
            "adult" => people(Some(Who::Adult)),
            "person" => people(None),
            "need" => Some(self.need.iter().map(|need| need.number).collect()),
            _ => None,
        }
    }

    /// The items that exist of a group (those with an answer), or of one of [`EACH`].
    pub fn given(&self, over: &str, answers: &Answers) -> Vec<usize> {
        self.each(over).unwrap_or_else(|| {
            let max = self.group(over).map_or(0, |group| group.max);
            (1..=answers.items(over, max)).collect()
        })
    }

    /// Whether a page about this item can stand in an address.
    pub(super) fn may_have(&self, over: &str, item: usize) -> bool {
        match self.each(over) {
            Some(numbers) => numbers.contains(&item),
            None => item >= 1 && self.group(over).is_some_and(|group| item <= group.max),
        }
    }

    /// Where an item stands among the others, from 1.
    pub(super) fn place(&self, over: &str, item: usize) -> usize {
        let among = self.each(over).unwrap_or_default();
        among.iter().position(|number| *number == item).map_or(item, |index| index + 1)
    }

    /// What stands above a page about an item: "Child 2", "Housing". Never a name, so it may stand in a page's title.
    pub(super) fn caption(&self, over: &str, item: usize) -> Option<String> {
        if over == "need" {
            return self.need_numbered(item).map(|need| need.label.clone());
        }
        if let Some(group) = self.group(over) {
            return Some(group.numbered(item));
        }
        let word = match over {
            "child" => "Child",
            "adult" => "Adult",
            "person" => "Person",
            _ => return None,
        };
        Some(format!("{word} {}", self.place(over, item)))
    }

    /// What an item of [`EACH`] is called: the subject's name, the need's label.
    pub(super) fn name_of(&self, over: &str, item: usize) -> Option<String> {
        self.each(over)?;
        let name = if over == "need" {
            self.need_numbered(item).map(|need| need.label.clone())
        } else {
            self.subject(item).map(|subject| subject.name.clone()).filter(|name| !name.is_empty())
        };
        name.or_else(|| self.caption(over, item))
    }
}
