//! People from CSV.

use std::path::Path;

use csv::{ByteRecord, Reader, ReaderBuilder, Trim};

use super::encoding::decoded;
use super::wanted::Filling;
use super::{CannotRead, Wanted};

/// Reads the wanted columns of a file into what is being filled.
pub(super) fn read(file: &Path, wanted: &Wanted, filling: &mut Filling) -> Result<(), CannotRead> {
    let bytes = bytes(file)?;
    let (text, written_in) = decoded(&bytes);
    if let Some(encoding) = written_in {
        filling.warnings.push(format!(
            "{} is not UTF-8: it was read as {encoding}. Look at a name with an accent before you trust the result",
            file.display()
        ));
    }
    let mut reader = reader(&text);
    let header = header(file, &mut reader)?;
    let id = place(file, &header, &wanted.id)?;
    let mut places = Vec::new();
    for (group, names) in wanted.groups.iter().enumerate() {
        for (column, name) in names.columns.iter().enumerate() {
            places.push((group, column, place(file, &header, name)?));
        }
    }
    let mut record = ByteRecord::new();
    while next(file, &mut reader, &mut record)? {
        let text = |place: usize| record.get(place).unwrap_or_default();
        let Ok(name) = std::str::from_utf8(text(id)) else { continue };
        if name.is_empty() {
            return Err(CannotRead::Line {
                file: file.to_owned(),
                line: record.position().map_or(0, csv::Position::line),
                why: format!("has nothing in the column `{}`. Give every record an id", wanted.id),
            });
        }
        filling.ids.push(name);
        for (group, column, place) in &places {
            filling.builders[*group].push(*column, text(*place));
        }
    }
    Ok(())
}

/// The first texts of some columns.
pub(super) fn sample(file: &Path, columns: &[&str], most: usize) -> Result<Vec<Vec<String>>, CannotRead> {
    let bytes = bytes(file)?;
    let (text, _) = decoded(&bytes);
    let mut reader = reader(&text);
    let header = header(file, &mut reader)?;
    let places: Vec<usize> =
        columns.iter().map(|name| place(file, &header, name)).collect::<Result<_, _>>()?;
    let mut samples = vec![Vec::new(); columns.len()];
    let mut record = ByteRecord::new();
    for _ in 0..most {
        if !next(file, &mut reader, &mut record)? {
            break;
        }
        for (sample, place) in samples.iter_mut().zip(&places) {
            sample.push(String::from_utf8_lossy(record.get(*place).unwrap_or_default()).into_owned());
        }
    }
    Ok(samples)
}

/// The names of a file's columns.
pub(super) fn names(file: &Path) -> Result<Vec<String>, CannotRead> {
    let bytes = bytes(file)?;
    let (text, _) = decoded(&bytes);
    header(file, &mut reader(&text))
}

fn bytes(file: &Path) -> Result<Vec<u8>, CannotRead> {
    std::fs::read(file).map_err(|why| CannotRead::File { file: file.to_owned(), why: why.to_string() })
}

fn reader(text: &[u8]) -> Reader<&[u8]> {
    ReaderBuilder::new().trim(Trim::All).from_reader(text)
}

fn header(file: &Path, reader: &mut Reader<&[u8]>) -> Result<Vec<String>, CannotRead> {
    let header = reader.byte_headers().map_err(|wrong| line(file, &wrong))?;
    if header.is_empty() {
        return Err(CannotRead::Empty(file.to_owned()));
    }
    Ok(header.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect())
}

fn place(file: &Path, header: &[String], name: &str) -> Result<usize, CannotRead> {
    let mut places = header.iter().enumerate().filter(|(_, found)| *found == name).map(|(place, _)| place);
    match (places.next(), places.next()) {
        (Some(place), None) => Ok(place),
        (Some(_), Some(_)) => Err(CannotRead::Line {
            file: file.to_owned(),
            line: 1,
            why: format!("has two columns called `{name}`: rename one"),
        }),
        _ => match header {
            [only] if only.contains([';', '\t', '|']) => Err(CannotRead::Line {
                file: file.to_owned(),
                line: 1,
                why: "has its columns apart by something else than commas: save the file as CSV with commas"
                    .into(),
            }),
            _ => Err(CannotRead::NoColumn {
                file: file.to_owned(),
                column: name.to_owned(),
                there: header.join(", "),
            }),
        },
    }
}

fn next(file: &Path, reader: &mut Reader<&[u8]>, record: &mut ByteRecord) -> Result<bool, CannotRead> {
    reader.read_byte_record(record).map_err(|wrong| line(file, &wrong))
}

fn line(file: &Path, wrong: &csv::Error) -> CannotRead {
    let (line, why) = match wrong.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => (
            pos.as_ref().map_or(0, csv::Position::line),
            format!(
                "has {len} fields, and the first line has {expected_len}. Mend the line; nothing was linked"
            ),
        ),
        _ => (wrong.position().map_or(0, csv::Position::line), format!("cannot be read: {wrong}")),
    };
    CannotRead::Line { file: file.to_owned(), line, why }
}
