//! `kith return validate`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use returns::cin;
use returns::year::CollectionYear;

use super::outputs::Outputs;
use super::{looked_after, note};

/// Which return to check.
#[derive(clap::Subcommand)]
pub enum Command {
    /// A children in need census, as XML.
    Cin(CinArgs),
    /// A return of children looked after: a folder of CSV files, workbooks or XML.
    #[command(name = "903")]
    LookedAfter(looked_after::Args),
}

/// A census.
#[derive(clap::Args)]
pub struct CinArgs {
    /// The return.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// By the rules of which year; otherwise the file's own.
    #[arg(long, value_name = "YEAR", value_parser = super::year)]
    year: Option<CollectionYear>,
    /// Last year's return, to compare with.
    #[arg(long, value_name = "FILE")]
    last: Option<PathBuf>,
    /// Notes on queries; otherwise those beside the return.
    #[arg(long, value_name = "FILE")]
    notes: Option<PathBuf>,
    #[command(flatten)]
    outputs: Outputs,
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Cin(args) => census(&args),
        Command::LookedAfter(args) => looked_after::run(&args),
    }
}

fn census(args: &CinArgs) -> Result<ExitCode> {
    let notes = note::read(&args.notes.clone().unwrap_or_else(|| note::beside(&args.file)))?;
    let census = match read(&args.file, args.year)? {
        Ok(census) => census,
        Err(refused) => return Ok(refuse(&args.file, &refused)),
    };
    let last = match &args.last {
        Some(path) => match read(path, None)? {
            Ok(last) => Some(last.cin),
            Err(refused) => return Ok(refuse(path, &refused)),
        },
        None => None,
    };
    let findings = cin::check(&census.cin);
    let report = cin::report::report(&census.cin, findings, &census.complaints, last.as_ref(), &notes);
    args.outputs.write(&report, &args.file)
}

fn read(path: &Path, year: Option<CollectionYear>) -> Result<Result<cin::read::Census, cin::read::Refused>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let bar = bytes(file.metadata().map_or(0, |it| it.len()));
    let read = cin::read::census(file, year, |done| bar.set_position(done));
    bar.finish_and_clear();
    Ok(read)
}

/// A bar that counts bytes. In a log file it shows nothing.
fn bytes(total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total).with_message("Reading");
    match ProgressStyle::with_template("{msg} {bar:30} {bytes} of {total_bytes}, {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Says why, with the exit status 5.
fn refuse(path: &Path, refused: &cin::read::Refused) -> ExitCode {
    eprintln!("{}: {refused}.", path.display());
    ExitCode::from(5)
}
