//! Answers by the typed column they are for, whatever the council calls its questions.

use law::form::{Answered, Value, split};

/// The answers of a form that count.
pub(super) struct Typed(Vec<Answered>);

impl Typed {
    pub(super) fn new(answered: Vec<Answered>) -> Typed {
        Typed(answered)
    }

    /// The answer for a column, outside groups.
    pub(super) fn value(&self, column: &str) -> Option<&Value> {
        self.0.iter().find(|one| one.typed.as_deref() == Some(column)).map(|one| &one.value)
    }

    /// The answer for a column of one item.
    pub(super) fn item_value(&self, column: &str, item: usize) -> Option<&Value> {
        let here = |one: &&Answered| one.typed.as_deref() == Some(column) && one.item == Some(item);
        self.0.iter().find(here).map(|one| &one.value)
    }

    /// As [`Typed::value`], as text.
    pub(super) fn text(&self, column: &str) -> Option<String> {
        self.value(column).and_then(text)
    }

    /// As [`Typed::item_value`], as text.
    pub(super) fn item_text(&self, column: &str, item: usize) -> Option<String> {
        self.item_value(column, item).and_then(text)
    }

    /// Everything chosen for a column, outside groups.
    pub(super) fn chosen(&self, column: &str) -> &[String] {
        self.value(column).map_or(&[], Value::chosen)
    }

    /// The group and numbers of the items that have an answer for something of this owner: `child`, `adult`.
    pub(super) fn items(&self, owner: &str) -> (String, Vec<usize>) {
        let of_owner = |one: &&Answered| {
            one.typed
                .as_deref()
                .and_then(|column| column.strip_prefix(owner))
                .is_some_and(|rest| rest.starts_with('.'))
        };
        let mut group = String::new();
        let mut items: Vec<usize> = Vec::new();
        for one in self.0.iter().filter(of_owner) {
            if let (Some(name), Some(item), _) = split(&one.path) {
                group = name.to_owned();
                items.push(item);
            }
        }
        items.sort_unstable();
        items.dedup();
        (group, items)
    }

    /// The text of an answer by its path.
    pub(super) fn at(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|one| one.path == path).and_then(|one| one.value.text())
    }
}

fn text(value: &Value) -> Option<String> {
    value.text().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
