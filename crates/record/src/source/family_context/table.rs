//! Reading a CSV file as people really write them: a mark at the start, spaces round headings, cells missing at the end.

use std::collections::HashMap;

use super::{Delivery, Problem};

/// The files of a delivery while they are read, with what is wrong so far.
pub(super) struct Reading<'a> {
    files: &'a HashMap<&'a str, &'a str>,
    wrong: Vec<Problem>,
    notes: Vec<Problem>,
}

/// One file.
pub(super) struct Table {
    /// Its lines below the heading, without empty ones.
    pub rows: Vec<Row>,
}

/// One line. Cells are asked for by heading, whatever its capitals and spaces.
pub(super) struct Row {
    /// The file.
    pub file: &'static str,
    /// The line, counted from 1 with the heading.
    pub line: u64,
    columns: std::sync::Arc<Vec<String>>,
    cells: Vec<String>,
}

impl<'a> Reading<'a> {
    pub fn new(files: &'a HashMap<&'a str, &'a str>) -> Reading<'a> {
        Reading { files, wrong: Vec::new(), notes: Vec::new() }
    }

    /// Notes a mistake.
    pub fn wrong(&mut self, file: &'static str, line: u64, message: impl Into<String>) {
        self.wrong.push(Problem { file, line, message: message.into() });
    }

    /// Notes something that was read although it is not as it should be.
    pub fn note(&mut self, file: &'static str, line: u64, message: impl Into<String>) {
        self.notes.push(Problem { file, line, message: message.into() });
    }

    /// Whether the delivery has this file.
    pub fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    /// Reads a file that must have these columns. One that is not there has no lines.
    pub fn table(&mut self, file: &'static str, needed: &[&str]) -> Table {
        let Some(text) = self.files.get(file) else { return Table { rows: Vec::new() } };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let columns = match reader.headers() {
            Ok(headers) => std::sync::Arc::new(headers.iter().map(plain).collect::<Vec<String>>()),
            Err(error) => {
                self.wrong(file, 1, error.to_string());
                return Table { rows: Vec::new() };
            }
        };
        for column in needed.iter().filter(|column| !columns.contains(&plain(column))) {
            self.wrong(file, 1, format!("there is no column ‘{column}’"));
        }
        let mut rows = Vec::new();
        let mut lines = Lines { text, at: 0, line: 1 };
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(1, |place| lines.of(place.byte() as usize));
                    let cells: Vec<String> = record.iter().map(str::to_owned).collect();
                    if cells.iter().all(String::is_empty) {
                        continue;
                    }
                    if cells.iter().skip(columns.len()).any(|cell| !cell.is_empty()) {
                        let message = format!(
                            "{} cells under {} headings: put a cell that has a comma in it between \" and \"",
                            cells.len(),
                            columns.len()
                        );
                        self.wrong(file, line, message);
                    }
                    rows.push(Row { file, line, columns: columns.clone(), cells });
                }
                Err(error) => {
                    self.wrong(file, error.position().map_or(0, csv::Position::line), error.to_string())
                }
            }
        }
        Table { rows }
    }

    /// The delivery, if nothing is wrong.
    pub fn finish(mut self, delivery: Delivery) -> Result<Delivery, Vec<Problem>> {
        self.wrong.sort();
        if self.wrong.is_empty() { Ok(Delivery { notes: self.notes, ..delivery }) } else { Err(self.wrong) }
    }
}

/// Counts lines as an editor does. The reader's own count is one behind in files from Windows, and stops at empty lines.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of what begins at or after a byte. Bytes must come in order.
    fn of(&mut self, byte: usize) -> u64 {
        let bytes = self.text.as_bytes();
        while let Some(next) =
            bytes.get(self.at).filter(|next| self.at < byte || matches!(next, b'\r' | b'\n'))
        {
            self.line += u64::from(*next == b'\n');
            self.at += 1;
        }
        self.line
    }
}

impl Row {
    /// What is in a column; empty when the line or the file does not have it, and for the ways of writing "nothing".
    pub fn cell(&self, column: &str) -> &str {
        let wanted = plain(column);
        let place = self.columns.iter().position(|column| *column == wanted);
        let cell = place.and_then(|place| self.cells.get(place)).map_or("", |cell| cell.trim());
        if matches!(cell.to_ascii_lowercase().as_str(), "-" | "–" | "n/a" | "na" | "null") {
            ""
        } else {
            cell
        }
    }

    /// What is in a column, or nothing.
    pub fn some(&self, column: &str) -> Option<String> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    /// Everything from a column to the end of the line, with the commas it was split at.
    pub fn rest_from(&self, column: &str) -> String {
        let wanted = plain(column);
        let place = self.columns.iter().position(|column| *column == wanted).unwrap_or(self.cells.len());
        let rest = self.cells.iter().skip(place).filter(|cell| !cell.is_empty());
        rest.map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// A heading in small letters and digits: ` Last Synchronised` is `lastsynchronised`.
pub(super) fn plain(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
