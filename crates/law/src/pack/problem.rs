//! What is wrong with a pack: file, line, and what would be right.

use super::Key;

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// Somebody should look at it.
    Warning,
}

/// One mistake in a pack file, written for the person who has to put it right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackProblem {
    /// Path of the file inside the pack, such as `forms/request-for-support.toml`.
    pub file: String,
    /// Line of the mistake, counted from 1.
    pub line: usize,
    /// Column of the mistake, counted in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub instead: String,
    /// Whether the pack can be used all the same.
    pub severity: Severity,
}

impl std::fmt::Display for PackProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        if !self.instead.is_empty() {
            write!(f, " ({})", self.instead)?;
        }
        Ok(())
    }
}

impl std::error::Error for PackProblem {}

/// Collects the mistakes of one file, turning places into lines.
pub struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    found: Vec<PackProblem>,
}

impl<'a> Problems<'a> {
    /// An empty list for the file `file`, whose text is `text`.
    pub fn of(file: &'a str, text: &'a str) -> Problems<'a> {
        Problems { file, text, found: Vec::new() }
    }

    /// Adds a mistake at the word `key`.
    pub fn at(&mut self, key: &Key, message: impl Into<String>, instead: impl Into<String>) {
        self.at_byte(key.at(), message, instead);
    }

    /// Adds a mistake at a byte of the file; 0 means the file as a whole.
    pub fn at_byte(&mut self, at: usize, message: impl Into<String>, instead: impl Into<String>) {
        self.add(at, message.into(), instead.into(), Severity::Error);
    }

    /// Adds a mistake at the line that begins with `word`, or at the top of the file where no line does.
    pub fn at_word(&mut self, word: &str, message: impl Into<String>, instead: impl Into<String>) {
        let mut at = 0;
        let mut begins = 0;
        for line in self.text.split_inclusive('\n') {
            if line.starts_with(word) {
                at = begins;
            }
            begins += line.len();
        }
        self.at_byte(at, message, instead);
    }

    /// Adds something that somebody should look at, at the word `key`. The pack can be used all the same.
    pub fn warn(&mut self, key: &Key, message: impl Into<String>, instead: impl Into<String>) {
        self.add(key.at(), message.into(), instead.into(), Severity::Warning);
    }

    fn add(&mut self, at: usize, message: String, instead: String, severity: Severity) {
        let (line, column) = place(self.text, at);
        self.found.push(PackProblem { file: self.file.to_owned(), line, column, message, instead, severity });
    }

    /// Complains about every id written twice, or that cannot be an id. `what` names the kind of thing, such as "purpose".
    pub fn no_twins<'k>(&mut self, what: &str, keys: impl IntoIterator<Item = &'k Key>) {
        let keys: Vec<&Key> = keys.into_iter().collect();
        for key in keys.iter().filter(|key| !key.is_plain()) {
            self.at(
                key,
                format!("‘{key}’ cannot be the id of a {what}"),
                "use small letters, digits, - and _",
            );
        }
        self.only_one_each(what, keys);
    }

    /// As [`Problems::no_twins`], for words that may be written in any letters.
    pub fn only_one_each<'k>(&mut self, what: &str, keys: impl IntoIterator<Item = &'k Key>) {
        let mut seen: Vec<&Key> = Vec::new();
        for key in keys {
            match seen.iter().find(|earlier| **earlier == key) {
                Some(earlier) => {
                    let line = place(self.text, earlier.at()).0;
                    self.at(
                        key,
                        format!("there are two {what}s called ‘{key}’"),
                        format!("the first is on line {line}; give this one another id"),
                    );
                }
                None => seen.push(key),
            }
        }
    }

    /// Complains when `key` is not one of `known`.
    pub fn must_exist<'k>(&mut self, what: &str, key: &Key, known: impl IntoIterator<Item = &'k str>) {
        let known: Vec<&str> = known.into_iter().collect();
        if !known.contains(&key.as_str()) {
            self.at(key, format!("there is no {what} called ‘{key}’"), one_of(&known));
        }
    }

    /// The mistakes found so far, in the order of the file.
    pub fn into_found(mut self) -> Vec<PackProblem> {
        self.found.sort();
        self.found
    }
}

/// "use one of: a, b, c", or a hint that none is written yet.
fn one_of(known: &[&str]) -> String {
    if known.is_empty() {
        "none is written yet".to_owned()
    } else {
        format!("use one of: {}", known.join(", "))
    }
}

/// Line and column of a byte, both from 1. A place past the end is the end.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let mut end = at.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_from_one_and_in_characters() {
        let text = "a = 1\né = \"ü\"\n";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, 6), (2, 1));
        assert_eq!(place(text, 8), (2, 2), "é is one character");
        assert_eq!(place(text, 9_999), (3, 1));
    }
}
