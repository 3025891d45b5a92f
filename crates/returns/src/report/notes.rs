//! Notes on queries, kept in a file of their own beside the return, so that they are there the next time it is checked.
//!
//! ```toml
//! [return]                      # notes that settle a rule throughout the return
//! "8670Q" = "8670Q: All records have been checked …"
//!
//! [children.K000000012]         # notes on one child
//! "8585Q" = "Died abroad; we have asked for the date"
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The notes of a return.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// By rule.
    #[serde(default, rename = "return", skip_serializing_if = "BTreeMap::is_empty")]
    of_return: BTreeMap<String, String>,
    /// By child, by rule.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    children: BTreeMap<String, BTreeMap<String, String>>,
}

/// A file of notes cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("The notes cannot be read: {0}")]
pub struct Unreadable(#[from] toml::de::Error);

impl Unreadable {
    /// What is wrong with it, in one line and without the lines of the file.
    pub fn what(&self) -> &str {
        self.0.message()
    }
}

impl Notes {
    /// Reads the file's text.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        Ok(toml::from_str(text)?)
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let body = toml::to_string(self).unwrap_or_default();
        format!(
            "# Notes on queries of a statutory return. `kith return note` writes them, `kith return validate` reads them.\n\n{body}"
        )
    }

    /// Writes a note on a rule, for one child or for the whole return. An empty note takes one away.
    pub fn write(&mut self, rule: &str, child: Option<&str>, note: &str) {
        let notes = match child {
            Some(child) => self.children.entry(child.to_owned()).or_default(),
            None => &mut self.of_return,
        };
        if note.trim().is_empty() {
            notes.remove(rule);
        } else {
            notes.insert(rule.to_owned(), note.trim().to_owned());
        }
        self.children.retain(|_, notes| !notes.is_empty());
    }

    /// The note on a rule throughout the return.
    pub fn on_return(&self, rule: &str) -> Option<&str> {
        self.of_return.get(rule).map(String::as_str)
    }

    /// The notes on a rule at single children: the child's number, and why it stands.
    pub fn on_children(&self, rule: &str) -> impl Iterator<Item = (&str, &str)> {
        self.children
            .iter()
            .filter_map(move |(child, notes)| Some((child.as_str(), notes.get(rule)?.as_str())))
    }

    /// The note on a rule at a child: its own, or that on the whole return.
    pub fn on(&self, rule: &str, child: Option<&str>) -> Option<&str> {
        let own = child.and_then(|it| self.children.get(it)).and_then(|it| it.get(rule)).map(String::as_str);
        own.or_else(|| self.on_return(rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut notes = Notes::default();
        notes.write("8670Q", None, "All checked.");
        notes.write("8585Q", Some("K1"), "Died abroad \"today\"");
        let again = Notes::read(&notes.text()).unwrap();
        assert_eq!(again, notes);
        assert_eq!(again.on("8670Q", Some("K9")), Some("All checked."));
        assert_eq!(again.on("8585Q", Some("K9")), None);
        assert_eq!(again.on("8585Q", Some("K1")), Some("Died abroad \"today\""));
        notes.write("8585Q", Some("K1"), " ");
        assert_eq!(notes.on("8585Q", Some("K1")), None);
        assert!(Notes::read("[retrun]").is_err());
    }
}
