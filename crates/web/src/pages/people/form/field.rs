//! One question of a form.

use serde_json::{Value, json};

use super::Problems;
use crate::posted::Fields;

/// A code and its words.
pub type Choice = (&'static str, &'static str);

/// One question of a form.
pub struct Field {
    kind: &'static str,
    id: &'static str,
    label: String,
    hint: String,
    width: &'static str,
    choices: Vec<(String, String)>,
}

/// A question of this kind.
fn field(kind: &'static str, id: &'static str, label: impl Into<String>) -> Field {
    Field { kind, id, label: label.into(), hint: String::new(), width: "20", choices: Vec::new() }
}

/// A line of text.
pub fn text(id: &'static str, label: impl Into<String>) -> Field {
    field("text", id, label)
}

/// Several lines of text.
pub fn area(id: &'static str, label: impl Into<String>) -> Field {
    field("area", id, label)
}

/// A date in three boxes: `id_day`, `id_month`, `id_year`.
pub fn date(id: &'static str, label: impl Into<String>) -> Field {
    field("date", id, label)
}

/// A date of birth, or what is known of it: see [`crate::pages::people`].
pub fn birth(id: &'static str, label: impl Into<String>) -> Field {
    field("birth", id, label)
}

/// One of a few.
pub fn radios(
    id: &'static str,
    label: impl Into<String>,
    choices: impl IntoIterator<Item = Choice>,
) -> Field {
    field("radios", id, label).of(choices)
}

/// One of many, or not asked.
pub fn select(
    id: &'static str,
    label: impl Into<String>,
    choices: impl IntoIterator<Item = Choice>,
) -> Field {
    field("select", id, label).of([("", "Not asked")]).of(choices)
}

/// One of many that must be chosen.
pub fn select_one(
    id: &'static str,
    label: impl Into<String>,
    choices: impl IntoIterator<Item = Choice>,
) -> Field {
    field("select", id, label).of([("", "Select one")]).of(choices)
}

/// Any of some.
pub fn checkboxes(
    id: &'static str,
    label: impl Into<String>,
    choices: impl IntoIterator<Item = Choice>,
) -> Field {
    field("checkboxes", id, label).of(choices)
}

/// One of some people, by id.
pub fn people(id: &'static str, label: impl Into<String>, people: Vec<(String, String)>) -> Field {
    Field { choices: people, ..field("radios", id, label) }
}

/// One of many people, by id.
pub fn one_of(id: &'static str, label: impl Into<String>, people: Vec<(String, String)>) -> Field {
    let mut field = field("select", id, label).of([("", "Select one")]);
    field.choices.extend(people);
    field
}

/// One of a list that has its own words for none.
pub fn among(id: &'static str, label: impl Into<String>, choices: Vec<(String, String)>) -> Field {
    Field { choices, ..field("select", id, label) }
}

/// Any of some people, by id.
pub fn several(id: &'static str, label: impl Into<String>, people: Vec<(String, String)>) -> Field {
    Field { choices: people, ..field("checkboxes", id, label) }
}

impl Field {
    /// Whether this is the question `id` and it offers this answer.
    pub fn offers(&self, id: &str, value: &str) -> bool {
        self.id == id && self.choices.iter().any(|(offered, _)| offered == value)
    }

    /// Help under the label.
    pub fn hint(mut self, hint: &str) -> Field {
        self.hint = hint.to_owned();
        self
    }

    /// The width of a line, in characters: `4`, `10`, `20` or `30`.
    pub fn width(mut self, width: &'static str) -> Field {
        self.width = width;
        self
    }

    fn of(mut self, choices: impl IntoIterator<Item = Choice>) -> Field {
        self.choices.extend(choices.into_iter().map(|(code, words)| (code.to_owned(), words.to_owned())));
        self
    }

    /// For the template.
    pub fn context(&self, typed: &Fields, problems: &Problems) -> Value {
        let chosen = typed.all(self.id);
        let choices: Vec<Value> =
            self.choices.iter().map(|(value, words)| json!({ "value": value, "text": words })).collect();
        let part = |name: &str| typed.text(&format!("{}_{name}", self.id)).to_owned();
        json!({
            "kind": self.kind, "id": self.id, "label": self.label, "hint": self.hint, "width": self.width,
            "choices": choices, "values": chosen, "value": typed.text(self.id), "error": problems.at(self.id),
            "day": part("day"), "month": part("month"), "year": part("year"),
            "birth": crate::pages::people::birth::context(typed),
        })
    }
}
