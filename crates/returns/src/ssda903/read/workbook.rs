//! A workbook: each sheet is a table, recognised by its headings.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::rows::Headings;
use super::{File, Reading};
use crate::read::Complaints;

/// What a workbook may be when it is unpacked. A small file can be made that unpacks to a disc full.
const UNPACKED: u64 = 500_000_000;

/// Reads a workbook.
pub(super) fn read(reading: &mut Reading, file: &File, complaints: &mut Complaints) {
    if let Err(what) = unpacks(&file.bytes) {
        complaints.add_in(&file.name, 0, what);
        return;
    }
    let mut book: Xlsx<_> = match calamine::open_workbook_from_rs(Cursor::new(file.bytes.as_slice())) {
        Ok(book) => book,
        Err(error) => {
            complaints.add_in(&file.name, 0, format!("The workbook could not be read: {error}"));
            return;
        }
    };
    for name in book.sheet_names() {
        let range = match book.worksheet_range(&name) {
            Ok(range) => range,
            Err(error) => {
                complaints.add_in(&file.name, 0, format!("The sheet {name} could not be read: {error}"));
                continue;
            }
        };
        let first = range.start().map_or(1, |(row, _)| row + 1);
        let mut headings = None;
        for (at, row) in range.rows().enumerate() {
            let cells: Vec<String> = row.iter().map(cell).collect();
            let line = first + at as u32;
            let text = cells.iter().map(String::as_str);
            match &mut headings {
                None if cells.iter().all(String::is_empty) => {}
                None => {
                    let Some(found) = Headings::recognise(text, &file.name, line, complaints) else { break };
                    reading.submitted(found.table, &format!("{}, {name}", file.name), complaints);
                    headings = Some(found);
                }
                Some(headings) => headings.add(reading, text, &file.name, line, complaints),
            }
        }
    }
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
