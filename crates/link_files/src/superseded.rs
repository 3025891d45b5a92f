//! A file of numbers that were replaced.

use std::path::Path;

use link::superseded::{Odd, Superseded};

use crate::table::{CannotUse, rows};

/// Numbers that were replaced, and in words what is odd about them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replaced {
    /// The numbers.
    pub numbers: Superseded,
    /// What somebody should know.
    pub warnings: Vec<String>,
}

/// Reads `old,new`: a number, and the one that replaced it, as they stand in the records. The file may be a chain or a list of
/// all that ever were.
///
/// # Errors
/// [`CannotUse`], with the line.
pub fn read(file: &Path) -> Result<Replaced, CannotUse> {
    let lines = rows(file, ["old", "new"])?;
    if let Some((line, _)) = lines.iter().find(|(_, [old, new])| old.is_empty() || new.is_empty()) {
        return Err(CannotUse::new(
            file,
            format!("line {line} lacks a number: write the old one and the one that replaced it"),
        ));
    }
    if lines.is_empty() {
        return Err(CannotUse::new(file, "it has no numbers".into()));
    }
    let pairs = lines.iter().map(|(_, [old, new])| (old.as_str(), new.as_str()));
    let (numbers, Odd { two_ways, rings }) = Superseded::new(pairs);
    let said = |numbers: &[String], what: &str| {
        let first: Vec<String> = numbers.iter().take(3).map(|number| format!("“{number}”")).collect();
        let more = if numbers.len() > 3 { " and others" } else { "" };
        (!numbers.is_empty()).then(|| format!("{}: {}{more} {what}", file.display(), first.join(", ")))
    };
    let warnings = [
        said(
            &two_ways,
            "replaced by two numbers of which neither replaces the other, so the old number was left as it is",
        ),
        said(
            &rings,
            "replaced in a ring, where each number replaces the one before: all of a ring count as one number",
        ),
    ];
    Ok(Replaced { numbers, warnings: warnings.into_iter().flatten().collect() })
}
