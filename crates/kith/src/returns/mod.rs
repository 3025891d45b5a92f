//! `kith return`: checks a council's statutory returns. Needs no database.

mod corpus;
mod looked_after;
mod note;
mod outputs;
mod sample;
mod validate;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use returns::year::CollectionYear;

/// What to do with a return.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Check a return against every rule of its year. The exit status says how it stands: 0 ready, 3 queries without a note, 4 errors, 5 no such return.
    #[command(subcommand)]
    Validate(validate::Command),
    /// Write a note on a query, so that it may stand. `validate` finds the note again.
    Note(note::Args),
    /// Invent a return of any size. Nobody in it is real.
    #[command(subcommand)]
    Sample(sample::Command),
    /// Run a file of worked cases, and say how many agree with the rules here.
    CheckCorpus {
        /// The cases, in JSON.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Validate(command) => validate::run(command),
        Command::Note(args) => note::run(&args),
        Command::Sample(command) => sample::run(command),
        Command::CheckCorpus { file } => corpus::run(&file),
    }
}

/// A year as it is typed: `2026-27`.
fn year(typed: &str) -> Result<CollectionYear, String> {
    let year = CollectionYear::parse(typed).ok_or("a year is written like 2026-27")?;
    let (first, last) = (CollectionYear::FIRST, CollectionYear::LAST);
    if year.nearest_known() == year {
        Ok(year)
    } else {
        Err(format!("rules are known for {first} to {last}"))
    }
}

/// Opens a file for writing; `-` is the standard output.
fn create(path: &std::path::Path) -> Result<Box<dyn std::io::Write>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdout().lock()));
    }
    if path.is_dir() {
        bail!("{} is a folder", path.display());
    }
    let file = std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(Box::new(std::io::BufWriter::new(file)))
}
