//! `kith directory`: the services that may help a family, read from feeds and published as one.

mod import;
mod publish;
mod reading;
mod seed;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use record::Store;

pub use seed::seed;

/// What to do with the directory.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Take in an Open Referral UK feed that was saved as files. All of it or nothing; what the feed has no more is
    /// marked as gone.
    Import(import::Args),
    /// Read such files and say everything that is wrong with them. Changes nothing and needs no database.
    ///
    /// Exit status 1 when something breaks the published schema.
    Check {
        /// A page of services, or a folder of pages and whole services (*.json).
        #[arg(value_name = "FILE|DIR")]
        path: PathBuf,
    },
    /// Write the council's own services as Open Referral UK: one page with everything.
    Publish(publish::Args),
}

/// Runs it.
pub async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Import(args) => import::run(args).await,
        Command::Check { path } => reading::check(&path),
        Command::Publish(args) => publish::run(args).await,
    }
}

async fn is_up_to_date(store: &Store) -> Result<()> {
    let pending = store.pending_migrations().await?;
    if pending > 0 {
        bail!("the databases are {pending} migrations behind this version: run `kith migrate` first");
    }
    Ok(())
}
