//! The same page was saved from another tab or device meanwhile: both versions side by side, and nothing lost.

use axum::http::StatusCode;
use law::form::{Answers, Section, Step, summary};
use serde_json::{Value, json};

use super::begun::Begun;
use crate::error::Result;
use crate::form::page_mark;
use crate::posted::Fields;
use crate::visit::Visit;

/// Shows what is saved now beside what was typed, with a button for each.
pub fn show(
    visit: &Visit,
    begun: &Begun,
    (section, item): (&Section, Option<usize>),
    typed: &Answers,
    fields: &Fields,
) -> Result {
    let here = Step::Page { section: section.id.to_string(), item };
    let mark = page_mark(section, item, &begun.answers);
    // What was typed goes along in hidden fields, with the mark of what is saved now: sending it is a choice made
    // knowing both.
    let again: Vec<(&str, &str)> = fields
        .pairs()
        .map(|(name, value)| if name == "mark" { (name, mark.as_str()) } else { (name, value) })
        .collect();
    let context = json!({
        "rows": rows(visit, begun, (section, item), typed),
        "typed": again,
        "here": begun.address(&here),
    });
    visit.page_with(StatusCode::CONFLICT, "request_support/stale.html", context)
}

/// Each question of the page whose two answers differ.
fn rows(
    visit: &Visit,
    begun: &Begun,
    (section, item): (&Section, Option<usize>),
    typed: &Answers,
) -> Vec<Value> {
    let form = visit.app.council.pack.request_form();
    let here = |answers: &Answers| {
        let audience = form.audience_for(begun.door.started_as(), answers);
        let mut rows = summary(form, audience, answers);
        rows.retain(|row| row.section == section.id.to_string() && row.item == item);
        rows
    };
    let (saved, typed) = (here(&begun.answers), here(typed));
    let mut labels: Vec<(&str, &str)> = Vec::new();
    for row in saved.iter().chain(&typed) {
        if !labels.iter().any(|(path, _)| *path == row.path) {
            labels.push((&row.path, &row.label));
        }
    }
    let words = |rows: &[law::form::SummaryRow], path: &str| {
        rows.iter()
            .find(|row| row.path == path)
            .map_or_else(|| vec!["Not asked".to_owned()], |row| row.lines.clone())
    };
    labels
        .into_iter()
        .map(|(path, label)| (label, words(&saved, path), words(&typed, path)))
        .filter(|(_, saved, typed)| saved != typed)
        .map(|(label, saved, typed)| json!({ "label": label, "saved": saved, "typed": typed }))
        .collect()
}
