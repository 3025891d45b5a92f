//! The typed columns of one filled form, ready to be kept.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::Serialize;

use super::super::dates::read_time;
use super::super::kind::Kind;
use super::super::visible::{Asked, visible};
use super::super::{Answers, Audience, Form, Value};
use super::{COLUMNS, KeptFor, kept_for};

/// What one column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// A day.
    Day(Date),
    /// A time of day.
    Time(Time),
    /// A score, a count, minutes.
    Number(i32),
    /// One code: "in-person", or "yes" and "no".
    Code(String),
    /// Several codes, such as ids of needs.
    Codes(Vec<String>),
    /// People of the record or items of the form, by number.
    Numbers(Vec<usize>),
}

/// One row: what a table of typed columns keeps of the record, or of one child, person, need or item of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Whose columns: `visit`, `visit_child`.
    pub owner: &'static str,
    /// Which child, person, need or item, by its number in the form; `None` for the record itself.
    pub number: Option<usize>,
    /// The columns that have an answer.
    pub columns: BTreeMap<&'static str, Cell>,
}

/// The rows of a form that was filled in. Only answers that count are among them: those to questions that are asked, as they
/// would be sent; "not yet" and what is not known leave their column empty. Words somebody typed are never among them: they
/// stay sealed. A row without any column is left out.
pub fn rows(form: &Form, audience: Audience, answers: &Answers) -> Vec<Row> {
    let seen = visible(form, audience, answers);
    let mut rows: BTreeMap<(&'static str, Option<usize>), Row> = BTreeMap::new();
    for asked in &seen.questions {
        let Some((owner, column)) = asked.question.typed.as_ref().and_then(|typed| known(typed)) else {
            continue;
        };
        let Some(cell) = seen.kept.get(&asked.path()).and_then(|answer| cell(form, asked, answer)) else {
            continue;
        };
        let row = rows.entry((owner, asked.item)).or_insert_with(|| begin(form, owner, asked.item));
        row.columns.insert(column, cell);
    }
    rows.into_values().collect()
}

/// A row without answers yet. That of a need says which one: figures know it by its id.
fn begin(form: &Form, owner: &'static str, number: Option<usize>) -> Row {
    let mut columns = BTreeMap::new();
    if kept_for(owner) == KeptFor::Need
        && let Some(need) = number.and_then(|number| form.need_numbered(number))
    {
        columns.insert("need", Cell::Code(need.id.to_string()));
    }
    Row { owner, number, columns }
}

/// `visit.how` as the list of columns spells it.
fn known(typed: &str) -> Option<(&'static str, &'static str)> {
    let (owner, column) = typed.split_once('.')?;
    let (owner, columns) = COLUMNS.iter().find(|(known, _)| *known == owner)?;
    columns.iter().find(|known| **known == column).map(|column| (*owner, *column))
}

fn cell(form: &Form, asked: &Asked<'_>, answer: &Value) -> Option<Cell> {
    if matches!(answer, Value::NotYet(_) | Value::NotKnown) || answer.is_empty() {
        return None;
    }
    match asked.question.kind {
        Kind::Date => answer.date().map(Cell::Day),
        Kind::Time => answer.text().and_then(read_time).map(Cell::Time),
        // "Not asked" on a scale is no number.
        kind if kind.is_number() => answer.text()?.trim().parse().ok().map(Cell::Number),
        Kind::People => picked(form, answer.chosen()),
        Kind::Checkboxes => Some(Cell::Codes(answer.chosen().to_vec())),
        kind if kind.is_picked() => answer.text().map(|text| Cell::Code(text.to_owned())),
        _ => None,
    }
}

/// "person.2" is the person's number, "outcomes.1" the outcome's, and "need.4" the id by which figures know the need.
fn picked(form: &Form, chosen: &[String]) -> Option<Cell> {
    let parts = chosen.iter().filter_map(|one| one.split_once('.'));
    let parts: Vec<(&str, usize)> =
        parts.filter_map(|(over, number)| Some((over, number.parse().ok()?))).collect();
    if parts.first()?.0 == "need" {
        let needs = parts.iter().filter_map(|(_, number)| form.need_numbered(*number));
        return Some(Cell::Codes(needs.map(|need| need.id.to_string()).collect()));
    }
    Some(Cell::Numbers(parts.into_iter().map(|(_, number)| number).collect()))
}
