//! `kith duplicates find`: compares all records and puts pairs that may be one child before people. The same as the job of the night.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use record::duplicate::find::{self, Kept};

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
    let (store, _) = args.databases.open(3).await?;
    let pending = store.pending_migrations().await?;
    if pending > 0 {
        bail!("the databases are {pending} migrations behind this version: run `kith migrate` first");
    }
    let outcome = find::everybody(&store, Clock::real().now()).await;
    store.close().await;
    println!("{}", said(&outcome.context("comparing all records: nothing was changed")?));
    Ok(ExitCode::SUCCESS)
}

fn said(kept: &Kept) -> String {
    let pairs = match kept.pairs {
        1 => "1 pair may be one child".to_owned(),
        pairs => format!("{pairs} pairs may be one child"),
    };
    let mut words = format!("{} people compared. {pairs}.\n", kept.people);
    words += &format!("On the queue: {} new, {} gone.", kept.added, kept.gone);
    if kept.left_out > 0 {
        words +=
            &format!("\n{} pairs are left out until there are fewer: the least likely ones.", kept.left_out);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_said_and_what_was_left_out_only_where_something_was() {
        let mut kept = Kept { people: 44, pairs: 1, left_out: 0, added: 3, gone: 2 };
        assert_eq!(said(&kept), "44 people compared. 1 pair may be one child.\nOn the queue: 3 new, 2 gone.");
        (kept.pairs, kept.left_out) = (20_005, 5);
        let words = said(&kept);
        assert!(
            words.contains("20005 pairs may be one child") && words.ends_with("the least likely ones."),
            "{words}"
        );
    }
}
