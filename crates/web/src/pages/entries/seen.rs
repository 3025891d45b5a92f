//! What of an answer stood on a page when it was shown, so that a page changes what its visitor typed and nothing else.
//!
//! Beside each question stands a hidden field, `seen.` and its path: the version of the answer and a mark of what it said.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use law::form::{Answers, FieldView, Section, SectionView, Value, path};
use record::entry::{Change, Entry};

use crate::error::{Error, Result};
use crate::posted::Fields;

/// A change to save: where, what, and the version that was on the page.
#[derive(Debug, PartialEq, Eq)]
pub struct Typed {
    /// The path.
    pub path: String,
    /// The answer as JSON; empty where it was taken away.
    pub value: String,
    /// The version.
    pub seen: i32,
}

impl Typed {
    /// As the record takes it.
    pub fn change(&self) -> Change<'_> {
        Change { path: &self.path, value: &self.value, seen: self.seen }
    }
}

/// The hidden fields of a page, name and value: one for each answer that can be typed on it now.
pub fn fields(page: &SectionView, entry: &Entry, answers: &Answers) -> BTreeMap<String, String> {
    let mut marks = BTreeMap::new();
    on_page(&page.fields, &mut |at| {
        marks.insert(format!("seen.{at}"), mark(version(entry, at), answers.get(at)));
    });
    marks
}

fn on_page(fields: &[FieldView], each: &mut impl FnMut(&str)) {
    for field in fields {
        if !field.kind.is_not_posted() {
            each(&field.name);
        }
        field.options.iter().for_each(|option| on_page(&option.reveals, each));
    }
}

/// The same for one answer that was just saved.
pub fn mark(version: i32, value: Option<&Value>) -> String {
    let mut hasher = DefaultHasher::new();
    // `Value` has no Hash; its debug form says everything that is in it, in one order.
    value.map(|value| format!("{value:?}")).hash(&mut hasher);
    format!("{version}-{:016x}", hasher.finish())
}

/// What the visitor typed on this page: answers that differ from what stood there when it was shown.
pub fn typed(
    section: &Section,
    item: Option<usize>,
    posted: &Fields,
    answers: &Answers,
) -> Result<Vec<Typed>> {
    let mut typed = Vec::new();
    for at in paths(section, item) {
        // A question that was not on the page was not answered on it.
        let Some(stood) = posted.some(&format!("seen.{at}")) else { continue };
        let seen = stood.split('-').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        let now = answers.get(&at);
        if mark(seen, now) != stood {
            typed.push(Typed { value: json_of(now)?, path: at, seen });
        }
    }
    Ok(typed)
}

/// An answer as the record keeps it; empty where there is none.
pub fn json_of(value: Option<&Value>) -> Result<String> {
    let Some(value) = value else { return Ok(String::new()) };
    serde_json::to_string(value)
        .map_err(|error| Error::Broken(format!("an answer cannot be written down: {error}")))
}

/// The version of an answer as it stands: 0 where there never was one.
pub fn version(entry: &Entry, at: &str) -> i32 {
    entry.answers.get(at).map_or(0, |answer| answer.version)
}

/// What is typed on a page: not what is worked out, and not its files, which are kept as they come.
fn paths(section: &Section, item: Option<usize>) -> impl Iterator<Item = String> {
    let asked = section.question.iter().filter(|question| !question.kind.is_not_posted());
    asked.map(move |question| path(section.repeat.as_deref(), item, &question.id))
}

/// Every difference between two states of the answers, each over the version that stands.
pub fn differences(entry: &Entry, before: &Answers, after: &Answers) -> Result<Vec<Typed>> {
    let mut paths: Vec<&str> = before.iter().chain(after.iter()).map(|(path, _)| path).collect();
    paths.sort_unstable();
    paths.dedup();
    let changed = paths.into_iter().filter(|path| before.get(path) != after.get(path));
    changed
        .map(|path| {
            Ok(Typed { path: path.to_owned(), value: json_of(after.get(path))?, seen: version(entry, path) })
        })
        .collect()
}
