//! `kith pds`: NHS numbers traced for a file, and what is on file compared with what the NHS holds.

mod disclosures;
mod line;
mod mock;
mod run;
mod settings;
mod strategies;

use std::process::ExitCode;

use anyhow::Result;

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

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Match(args) => run::run(args, ::pds::sheet::Kind::Match),
        Command::Reconcile(args) => run::run(args, ::pds::sheet::Kind::Reconcile),
        Command::Strategies(args) => strategies::run(&args),
        Command::Mock(args) => mock::run(&args),
    }
}
