//! The language-neutral format of worked cases: for each rule, tables that go in and the rows it must find.
//!
//! ```json
//! {"ruleset": "cin2025_26", "rules": [{"code": "8590", "cases": [{"input": {"TABLE": {"columns": [], "index": [], "rows": [[]]}}, "expected": {}}]}]}
//! ```

use serde::Deserialize;
use serde_json::Value;

/// A file of cases.
#[derive(Debug, Deserialize)]
pub struct Corpus {
    /// Whose rules, of which year: `cin2025_26 (effective registry)`, `lac2026_27`.
    pub ruleset: String,
    /// The rules, with cases or without.
    pub rules: Vec<RuleCases>,
}

/// The cases of one rule.
#[derive(Debug, Deserialize)]
pub struct RuleCases {
    /// The rule's code.
    pub code: String,
    /// The cases; none where they are not given.
    #[serde(default)]
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Debug, Deserialize)]
pub struct Case {
    /// Tables by name, or whatever else a collection puts there.
    pub input: serde_json::Map<String, Value>,
    /// What the rule must find; each collection has its own form.
    pub expected: Value,
    /// What the case assumes besides: the year's dates, the authority, lists of providers.
    #[serde(default)]
    pub metadata: Value,
}

/// A table of a case.
#[derive(Debug, Deserialize)]
pub struct Table {
    /// The columns it has.
    pub columns: Vec<String>,
    /// What each row is called; findings are named by it.
    pub index: Vec<i64>,
    /// The cells, `null` where there is nothing.
    pub rows: Vec<Vec<Value>>,
}

/// The text of a cell: numbers and booleans as they are written, `None` for nothing.
pub fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
