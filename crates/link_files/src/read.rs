//! People from files.

mod comma;
mod encoding;
mod parquet;
mod wanted;

pub use wanted::Wanted;

use std::path::{Path, PathBuf};

use link::people::People;
use link::plan::LinkPlan;

/// Why a file cannot be read. Says what to do.
#[derive(Debug, thiserror::Error)]
pub enum CannotRead {
    /// Not there, not allowed, not whole.
    #[error("{file} cannot be read: {why}")]
    File {
        /// Which.
        file: PathBuf,
        /// As the system says it.
        why: String,
    },
    /// No people in it.
    #[error("{0} has no records")]
    Empty(PathBuf),
    /// A column that the plan needs is not in it.
    #[error("{file} has no column `{column}`. It has: {there}. Name the column so, or change the plan")]
    NoColumn {
        /// Which file.
        file: PathBuf,
        /// What the plan wants.
        column: String,
        /// What there is.
        there: String,
    },
    /// A Parquet column of a type that is not text, a number or a date.
    #[error("The column `{column}` of {file} is of the type {kind}: make it text, a whole number or a date")]
    Kind {
        /// Which file.
        file: PathBuf,
        /// Which column.
        column: String,
        /// Of which type.
        kind: String,
    },
    /// Two records have one id, or one has none.
    #[error("{0}")]
    Ids(String),
    /// A line with too few or too many fields.
    #[error("Line {line} of {file} {why}")]
    Line {
        /// Which file.
        file: PathBuf,
        /// Counted from 1.
        line: u64,
        /// What is wrong with it.
        why: String,
    },
}

/// What was read, and what somebody should know of it.
#[derive(Debug)]
pub struct Found {
    /// The records of all files, one file after another.
    pub people: People,
    /// In words: what was read otherwise than it was written.
    pub warnings: Vec<String>,
}

/// Reads the wanted columns of files. Each is CSV, or Parquet where its name says so.
///
/// # Errors
/// [`CannotRead`].
pub fn read(files: &[PathBuf], wanted: &Wanted) -> Result<Found, CannotRead> {
    let mut filling = wanted.builders(files)?;
    for (number, file) in files.iter().enumerate() {
        let before = filling.ids.len();
        if is_parquet(file) {
            parquet::read(file, wanted, &mut filling)?;
        } else {
            comma::read(file, wanted, &mut filling)?;
        }
        let count = filling.ids.len() - before;
        if count == 0 {
            return Err(CannotRead::Empty(file.clone()));
        }
        if files.len() > 1 {
            filling.datasets.extend(std::iter::repeat_n(number as u16, count));
        }
    }
    filling.finish(files)
}

/// The plan for files that lack some of its optional columns. A column that only some of the files have is left out too,
/// which is said.
///
/// # Errors
/// [`CannotRead`].
pub fn fitted(plan: LinkPlan, files: &[PathBuf]) -> Result<(LinkPlan, Vec<String>), CannotRead> {
    if plan.optional.is_empty() {
        return Ok((plan, Vec::new()));
    }
    let names: Vec<Vec<String>> = files
        .iter()
        .map(|file| if is_parquet(file) { parquet::names(file) } else { comma::names(file) })
        .collect::<Result<_, _>>()?;
    let optional = plan.optional.clone();
    let has = |column: &str| names.iter().filter(|there| there.iter().any(|name| name == column)).count();
    let absent: Vec<&str> =
        optional.iter().map(String::as_str).filter(|column| has(column) < files.len()).collect();
    let warnings = absent
        .iter()
        .filter(|column| has(column) > 0)
        .map(|column| format!("Only some of the files have the column `{column}`, so it was left aside"))
        .collect();
    Ok((plan.without(&absent), warnings))
}

/// Whether a file's name says Parquet.
pub fn is_parquet(file: &Path) -> bool {
    file.extension().is_some_and(|end| end.eq_ignore_ascii_case("parquet") || end.eq_ignore_ascii_case("pq"))
}
