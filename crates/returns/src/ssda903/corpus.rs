//! Worked cases in the language-neutral format: tables in, and the rows a rule must find.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::context::Context;
use super::day::Day;
use super::provider::{Provider, Providers, plain_postcode};
use super::returned::{Return, each_table_mut};
use super::table::{Row, Table};
use super::text::Text;
use super::{rules, validate};
use crate::corpus::{Case, cell};
use crate::year::CollectionYear;

/// Rules whose worked cases cannot be met, because what they expect is a fault of the tool they come from, and what it is.
/// What we do is in each rule's reading.
pub const FAULTS: &[(&str, &str)] = &[
    ("231", "Reads a column UASC_STATUS that no file has, so that it fails on every return. We read UASC."),
    (
        "233",
        "Reads a column DATE_EPISODE_CEASED that no file has, so that it fails on every return. We read DEC.",
    ),
    (
        "706",
        "Fails where last year's orders are not given, and points out row numbers of last year's table in this year's. We \
         point out the child's first order of this year.",
    ),
    (
        "709",
        "Reads a column PLACEMENT that no file has, so that it fails whenever orders are given. We read PLACE.",
    ),
    (
        "710",
        "Reads a column PLACEMENT that no file has, so that it fails whenever orders are given. We read PLACE.",
    ),
];

/// Names of rows: the table, and what the case calls the row.
pub type Named = BTreeSet<(String, String)>;

/// What a case expects and what the rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What it must find.
    pub expected: Named,
    /// What it found.
    pub found: Named,
}

impl Outcome {
    /// Do they agree?
    pub fn agrees(&self) -> bool {
        self.expected == self.found
    }
}

/// Runs one case of a rule. `Ok` where it agrees, otherwise what differs, in words.
pub fn check_case(code: &str, case: &Case, year: CollectionYear) -> Result<(), String> {
    let outcome = run(code, case, year)?;
    if outcome.agrees() {
        return Ok(());
    }
    let list = |rows: Vec<&(String, String)>| {
        rows.iter().map(|(table, row)| format!("{table} {row}")).collect::<Vec<_>>().join(", ")
    };
    let missing: Vec<_> = outcome.expected.difference(&outcome.found).collect();
    let surplus: Vec<_> = outcome.found.difference(&outcome.expected).collect();
    let mut parts = Vec::new();
    if !missing.is_empty() {
        parts.push(format!("not found: {}", list(missing)));
    }
    if !surplus.is_empty() {
        parts.push(format!("found besides: {}", list(surplus)));
    }
    if let Some((_, fault)) = FAULTS.iter().find(|(it, _)| *it == code) {
        parts.push(format!("a known fault of the tool the case is from: {fault}"));
    }
    Err(parts.join("; "))
}

/// Asks a rule about a case. `Err` says in words what about the case cannot be understood.
pub fn run(code: &str, case: &Case, year: CollectionYear) -> Result<Outcome, String> {
    let mut names = Names::default();
    let now = tables(&case.input, "", Some(&mut names))?;
    let last = tables(&case.input, "_last", None)?;
    let metadata = case.input.get("metadata").unwrap_or(&case.metadata);
    let mut context = context(metadata)?;
    context.year = context.year.or(Some(year));
    let mut now = now;
    if metadata.get("file_format").and_then(Value::as_str) == Some("xml") {
        now.xml = true;
    }
    let last = last.submitted.contains(&true).then_some(last);
    let hits = validate::hits_where(&now, last.as_ref(), &context, |rule, _| rule.code == code);
    if !rules::all().iter().any(|rule| rule.code == code) {
        return Err(format!("there is no rule {code}"));
    }
    let found = hits.iter().map(|hit| (hit.table.name().to_owned(), names.of(hit.table, hit.row))).collect();
    Ok(Outcome { expected: expected(&case.expected)?, found })
}

/// What a case calls its rows.
#[derive(Default)]
struct Names(Vec<(Table, Vec<String>)>);

impl Names {
    fn of(&self, table: Table, row: u32) -> String {
        let rows = self.0.iter().find(|(it, _)| *it == table).map(|(_, rows)| rows);
        rows.and_then(|rows| rows.get(row as usize)).cloned().unwrap_or_else(|| row.to_string())
    }
}

