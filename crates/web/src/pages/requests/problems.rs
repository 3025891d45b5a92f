//! What must be put right on a form: once in the summary at the top, once at the field.

use serde_json::{Value, json};

/// Problems in the order of the page.
#[derive(Debug, Default)]
pub struct Problems(Vec<(&'static str, String)>);

impl Problems {
    /// A problem with one field.
    pub fn add(&mut self, field: &'static str, message: impl Into<String>) {
        self.0.push((field, message.into()));
    }

    /// Asks for a text, and that it is not longer than a page can hold.
    pub fn need_text(&mut self, field: &'static str, typed: &str, missing: &str) {
        if typed.is_empty() {
            self.add(field, missing);
        } else {
            self.not_too_long(field, typed);
        }
    }

    /// Says so when a text is longer than a page can hold.
    pub fn not_too_long(&mut self, field: &'static str, typed: &str) {
        let length = typed.chars().count();
        if length > super::MOST_CHARACTERS {
            self.add(field, format!("Shorten this to 10,000 characters or fewer. It has {length}"));
        }
    }

    /// Asks for one of the values on offer.
    pub fn need_choice<'a>(
        &mut self,
        field: &'static str,
        chosen: &str,
        mut on_offer: impl Iterator<Item = &'a str>,
        missing: &str,
    ) {
        if !on_offer.any(|value| value == chosen) {
            self.add(field, missing);
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// For the template: `list` for the error summary, `at` with a message or nothing for each of the page's fields.
    pub fn context(&self, fields: &[&str]) -> Value {
        let list: Vec<Value> =
            self.0.iter().map(|(field, text)| json!({ "text": text, "href": format!("#{field}") })).collect();
        let at: serde_json::Map<String, Value> = fields
            .iter()
            .map(|field| {
                let problem = self.0.iter().find(|(found, _)| found == field);
                ((*field).to_owned(), problem.map_or(Value::Null, |(_, text)| json!({ "text": text })))
            })
            .collect();
        json!({ "list": list, "at": at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_page_is_there_and_the_wrong_ones_say_why() {
        let mut problems = Problems::default();
        problems.need_text("reason", "", "Say why");
        problems.need_choice("rag", "purple", ["red", "green"].into_iter(), "Select a colour");
        problems.need_choice("safe", "yes", ["yes"].into_iter(), "Select yes or no");
        problems.not_too_long("note", &"é".repeat(10_001));
        let context = problems.context(&["reason", "rag", "safe", "note"]);
        assert_eq!(context["at"]["reason"]["text"], "Say why");
        assert_eq!(context["at"]["rag"]["text"], "Select a colour");
        assert_eq!(context["at"]["safe"], Value::Null);
        assert_eq!(context["at"]["note"]["text"], "Shorten this to 10,000 characters or fewer. It has 10001");
        assert_eq!(context["list"][0]["href"], "#reason");
        assert_eq!(context["list"].as_array().map(Vec::len), Some(3));
    }
}
