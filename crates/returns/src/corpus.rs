//! The language-neutral format of worked cases: for each rule, tables that go in and the rows it must find.
//!
//! ```json
//! {"ruleset": "cin2025_26", "rules": [{"code": "8590", "cases": [{"input": {"TABLE": {"columns": [], "index": [], "rows": [[]]}}, "expected": {}}]}]}
//! ```

use serde::Deserialize;
use serde_json::Value;

use crate::year::CollectionYear;

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

/// How far the rules here agree with a file of cases.
#[derive(Debug, Default)]
pub struct Agreement {
    /// How many cases there are.
    pub cases: usize,
    /// Which of them differ, and how.
    pub differences: Vec<Difference>,
}

impl Agreement {
    /// How many cases agree.
    pub fn agreeing(&self) -> usize {
        self.cases - self.differences.len()
    }
}

/// A case that came out otherwise.
#[derive(Debug)]
pub struct Difference {
    /// The rule's code.
    pub rule: String,
    /// Which of its cases, from 1.
    pub case: usize,
    /// What differs, in words.
    pub what: String,
}

/// Why a file of cases cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It is not in the format.
    #[error("This is not a file of worked cases: {0}")]
    Format(#[from] serde_json::Error),
    /// Whose rules these are is not known here.
    #[error("The rule set {0:?} is none of those known: cin2022_23 to cin2026_27, lac2022_23 to lac2026_27")]
    RuleSet(String),
}

/// Runs every case of a file; the file names the rule set.
pub fn check(file: &str) -> Result<Agreement, Unusable> {
    let corpus: Corpus = serde_json::from_str(file)?;
    let name = corpus.ruleset.split_whitespace().next().unwrap_or_default();
    let known = |prefix: &str| name.strip_prefix(prefix).and_then(CollectionYear::parse);
    if let Some(year) = known("cin") {
        return Ok(run(&corpus, |code, case| crate::cin::check_case(code, case, year)));
    }
    if let Some(year) = known("lac") {
        return Ok(run(&corpus, |code, case| crate::ssda903::corpus::check_case(code, case, year)));
    }
    Err(Unusable::RuleSet(corpus.ruleset.clone()))
}

fn run(corpus: &Corpus, check: impl Fn(&str, &Case) -> Result<(), String>) -> Agreement {
    let mut agreement = Agreement::default();
    for rule in &corpus.rules {
        for (at, case) in rule.cases.iter().enumerate() {
            agreement.cases += 1;
            if let Err(what) = check(&rule.code, case) {
                agreement.differences.push(Difference { rule: rule.code.clone(), case: at + 1, what });
            }
        }
    }
    agreement
}
