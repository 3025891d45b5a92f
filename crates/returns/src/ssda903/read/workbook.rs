//! A workbook: each sheet is a table, recognised by its headings.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Reader, Xlsx};

use super::rows::Headings;
use super::{File, Reading};
use crate::read::Complaints;

/// What a workbook may be when it is unpacked. A small file can be made that unpacks to a disc full.
const UNPACKED: u64 = 500_000_000;

/// Columns further to the right are not looked at: the widest list has fifty-one.
const WIDEST: u32 = 200;

/// Reads a workbook.
pub(super) fn read(reading: &mut Reading, file: &File, complaints: &mut Complaints) {
    let mut of_sheet = String::new();
    let mut headings = None;
    let mut unknown = false;
    each_row(file, complaints, |sheet, line, cells, complaints| {
        if sheet != of_sheet {
            (of_sheet, headings, unknown) = (sheet.to_owned(), None, false);
        }
        let text = cells.iter().map(String::as_str);
        match &mut headings {
            _ if unknown => {}
            None if cells.iter().all(String::is_empty) => {}
            None => match Headings::recognise(text, &file.name, line, complaints) {
                Some(found) => {
                    reading.submitted(found.table, &format!("{}, {sheet}", file.name), complaints);
                    headings = Some(found);
                }
                None => unknown = true,
            },
            Some(headings) => headings.add(reading, text, &file.name, line, complaints),
        }
    });
}

/// Does something with each row of each sheet: the sheet's name, the row's number from 1, its cells.
pub(super) fn each_row(
    file: &File,
    complaints: &mut Complaints,
    mut row_is: impl FnMut(&str, u32, &[String], &mut Complaints),
) {
    if let Err(what) = unpacks(&file.bytes) {
        complaints.add_in(&file.name, 0, what);
        return;
    }
    // The library computes with what a file says of itself, and a hostile one makes it panic: a cell's name of ten letters, say.
    let read = catch_unwind(AssertUnwindSafe(|| each_sheet(file, complaints, &mut row_is)));
    if read.is_err() {
        complaints.add_in(&file.name, 0, "The workbook is damaged, and could not be read further");
    }
}

fn each_sheet(
    file: &File,
    complaints: &mut Complaints,
    row_is: &mut impl FnMut(&str, u32, &[String], &mut Complaints),
) {
    let mut book: Xlsx<_> = match calamine::open_workbook_from_rs(Cursor::new(file.bytes.as_slice())) {
        Ok(book) => book,
        Err(error) => {
            complaints.add_in(&file.name, 0, format!("The workbook could not be read: {error}"));
            return;
        }
    };
    for name in book.sheet_names() {
        if let Err(error) = of_sheet(&mut book, &name, complaints, row_is) {
            complaints.add_in(&file.name, 0, format!("The sheet {name} could not be read: {error}"));
        }
    }
}

/// Cell by cell, for a sheet with a cell in its last corner would be a terabyte as a table.
fn of_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    complaints: &mut Complaints,
    row_is: &mut impl FnMut(&str, u32, &[String], &mut Complaints),
) -> Result<(), calamine::XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut row: Option<(u32, Vec<String>)> = None;
    while let Some(next) = reader.next_cell()? {
        let (line, column) = next.get_position();
        if row.as_ref().is_some_and(|(at, _)| *at != line)
            && let Some((at, cells)) = row.take()
        {
            row_is(name, at.saturating_add(1), &cells, complaints);
        }
        if column >= WIDEST {
            continue;
        }
        let (_, cells) = row.get_or_insert_with(|| (line, Vec::new()));
        if cells.len() <= column as usize {
            cells.resize(column as usize + 1, String::new());
        }
        if let Some(place) = cells.get_mut(column as usize) {
            *place = cell(&Data::from(next.get_value().clone()));
        }
    }
    if let Some((at, cells)) = row {
        row_is(name, at.saturating_add(1), &cells, complaints);
    }
    Ok(())
}

/// Unpacks it once into nothing, to know how large it becomes before anything keeps it.
fn unpacks(bytes: &[u8]) -> Result<(), String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| format!("The workbook could not be read: {error}"))?;
    let mut sum = 0;
    for at in 0..archive.len() {
        let part =
            archive.by_index(at).map_err(|error| format!("The workbook could not be read: {error}"))?;
        let left = UNPACKED - sum + 1;
        sum += std::io::copy(&mut part.take(left), &mut std::io::sink())
            .map_err(|error| format!("The workbook could not be read: {error}"))?;
        if sum > UNPACKED {
            return Err(format!(
                "The workbook is larger than {} MB when it is unpacked, and is not read",
                UNPACKED / 1_000_000
            ));
        }
    }
    Ok(())
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty | Data::Error(_) => String::new(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{day:02}/{month:02}/{year:04}")
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) | Data::String(text) => text.clone(),
        Data::Bool(yes) => u8::from(*yes).to_string(),
        other => other.to_string(),
    }
}
