//! Worked cases of the census: their tables become a [`Cin`], and what a rule finds is compared with what it must find.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::table::{Key, Place, Row, Table};
use super::{Cin, rules};
use crate::corpus::{self, Case};
use crate::finding::Found;
use crate::text::Texts;
use crate::year::CollectionYear;

/// A cell as cases name it: table, column, and the row by its index.
type Named = (String, String, i64);

/// What a case must find: cells, or that the whole return is at fault.
#[derive(Debug, Default, PartialEq, Eq)]
struct Expected {
    cells: BTreeSet<Named>,
    whole_return: bool,
}

/// Runs one case of a rule. `Ok` where it agrees, otherwise what differs, in words.
pub fn check_case(code: &str, case: &Case, year: CollectionYear) -> Result<(), String> {
    let rule = rules::named(code).ok_or_else(|| format!("there is no rule {code}"))?;
    let (cin, indexes) = tables(&case.input, year)?;
    let mut found = Found::new();
    found.by_rule(rule.code);
    (rule.check)(&cin, &mut found);
    let mut actual = Expected::default();
    for finding in found.into_findings() {
        actual.whole_return |= finding.cells.is_empty();
        for cell in finding.cells {
            let index = indexes.get(cell.column.table).and_then(|it| it.get(cell.row as usize));
            let row = index.copied().unwrap_or(i64::from(cell.row));
            actual.cells.insert((cell.column.table.to_owned(), cell.column.name.to_owned(), row));
        }
    }
    let expected = expected(&case.expected)?;
    if actual == expected { Ok(()) } else { Err(difference(&expected, &actual)) }
}

fn difference(expected: &Expected, actual: &Expected) -> String {
    let list = |cells: Vec<&Named>| {
        cells
            .iter()
            .map(|(table, column, row)| format!("{table}.{column} {row}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut parts = Vec::new();
    let missing: Vec<_> = expected.cells.difference(&actual.cells).collect();
    let surplus: Vec<_> = actual.cells.difference(&expected.cells).collect();
    if !missing.is_empty() {
        parts.push(format!("not found: {}", list(missing)));
    }
    if !surplus.is_empty() {
        parts.push(format!("found besides: {}", list(surplus)));
    }
    if expected.whole_return != actual.whole_return {
        parts.push(format!(
            "about the whole return: {} instead of {}",
            actual.whole_return, expected.whole_return
        ));
    }
    parts.join("; ")
}

fn expected(value: &Value) -> Result<Expected, String> {
    let mut expected = Expected::default();
    let kinds = value.as_object().ok_or("what is expected is not an object")?;
    for (kind, value) in kinds {
        match (kind.as_str(), value) {
            ("la_level", value) => expected.whole_return = !value.is_null(),
            (_, Value::Array(items)) => items.iter().for_each(|it| add(it, &mut expected)),
            _ => return Err(format!("{kind} is not a list")),
        }
    }
    Ok(expected)
}

/// Adds `{table, field, row}`, or `{table, columns, issues: [{row_ids}]}`.
fn add(item: &Value, expected: &mut Expected) {
    let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
    if let Some(row) = item["row"].as_i64() {
        expected.cells.insert((text("table"), text("field"), row));
    }
    let columns = item["columns"].as_array().into_iter().flatten().filter_map(Value::as_str);
    for column in columns {
        let issues = item["issues"].as_array().into_iter().flatten();
        for row in
            issues.flat_map(|it| it["row_ids"].as_array().into_iter().flatten()).filter_map(Value::as_i64)
        {
            expected.cells.insert((text("table"), column.to_owned(), row));
        }
    }
}

type Indexes = FxHashMap<&'static str, Vec<i64>>;

/// Gives the same number for the same words.
#[derive(Default)]
struct Keys(FxHashMap<String, Key>);

impl Keys {
    fn of(&mut self, words: String) -> Key {
        let next = Key::new(self.0.len());
        *self.0.entry(words).or_insert(next)
    }

    fn new_one(&mut self) -> Key {
        let name = format!("\u{0}{}", self.0.len());
        self.of(name)
    }
}

#[derive(Default)]
struct Reading {
    texts: Texts,
    children: Keys,
    episodes: Keys,
    parts: Keys,
    indexes: Indexes,
}

fn tables(input: &Map<String, Value>, year: CollectionYear) -> Result<(Cin, Indexes), String> {
    let mut reading = Reading::default();
    let cin = Cin {
        year,
        header: reading.table(input, super::tables::Header::empty)?,
        children: reading.table(input, super::tables::Child::empty)?,
        characteristics: reading.table(input, super::tables::Characteristics::empty)?,
        disabilities: reading.table(input, super::tables::Disability::empty)?,
        episodes: reading.table(input, super::tables::Episode::empty)?,
        assessments: reading.table(input, super::tables::Assessment::empty)?,
        cin_plans: reading.table(input, super::tables::CinPlan::empty)?,
        section47: reading.table(input, super::tables::Section47::empty)?,
        protection_plans: reading.table(input, super::tables::ProtectionPlan::empty)?,
        reviews: reading.table(input, super::tables::Review::empty)?,
        pre_proceedings: reading.table(input, super::tables::PreProceedings::empty)?,
    };
    Ok((cin, reading.indexes))
}

impl Reading {
    fn table<R: Row>(
        &mut self,
        input: &Map<String, Value>,
        empty: fn(Place) -> R,
    ) -> Result<Table<R>, String> {
        let given = input.iter().find(|(name, _)| name.eq_ignore_ascii_case(R::TABLE));
        let Some((_, value)) = given else { return Ok(Table::new(Vec::new())) };
        let table: corpus::Table =
            serde_json::from_value(value.clone()).map_err(|it| format!("{}: {it}", R::TABLE))?;
        let mut rows = Vec::with_capacity(table.rows.len());
        for (at, cells) in table.rows.iter().enumerate() {
            let cell = |column: &str| {
                let at = table.columns.iter().position(|it| it.eq_ignore_ascii_case(column))?;
                cells.get(at).and_then(corpus::cell).filter(|it| !it.trim().is_empty())
            };
            let has = |column: &str| table.columns.iter().any(|it| it.eq_ignore_ascii_case(column));
            let child = cell("LAchildID");
            let episode =
                cell("CINdetailsID").map(|it| format!("{}\u{1}{it}", child.as_deref().unwrap_or_default()));
            let within = episode.clone().or(child.clone()).unwrap_or_default();
            let part = ["AssessmentID", "CPPID"].into_iter().find(|it| has(it));
            let part_of = match part {
                Some(column) => cell(column)
                    .map_or(Key::NONE, |it| self.parts.of(format!("{column}\u{1}{within}\u{1}{it}"))),
                None => self.parts.new_one(),
            };
            let place = Place {
                row: u32::try_from(at).unwrap_or(u32::MAX),
                line: 0,
                child: child.map_or(Key::NONE, |it| self.children.of(it)),
                episode: episode.map_or(Key::NONE, |it| self.episodes.of(it)),
                part_of,
            };
            let mut row = empty(place);
            for (column, value) in table.columns.iter().zip(cells) {
                // What is no date is no date for the rule either.
                let _ = row.set(column, &corpus::cell(value).unwrap_or_default(), &mut self.texts);
            }
            rows.push(row);
        }
        self.indexes.insert(R::TABLE, table.index);
        Ok(Table::new(rows))
    }
}
