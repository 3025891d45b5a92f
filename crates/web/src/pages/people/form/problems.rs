//! What must be put right.

use serde_json::{Value, json};

/// What must be put right, in the order of the page.
#[derive(Default)]
pub struct Problems(Vec<(String, String, String)>);

impl Problems {
    /// A problem with a field.
    pub fn add(&mut self, id: &str, message: impl Into<String>) {
        self.0.push((id.to_owned(), format!("#{id}"), message.into()));
    }

    /// A problem with a field made of parts: the link goes to the first of them.
    pub fn add_part(&mut self, id: &str, part: &str, message: impl Into<String>) {
        self.0.push((id.to_owned(), format!("#{id}_{part}"), message.into()));
    }

    /// A problem with a field whose link goes to another element.
    pub fn add_at(&mut self, id: &str, element: &str, message: impl Into<String>) {
        self.0.push((id.to_owned(), format!("#{element}"), message.into()));
    }

    /// A problem with a field that has none yet.
    pub fn add_once(&mut self, id: &str, part: Option<&str>, message: impl Into<String>) {
        match part {
            _ if self.at(id).is_some() => {}
            Some(part) => self.add_part(id, part, message),
            None => self.add(id, message),
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    pub fn at(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|(found, ..)| found == id).map(|(.., message)| message.as_str())
    }

    /// For the error summary.
    pub fn summary(&self) -> Vec<Value> {
        self.0.iter().map(|(_, href, message)| json!({ "text": message, "href": href })).collect()
    }
}
