//! Rows under headings, from whichever kind of sheet.

use super::Reading;
use crate::read::Complaints;
use crate::ssda903::returned::each_table_mut;
use crate::ssda903::table::{Row, Table};
use crate::ssda903::tables::*;
use crate::ssda903::text::Longer;
use crate::ssda903::validate::columns;

/// A cell that is longer says nothing that a return could say.
const LONGEST_CELL: usize = 500;

/// More rows than this in one table are not read: fifty thousand children have a tenth of them.
const MOST_ROWS: usize = 2_000_000;

/// A sheet that was recognised: which table, and where each of its columns goes.
pub(super) struct Headings {
    pub(super) table: Table,
    places: Vec<Option<usize>>,
    full: bool,
}

impl Headings {
    /// Recognises a table by its headings, however they are capitalised. What is missing or too much is said.
    pub(super) fn recognise<'a>(
        headings: impl Iterator<Item = &'a str>,
        file: &str,
        line: u32,
        complaints: &mut Complaints,
    ) -> Option<Headings> {
        let headings: Vec<String> = headings.map(tidy).collect();
        let shared = ["CHILD", "DOB", "SEX"];
        let own = |table: &Table| {
            let named = |name: &str| headings.iter().any(|heading| heading == name);
            columns(*table)
                .iter()
                .filter(|column| !shared.contains(&column.name) && named(column.name))
                .count()
        };
        let best = Table::ALL.into_iter().max_by_key(own).filter(|table| own(table) > 0);
        let Some(table) = best else {
            if headings.iter().any(|heading| !heading.is_empty()) {
                let said = headings.iter().take(8).map(|it| shorten(it)).collect::<Vec<_>>().join(", ");
                complaints.add_in(file, line, format!("No table of the return has these columns: {said}"));
            }
            return None;
        };
        let known = &columns(table)[..submitted(table)];
        let mut places = Vec::with_capacity(headings.len());
        for heading in &headings {
            let place = known.iter().position(|column| column.name == heading);
            let place = place.filter(|place| !places.contains(&Some(*place)));
            if place.is_none() && !heading.is_empty() {
                let what = format!(
                    "{} has no column {} (or has it already): it is left out",
                    table.name(),
                    shorten(heading)
                );
                complaints.add_in(file, line, what);
            }
            places.push(place);
        }
        for (place, column) in known.iter().enumerate() {
            if !places.contains(&Some(place)) {
                let what = format!("{} has no column {}: it is taken as blank", table.name(), column.name);
                complaints.add_in(file, line, what);
            }
        }
        Some(Headings { table, places, full: false })
    }

    /// Adds a row. One that has nothing in it is passed over.
    pub(super) fn add<'a>(
        &mut self,
        reading: &mut Reading,
        cells: impl Iterator<Item = &'a str> + Clone,
        file: &str,
        line: u32,
        complaints: &mut Complaints,
    ) {
        if self.full || cells.clone().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let mut longer = std::mem::take(&mut reading.read.longer);
        let mut full = false;
        each_table_mut!(&mut reading.read, rows => {
            push(rows, self.table, &self.places, cells.clone(), &mut longer, (file, line), complaints, &mut full);
        });
        reading.read.longer = longer;
        self.full = full;
    }
}

#[expect(clippy::too_many_arguments, reason = "one place, where twelve tables meet")]
fn push<'a, T: Row>(
    rows: &mut Vec<T>,
    table: Table,
    places: &[Option<usize>],
    cells: impl Iterator<Item = &'a str>,
    longer: &mut Longer,
    (file, line): (&str, u32),
    complaints: &mut Complaints,
    full: &mut bool,
) {
    if T::TABLE != table {
        return;
    }
    if rows.len() >= MOST_ROWS {
        *full = true;
        complaints.add_in(
            file,
            line,
            format!("{} has more than {MOST_ROWS} rows. From here on they are not read", table.name()),
        );
        return;
    }
    let mut row = T::default();
    row.at_line(line);
    for (at, cell) in cells.enumerate() {
        match places.get(at) {
            Some(Some(place)) => put(&mut row, *place, cell, longer, (file, line), complaints),
            Some(None) => {}
            None if cell.trim().is_empty() => {}
            None => {
                complaints.add_in(
                    file,
                    line,
                    "The line has more cells than there are headings. Those beyond are left out",
                );
                break;
            }
        }
    }
    rows.push(row);
}

/// Writes a cell, and says when it is too long or a date that is none.
pub(super) fn put<T: Row>(
    row: &mut T,
    place: usize,
    cell: &str,
    longer: &mut Longer,
    (file, line): (&str, u32),
    complaints: &mut Complaints,
) {
    let name = T::COLUMNS.get(place).map_or("", |column| column.name);
    if cell.len() > LONGEST_CELL {
        complaints.add_in(
            file,
            line,
            format!("{name} is longer than {LONGEST_CELL} characters: it is taken as blank"),
        );
        return;
    }
    row.set(place, cell, longer);
    if row.no_date(place) {
        complaints.add_in(file, line, format!("{name} is not a date: {}", shorten(cell.trim())));
    }
}

/// How many columns of a table a file has.
pub(super) fn submitted(table: Table) -> usize {
    match table {
        Table::Header => Header::SUBMITTED,
        Table::Episodes => Episode::SUBMITTED,
        _ => columns(table).len(),
    }
}

fn tidy(heading: &str) -> String {
    let heading = heading.trim_start_matches('\u{feff}').trim();
    heading
        .chars()
        .take(60)
        .map(|it| if it == ' ' || it == '-' { '_' } else { it.to_ascii_uppercase() })
        .collect()
}

/// The beginning of what was typed, for a message.
pub(super) fn shorten(typed: &str) -> String {
    let mut short: String = typed.chars().filter(|it| !it.is_control()).take(40).collect();
    if typed.chars().count() > 40 {
        short.push('…');
    }
    short
}
