//! What has been answered so far: an ordered map from path to value.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Form;

/// Most bytes all answers of one form may take together: 256 KiB.
pub const MAX_BYTES: usize = 256 * 1024;

/// One answer, as it was given; a mistake is kept so that it can be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Typed, or one choice.
    Text(String),
    /// Several choices.
    Chosen(Vec<String>),
    /// Typed in parts: `day`, `month`, `year`, or the lines of an address.
    Parts(BTreeMap<String, String>),
    /// Uploaded files.
    Files(Vec<FileAnswer>),
    /// "I do not know".
    NotKnown,
    /// "Not yet, because …", with the reason as it was written.
    NotYet(String),
}

/// An uploaded file; the file itself is kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileAnswer {
    /// The upload's id.
    pub id: String,
    /// The name it had on the sender's device.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Value {
    /// True when nothing was given.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Text(text) => text.is_empty(),
            Value::Chosen(chosen) => chosen.is_empty(),
            Value::Parts(parts) => parts.values().all(String::is_empty),
            Value::Files(files) => files.is_empty(),
            Value::NotKnown => false,
            Value::NotYet(reason) => reason.is_empty(),
        }
    }

    /// The text, of a typed answer or one choice.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The choices; a single choice is a list of one.
    pub fn chosen(&self) -> &[String] {
        match self {
            Value::Text(text) => std::slice::from_ref(text),
            Value::Chosen(chosen) => chosen,
            _ => &[],
        }
    }

    /// One part of a date or address.
    pub fn part(&self, part: &str) -> &str {
        match self {
            Value::Parts(parts) => parts.get(part).map_or("", String::as_str),
            _ => "",
        }
    }

    /// The day, when the parts make a real one.
    pub fn date(&self) -> Option<Date> {
        super::dates::read(self.part("day"), self.part("month"), self.part("year")).ok()
    }

    fn bytes(&self) -> usize {
        match self {
            Value::Text(text) => text.len(),
            Value::Chosen(chosen) => chosen.iter().map(|c| c.len() + 4).sum(),
            Value::Parts(parts) => parts.iter().map(|(k, v)| k.len() + v.len() + 6).sum(),
            Value::Files(files) => files.iter().map(|f| f.id.len() + f.name.len() + 40).sum(),
            Value::NotKnown => 4,
            Value::NotYet(reason) => reason.len() + 8,
        }
    }
}

/// All answers of one form, by path: `who`, or `children.1.first_name` for the first child.
///
/// Empty answers are not kept. Items of a group are numbered from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers {
    by_path: BTreeMap<String, Value>,
}

impl Answers {
    /// No answers yet.
    pub fn new() -> Answers {
        Answers::default()
    }

    /// The answer at `path`.
    pub fn get(&self, path: &str) -> Option<&Value> {
        self.by_path.get(path)
    }

    /// The text at `path`; empty when there is none.
    pub fn text(&self, path: &str) -> &str {
        self.get(path).and_then(Value::text).unwrap_or_default()
    }

    /// The day at `path`, when it is a real one.
    pub fn date(&self, path: &str) -> Option<Date> {
        self.get(path)?.date()
    }

    /// Whether `choice` was chosen at `path`.
    pub fn is_chosen(&self, path: &str, choice: &str) -> bool {
        self.get(path).is_some_and(|value| value.chosen().iter().any(|c| c == choice))
    }

    /// Keeps an answer; an empty one is taken away.
    pub fn set(&mut self, path: impl Into<String>, value: Value) {
        let path = path.into();
        if value.is_empty() {
            self.by_path.remove(&path);
        } else {
            self.by_path.insert(path, value);
        }
    }

    /// Keeps a typed answer or one choice.
    pub fn set_text(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.set(path, Value::Text(text.into()));
    }

    /// Sets an answer, or takes it away.
    pub fn put(&mut self, path: &str, value: Option<Value>) {
        match value {
            Some(value) => self.set(path, value),
            None => drop(self.remove(path)),
        }
    }

    /// Takes an answer away.
    pub fn remove(&mut self, path: &str) -> Option<Value> {
        self.by_path.remove(path)
    }

