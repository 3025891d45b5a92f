//! `kith council check`: every mistake, conflict with the law and doubt of a folder, each with its line.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use law::pack::{Checked, PackProblem, Severity, coverage};
use law::published::review_reminders;

use crate::clock::Clock;
use crate::pack_files;

/// Prints what was found. Exit status 1 when there is an error.
pub fn run(folder: &Path, notices: Option<&Path>) -> Result<ExitCode> {
    let checked = Checked::from_files(pack_files::from_folder(folder)?);
    let mut problems = checked.problems.clone();
    if let Some(notices) = notices {
        problems.extend(coverage(&checked, &texts(notices)?));
    }
    problems.extend(review_reminders(&checked, Clock::real().today()));
    problems.sort();
    for problem in &problems {
        println!("{}", told(problem));
    }
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let name = checked.council.as_ref().map_or("this folder", |council| council.name.as_str());
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    println!("{name}: {}, {}", counted(errors, "error"), counted(problems.len() - errors, "warning"));
    let missing = checked.missing_to_serve();
    if !missing.is_empty() {
        println!("It can be checked and computed from. Before Kith can serve it, add:");
        missing.iter().for_each(|one| println!("  {}: {} – {}", one.file, one.message, one.instead));
    }
    Ok(if errors > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn told(problem: &PackProblem) -> String {
    let weight = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let instead =
        if problem.instead.is_empty() { String::new() } else { format!(" – {}", problem.instead) };
    format!("{}:{}: {weight}: {}{instead}", problem.file, problem.line, problem.message)
}

/// The texts of the notices in a folder, by file name without `.txt`.
fn texts(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "txt")
            && let Some(name) = path.file_stem()
        {
            let text =
                std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            texts.insert(name.to_string_lossy().into_owned(), text);
        }
    }
    Ok(texts)
}
