//! Small tables beside the records: persons, decisions, labels, superseded numbers.

use std::fs::File;
use std::path::{Path, PathBuf};

/// A small table that cannot be used. Says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {why}")]
pub struct CannotUse {
    /// Which.
    pub file: PathBuf,
    /// What is wrong, with the line where there is one.
    pub why: String,
}

impl CannotUse {
    /// This file, for this reason.
    pub fn new(file: &Path, why: String) -> Self {
        Self { file: file.to_owned(), why }
    }
}

/// The headings of a table.
///
/// # Errors
/// [`CannotUse`].
pub fn headings(file: &Path) -> Result<Vec<String>, CannotUse> {
    let header = opened(file)?.headers().map_err(|why| CannotUse::new(file, why.to_string()))?.clone();
    Ok(header.iter().map(str::to_owned).collect())
}

/// The wanted columns of every line, with the line's number.
///
/// # Errors
/// [`CannotUse`].
pub fn rows<const N: usize>(file: &Path, names: [&str; N]) -> Result<Vec<(u64, [String; N])>, CannotUse> {
    let cannot = |why: csv::Error| CannotUse::new(file, why.to_string());
    let mut reader = opened(file)?;
    let header = reader.headers().map_err(cannot)?.clone();
    let mut places = [0; N];
    for (place, name) in places.iter_mut().zip(names) {
        *place = header.iter().position(|found| found == name).ok_or_else(|| {
            let there = header.iter().collect::<Vec<_>>().join(", ");
            CannotUse::new(file, format!("there is no column `{name}`. There is: {there}"))
        })?;
    }
    reader
        .records()
        .map(|record| {
            let record = record.map_err(cannot)?;
            let line = record.position().map_or(0, csv::Position::line);
            Ok((line, places.map(|place| record.get(place).unwrap_or_default().to_owned())))
        })
        .collect()
}

fn opened(file: &Path) -> Result<csv::Reader<File>, CannotUse> {
    let opened = File::open(file).map_err(|why| CannotUse::new(file, why.to_string()))?;
    Ok(csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(opened))
}