    /// Paths and answers in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.by_path.iter().map(|(path, value)| (path.as_str(), value))
    }

    /// True when nothing has been answered.
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// How many bytes the answers take; compare with [`MAX_BYTES`].
    pub fn bytes(&self) -> usize {
        self.by_path.iter().map(|(path, value)| path.len() + value.bytes() + 8).sum()
    }

    /// True when the answers together are larger than [`MAX_BYTES`] and must not be stored.
    pub fn too_large(&self) -> bool {
        self.bytes() > MAX_BYTES
    }

    /// How many items of a group have an answer: the highest number used, at most `max`.
    pub fn items(&self, group: &str, max: usize) -> usize {
        let start = format!("{group}.");
        self.by_path
            .range(start.clone()..)
            .take_while(|(path, _)| path.starts_with(&start))
            .filter_map(|(path, _)| item_of(path))
            .filter(|item| *item <= max)
            .max()
            .unwrap_or(0)
    }

    /// What an item is called: "Charlie Banks", or "Child 2" while it has no name; "Housing" for a need.
    pub fn item_name(&self, form: &Form, group: &str, item: usize) -> String {
        if let Some(name) = form.name_of(group, item) {
            return name;
        }
        let Some(group) = form.group(group) else { return item.to_string() };
        let names = group.named_by.iter().map(|id| self.text(&path(Some(&group.id), Some(item), id)));
        let name = names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
        if name.is_empty() { group.numbered(item) } else { name }
    }

    /// The same answers with the record's people numbered otherwise: pairs of old and new number. Answers about
    /// somebody who has no new number are left out. For copying from a record that numbers the same people differently.
    pub fn renumbered(&self, form: &Form, numbers: &[(usize, usize)]) -> Answers {
        let new = |path: &str| -> Option<String> {
            let (over, rest) = path.split_once('.').filter(|(over, _)| PEOPLE.contains(over))?;
            let (old, tail) = rest.split_once('.').map_or((rest, None), |(old, tail)| (old, Some(tail)));
            let (_, new) = numbers.iter().find(|(known, _)| Some(*known) == number(old))?;
            Some(tail.map_or(format!("{over}.{new}"), |tail| format!("{over}.{new}.{tail}")))
        };
        let about_somebody =
            |path: &str| path.split_once('.').is_some_and(|(over, _)| PEOPLE.contains(&over));
        let follow = |path: String| if about_somebody(&path) { new(&path) } else { Some(path) };
        let mut answers = Answers::new();
        for (path, value) in self.iter() {
            let value = match value {
                Value::Text(one) if picks_people(form, path) => {
                    Value::Text(follow(one.clone()).unwrap_or_default())
                }
                Value::Chosen(many) if picks_people(form, path) => {
                    Value::Chosen(many.iter().cloned().filter_map(follow).collect())
                }
                other => other.clone(),
            };
            if let Some(path) = follow(path.to_owned()) {
                answers.set(path, value);
            }
        }
        answers
    }

    /// Takes one item out of a group. Later items move up, and answers that pick people follow them.
    pub fn remove_item(&mut self, form: &Form, group: &str, item: usize) {
        let old = std::mem::take(&mut self.by_path);
        for (path, value) in old {
            let Some(path) = moved(&path, group, item) else { continue };
            let value = if picks_people(form, &path) { follow(value, group, item) } else { value };
            self.set(path, value);
        }
    }
}

/// Beginnings of the paths of answers about the record's people.
const PEOPLE: [&str; 3] = ["child", "adult", "person"];

/// Joins group, item and question into a path.
pub fn path(group: Option<&str>, item: Option<usize>, question: &str) -> String {
    match (group, item) {
        (Some(group), Some(item)) => format!("{group}.{item}.{question}"),
        _ => question.to_owned(),
    }
}

/// Splits a path into group, item and question: the opposite of [`path`].
pub fn split(path: &str) -> (Option<&str>, Option<usize>, &str) {
    let mut parts = path.splitn(3, '.');
    match (parts.next(), parts.next().and_then(number), parts.next()) {
        (Some(group), Some(item), Some(question)) => (Some(group), Some(item), question),
        _ => (None, None, path),
    }
}

fn item_of(path: &str) -> Option<usize> {
    split(path).1
}

/// An item's number as Kith writes it: from 1, without leading noughts or signs.
fn number(text: &str) -> Option<usize> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    if plain { text.parse().ok() } else { None }
}

/// Where a path, or a picked person, is after an item was taken out; `None` when it was that item.
fn moved(path: &str, group: &str, removed: usize) -> Option<String> {
    let rest = path.strip_prefix(group).and_then(|rest| rest.strip_prefix('.'));
    let Some(rest) = rest else { return Some(path.to_owned()) };
    let (item, tail) = rest.split_once('.').map_or((rest, ""), |(item, tail)| (item, tail));
    match number(item) {
        Some(item) if item == removed => None,
        Some(item) if item > removed => {
            let dot = if tail.is_empty() { "" } else { "." };
            Some(format!("{group}.{}{dot}{tail}", item - 1))
        }
        _ => Some(path.to_owned()),
    }
}

fn picks_people(form: &Form, at: &str) -> bool {
    let (group, _, question) = split(at);
    form.question(group, question).is_some_and(|(_, question)| question.kind == super::Kind::People)
}

fn follow(value: Value, group: &str, removed: usize) -> Value {
    match value {
        Value::Text(one) => Value::Text(moved(&one, group, removed).unwrap_or_default()),
        Value::Chosen(many) => {
            Value::Chosen(many.iter().filter_map(|one| moved(one, group, removed)).collect())
        }
        other => other,
    }
}
