//! `kith access`: who looked at what, and why.

mod review;

use std::process::ExitCode;

use anyhow::Result;

/// What to ask.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Explain every look at a record by casework, and queue what nothing explains.
    Review(review::Args),
}

/// Runs it.
pub async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Review(args) => review::run(args).await,
    }
}
