//! The table that says the same as a picture.

use std::fmt;

/// What a picture shows, in rows of plain words. A page prints it under "the same as a table", and offers it as CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the table is about: the title of the picture.
    pub caption: String,
    /// The heading of each column.
    pub head: Vec<String>,
    /// Rows, each with one cell a column. The first cell names what the row is about.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(caption: &str, head: &[&str]) -> Self {
        Self {
            caption: caption.to_owned(),
            head: head.iter().map(|it| (*it).to_owned()).collect(),
            rows: vec![],
        }
    }

    /// The table as CSV (RFC 4180), headings first. A cell that a spreadsheet would take for a formula gets an
    /// apostrophe in front: names are typed by strangers.
    pub fn csv(&self) -> String {
        let mut csv = String::new();
        for row in std::iter::once(&self.head).chain(&self.rows) {
            let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
            csv += &cells.join(",");
            csv += "\r\n";
        }
        csv
    }
}

fn csv_cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// As text, for people who read tests: the caption, then each row with its headings.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.caption)?;
        for row in &self.rows {
            writeln!(f)?;
            for (head, cell) in self.head.iter().zip(row) {
                writeln!(f, "{head}: {cell}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_quotes_and_disarms() {
        let mut table = Table::new("t", &["Name", "Score"]);
        table.rows.push(vec!["=cmd(\"x\"), y".into(), "-2".into()]);
        assert_eq!(table.csv(), "Name,Score\r\n\"'=cmd(\"\"x\"\"), y\",-2\r\n");
    }
}
