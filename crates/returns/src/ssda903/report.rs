//! The report of a return of children looked after.

use super::returned::{Return, each_table};
use super::table::{Row, Table};
use super::{Context, rules};
use crate::finding::{Cell, Finding};
use crate::read::Complaints;
use crate::report::notes::Notes;
use crate::report::{Made, Report, RuleShown, Source};
use crate::year::CollectionYear;

impl Source for Return {
    fn value(&self, cell: Cell) -> Option<String> {
        let value = self.cell(Table::named(cell.column.table)?, cell.row, cell.column.name);
        (!value.is_empty()).then_some(value)
    }

    fn line(&self, cell: Cell) -> Option<u32> {
        Some(self.line(Table::named(cell.column.table)?, cell.row)).filter(|line| *line > 0)
    }

    fn child(&self, cell: Cell) -> Option<String> {
        let child = self.cell(Table::named(cell.column.table)?, cell.row, "CHILD");
        (!child.is_empty()).then_some(child)
    }
}

/// Puts a report together. `last` is last year's return, to compare with.
pub fn report(
    read: &Return,
    findings: Vec<Finding>,
    complaints: &Complaints,
    last: Option<&Return>,
    context: &Context,
    notes: &Notes,
) -> Report {
    fn rows<T: Row>(rows: &[T]) -> (&'static str, usize) {
        (T::TABLE.name(), rows.len())
    }
    let mut tables = Vec::new();
    each_table!(read, table => tables.push(rows(table)));
    let made = Made {
        collection: "SSDA903, children looked after",
        year: context.year.unwrap_or(CollectionYear::LAST).to_string(),
        tables,
        children: read.header.len(),
        findings,
        complaints,
        year_on_year: last.map(|last| super::year_on_year::compare(read, last, context)).unwrap_or_default(),
        notes,
    };
    Report::new(made, read, |code| {
        let rule = rules().iter().find(|rule| rule.code == code)?;
        Some(RuleShown { code: rule.code, kind: rule.kind, message: rule.message, fixed_note: None })
    })
}
