//! `kith pds`: NHS numbers traced for a file, and what is on file compared with what the NHS holds.

mod disclosures;
mod line;
mod mock;
mod run;
mod settings;
mod strategies;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use web::nhs_tracing::NhsTracing;

/// What to ask the NHS's Personal Demographics Service (PDS).
#[derive(clap::Subcommand)]
pub enum Command {
    /// Look for the NHS number of everybody in a CSV file. Every question is written down before it is sent.
    ///
    /// Exit status 1 when PDS could not be asked about everybody. Give the output as the file to ask about the rest.
    Match(run::Args),
    /// Compare a CSV file with what the NHS holds of the people in it. Nothing on file is changed.
    ///
    /// Exit status 1 when PDS could not be asked about everybody. Give the output as the file to ask about the rest.
    Reconcile(run::Args),
    /// Print the strategies and their rules.
    Strategies(strategies::Args),
    /// Play PDS for invented people, to try this out without the NHS. Ends with Ctrl-C.
    Mock(mock::Args),
}

/// So long an answer may take while somebody waits for a page.
const ON_A_PAGE: Duration = Duration::from_secs(5);

/// What the pages need to look for a number.
pub fn tracing(config: &Path) -> Result<NhsTracing> {
    let (mut settings, folder) = settings::read(config)?;
    let key = settings::key(&settings, &folder)?;
    let strategies = settings::strategies(Some(&settings), &folder)?;
    // Whoever waits for a page asks again themselves.
    settings.tries = 1;
    Ok(NhsTracing::new(settings, key, strategies, Box::new(line::Line::new(ON_A_PAGE)))?)
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Match(args) => run::run(args, ::pds::sheet::Kind::Match),
        Command::Reconcile(args) => run::run(args, ::pds::sheet::Kind::Reconcile),
        Command::Strategies(args) => strategies::run(&args),
        Command::Mock(args) => mock::run(&args),
    }
}