fn tables(input: &Map<String, Value>, suffix: &str, mut names: Option<&mut Names>) -> Result<Return, String> {
    let mut read = Return::default();
    for (name, value) in input {
        let Some(name) = name.strip_suffix(suffix) else { continue };
        let Some(table) = Table::named(name) else { continue };
        let columns = strings(value.get("columns"))?;
        let index = strings(value.get("index"))?;
        let rows = value.get("rows").and_then(Value::as_array).ok_or("a table without rows")?;
        read.submitted[table as usize] = true;
        let columns: Vec<&str> = columns.iter().map(|column| alias(column)).collect();
        read.says_uasc |= table == Table::Header && columns.contains(&"UASC");
        read.places_known |=
            columns.iter().any(|column| matches!(*column, "PL_LA" | "PL_LOCATION" | "PL_DISTANCE"));
        for row in rows {
            let cells = row.as_array().ok_or("a row that is no list")?;
            add(&mut read, table, &columns, cells);
        }
        if let Some(names) = names.as_deref_mut() {
            names.0.push((table, index));
        }
    }
    Ok(read)
}

/// Columns that worked cases call by names that no file has.
fn alias(column: &str) -> &str {
    match column {
        "UASC_STATUS" => "UASC",
        "PLACEMENT" => "PLACE",
        "DATE_EPISODE_CEASED" => "DEC",
        other => other,
    }
}

fn add(read: &mut Return, table: Table, columns: &[&str], cells: &[Value]) {
    let Return { longer, .. } = read;
    let mut long = std::mem::take(longer);
    fn push<T: Row>(
        rows: &mut Vec<T>,
        table: Table,
        columns: &[&str],
        cells: &[Value],
        long: &mut super::Longer,
    ) {
        if T::TABLE != table {
            return;
        }
        let mut row = T::default();
        for (name, value) in columns.iter().zip(cells) {
            let Some(column) = T::COLUMNS.iter().position(|it| it.name == *name) else { continue };
            // An empty text is something that was given and says nothing, which no file can have. A NUL is as little a code.
            let text = cell(value).map(|text| if text.is_empty() { "\0".to_owned() } else { text });
            row.set(column, text.as_deref().unwrap_or_default(), long);
        }
        rows.push(row);
    }
    each_table_mut!(&mut *read, rows => push(rows, table, columns, cells, &mut long));
    read.longer = long;
}

fn context(metadata: &Value) -> Result<Context, String> {
    let text = |name: &str| metadata.get(name).and_then(cell);
    let day = |name: &str| Some(text(name).map(|it| Day::read(&it)).unwrap_or_default());
    let year = text("collectionYear").and_then(|year| year.parse().ok()).map(CollectionYear::of);
    let mut providers = None;
    if let Some(list) = metadata.get("provider_info") {
        let columns = strings(list.get("columns"))?;
        let rows = list.get("rows").and_then(Value::as_array).ok_or("a list of providers without rows")?;
        let mut read = Providers::default();
        for row in rows {
            let of = |name: &str| {
                let place = columns.iter().position(|column| column == name)?;
                row.get(place).and_then(cell)
            };
            let provider = Provider {
                place_codes: of("PLACE_CODES").unwrap_or_default(),
                provider_codes: of("PROVIDER_CODES").unwrap_or_default(),
                postcode: plain_postcode(&of("POSTCODE").unwrap_or_default()),
                reg_end: Day::read(&of("REG_END").unwrap_or_default()),
                authority: Text::read(&of("LA_CODE_INFERRED").unwrap_or_default()),
            };
            read.add(&of("URN").unwrap_or_default(), provider);
        }
        providers = Some(read);
    }
    let (start, end) = (day("collection_start"), day("collection_end"));
    Ok(Context { year, authority: text("localAuthority"), providers, start, end })
}

fn expected(value: &Value) -> Result<Named, String> {
    let tables = value.as_object().ok_or("what is expected is no list of tables")?;
    let mut named = Named::new();
    for (table, rows) in tables {
        for row in strings(Some(rows))? {
            // Some rows are numbered 2.0.
            named.insert((table.clone(), row.strip_suffix(".0").unwrap_or(&row).to_owned()));
        }
    }
    Ok(named)
}

fn strings(value: Option<&Value>) -> Result<Vec<String>, String> {
    let list = value.and_then(Value::as_array).ok_or("a list is missing")?;
    Ok(list.iter().map(|value| cell(value).unwrap_or_default()).collect())
}
