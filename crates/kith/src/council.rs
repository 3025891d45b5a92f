//! `kith council`: whether a council's folder is whole, lawful and answers for every sentence of its published notices.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use law::notice_text::sentences;
use law::pack::{Checked, PackProblem, Severity, coverage};

use crate::pack_files;

/// What to do with a council's folder.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Read every file and list mistakes, conflicts with the law and doubts, each with its line and what would be right.
    ///
    /// Exit status 1 when there is an error; 0 when there are warnings only.
    Check {
        /// The folder that holds council.toml.
        folder: PathBuf,
        /// A folder with the texts of the published notices (*.txt): also check every citation, and that every sentence is
        /// kept by an entry or listed in not-ours.toml.
        #[arg(long)]
        notices: Option<PathBuf>,
    },
    /// Print a published notice sentence by sentence, each as a pack cites it.
    Sentences {
        /// The notice's text.
        file: PathBuf,
    },
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Check { folder, notices } => check(&folder, notices.as_deref()),
        Command::Sentences { file } => list(&file),
    }
}

fn check(folder: &Path, notices: Option<&Path>) -> Result<ExitCode> {
    let checked = Checked::from_files(pack_files::from_folder(folder)?);
    let mut problems = checked.problems.clone();
    if let Some(notices) = notices {
        problems.extend(coverage(&checked, &texts(notices)?));
        problems.sort();
    }
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
pub fn texts(folder: &Path) -> Result<BTreeMap<String, String>> {
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

fn list(file: &Path) -> Result<ExitCode> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for sentence in sentences(&text) {
        println!("\"{}\"  {}", sentence.citation(&name), sentence.words);
    }
    Ok(ExitCode::SUCCESS)
}
