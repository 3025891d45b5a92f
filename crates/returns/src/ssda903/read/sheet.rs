//! A CSV file: one table, recognised by its headings.

use super::rows::Headings;
use super::{File, Reading};
use crate::read::{Complaints, decode};

/// Reads a CSV file, with commas, semicolons or tabs between.
pub(super) fn csv(reading: &mut Reading, file: &File, complaints: &mut Complaints) {
    let text = decode::text(&file.bytes);
    let mut lines = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(between(&text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut headings = None;
    loop {
        match lines.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = error.position().map_or(0, |position| position.line() as u32);
                complaints.add_in(&file.name, line, format!("From here on the file cannot be read: {error}"));
                break;
            }
        }
        let line = record.position().map_or(0, |position| line(&text, position));
        match &mut headings {
            None if record.iter().all(|cell| cell.trim().is_empty()) => {}
            None => {
                let Some(found) = Headings::recognise(record.iter(), &file.name, line, complaints) else {
                    return;
                };
                reading.submitted(found.table, &file.name, complaints);
                headings = Some(found);
            }
            Some(headings) => headings.add(reading, record.iter(), &file.name, line, complaints),
        }
    }
    if headings.is_none() {
        complaints.add_in(&file.name, 0, "The file is empty");
    }
}

/// Whether this line is the headings of a table of the return: it has the child's number and a column of its own.
pub fn is_headings(line: &str) -> bool {
    let between = char::from(between(line));
    let cells = || line.split(between).map(|cell| cell.trim_matches(['"', ' ', '\u{feff}']));
    cells().any(|cell| cell.eq_ignore_ascii_case("CHILD"))
        && Headings::recognise(cells(), "", 1, &mut Complaints::default()).is_some()
}

/// The line of a record. The reader counts from before the empty lines that it passes over.
fn line(text: &str, position: &csv::Position) -> u32 {
    let from = text.as_bytes().get(position.byte() as usize..).unwrap_or_default();
    let empty =
        from.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n').count();
    (position.line() + empty as u64) as u32
}

/// What stands between the cells: whichever of the three the first line has most of.
fn between(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: u8| first.bytes().filter(|byte| *byte == mark).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|mark| (count(*mark), *mark == b',')).unwrap_or(b',')
}
