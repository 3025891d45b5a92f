//! What a rule found, and where.

/// A column of a table, by the names they have in the specification.
#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Column {
    /// `ChildProtectionPlans`, `Episodes`.
    pub table: &'static str,
    /// `CPPstartDate`, `DECOM`.
    pub name: &'static str,
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// Of which table and column.
    pub column: &'static Column,
    /// The row's place in its table, from 0. The table knows its line in the file.
    pub row: u32,
}

/// One thing a rule found: the cells that together break it. No cells where it is about the whole return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub rule: &'static str,
    /// The cells, of one table or of several.
    pub cells: Vec<Cell>,
}

/// Collects what rules find.
#[derive(Debug, Default)]
pub struct Found {
    rule: &'static str,
    findings: Vec<Finding>,
}

impl Found {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// From here on, what is added was found by this rule.
    pub fn by_rule(&mut self, code: &'static str) {
        self.rule = code;
    }

    /// These cells together break the rule.
    pub fn add(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.findings.push(Finding { rule: self.rule, cells: cells.into_iter().collect() });
    }

    /// The whole return breaks the rule.
    pub fn whole_return(&mut self) {
        self.add([]);
    }

    /// Everything, in the order it was found.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
