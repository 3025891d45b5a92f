//! The report as a spreadsheet: a row for each cell of each finding.

use std::io::{self, Write};

use super::{Report, Shown};
use crate::rule::Kind;

const HEAD: [&str; 10] =
    ["finding", "rule", "kind", "child", "table", "column", "line", "value", "message", "note"];

/// Writes it. Cells that a spreadsheet would take for a formula get an apostrophe in front: a file is not to be trusted.
///
/// # Errors
/// The writer's.
pub fn write(report: &Report, out: impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEAD)?;
    let mut messages =
        report.rules.iter().map(|it| (it.code, it.message)).collect::<std::collections::BTreeMap<_, _>>();
    for (number, finding) in report.findings.iter().enumerate() {
        let message = messages.entry(finding.rule).or_insert("");
        rows(&mut csv, number + 1, finding, message)?;
    }
    csv.flush()
}

fn rows<W: Write>(csv: &mut csv::Writer<W>, number: usize, finding: &Shown, message: &str) -> io::Result<()> {
    let number = number.to_string();
    let kind = if finding.kind == Kind::Error { "error" } else { "query" };
    let child = tamed(finding.child.as_deref().unwrap_or_default());
    let note = tamed(finding.note.as_deref().unwrap_or_default());
    let mut write = |table: &str, column: &str, line: &str, value: &str| {
        csv.write_record([&*number, finding.rule, kind, &*child, table, column, line, value, message, &*note])
    };
    if finding.cells.is_empty() {
        write("", "", "", "")?;
    }
    for cell in &finding.cells {
        let line = cell.line.map(|it| it.to_string()).unwrap_or_default();
        write(cell.table, cell.column, &line, &tamed(cell.value.as_deref().unwrap_or_default()))?;
    }
    Ok(())
}

fn tamed(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    if formula { format!("'{text}") } else { text.to_owned() }
}
