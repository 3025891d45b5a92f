//! A return as CSV files.

use crate::ssda903::read::File;
use crate::ssda903::returned::{Return, each_table};
use crate::ssda903::table::Row;
use crate::ssda903::text::Longer;

/// One file for each table that was submitted, with the headings of the specification.
///
/// # Errors
/// The writer's.
pub fn files(read: &Return) -> Result<Vec<File>, csv::Error> {
    let mut files = Vec::new();
    each_table!(read, table => {
        if let Some(file) = file(table, read)? {
            files.push(file);
        }
    });
    Ok(files)
}

fn file<T: Row>(rows: &[T], read: &Return) -> Result<Option<File>, csv::Error> {
    if !read.has(T::TABLE) {
        return Ok(None);
    }
    let longer: &Longer = &read.longer;
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(T::COLUMNS[..T::SUBMITTED].iter().map(|column| column.name))?;
    for row in rows {
        out.write_record((0..T::SUBMITTED).map(|column| row.show(column, longer)))?;
    }
    let bytes = out.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(Some(File { name: format!("{}.csv", T::TABLE.name().to_ascii_lowercase()), bytes }))
}
