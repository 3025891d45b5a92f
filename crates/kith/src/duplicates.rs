//! `kith duplicates find`: compares all records and puts pairs that may be one child before people. The same as the job of the night.

use std::process::ExitCode;

use anyhow::Result;
use record::duplicate::find;

use crate::clock::Clock;
use crate::databases::Databases;

/// What to do.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Compare all records now. Links nobody: pairs go on the queue of the page "Possible duplicates".
    Find(Args),
}

/// Where the record is.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    databases: Databases,
}

/// Runs it.
pub async fn run(command: Command) -> Result<ExitCode> {
    let Command::Find(args) = command;
    let (store, _) = args.databases.open(2).await?;
    let kept = find::everybody(&store, Clock::real().now()).await?;
    store.close().await;
    println!(
        "{} people compared. {} pairs may be one child: {} new, {} gone from the queue, {} left out because there are too many.",
        kept.people, kept.pairs, kept.added, kept.gone, kept.left_out
    );
    Ok(ExitCode::SUCCESS)
}
