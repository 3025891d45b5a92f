//! `kith keys rotate`: everything under the current master.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, bail};
use record::rotation::{self, Outcome};

use crate::clock::Clock;
use crate::databases::Databases;

/// What to rotate.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    databases: Databases,
    /// How many rows are changed in one transaction.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(i64).range(1..=100_000))]
    batch: i64,
}

/// Runs it.
pub async fn run(args: Args) -> Result<ExitCode> {
    let (store, _) = args.databases.open(4).await?;
    if store.pending_migrations().await? > 0 {
        bail!("the databases are behind this version: run `kith migrate` first");
    }
    super::all_at_hand(&store).await?;
    let clock = Clock::real();
    let mut said = 0;
    let outcome = rotation::run(&store, &|| clock.now(), args.batch, &mut |done| {
        let total = done.data_keys + done.hashes;
        // One line for every hundred batches, for whoever watches or reads it later.
        if total / (100 * args.batch as usize) > said {
            said = total / (100 * args.batch as usize);
            println!("{} keys wrapped again, {} keyed hashes made again", done.data_keys, done.hashes);
            let _ = std::io::stdout().flush();
        }
    })
    .await?;
    let code = match outcome {
        Outcome::Busy => bail!("another `kith keys rotate` is at work on these databases: let it finish"),
        Outcome::LeftBehind(names) => bail!(
            "a running Kith does not know the new master, so it could not read what is wrapped by it ({}). Start every \
             server with the new file in KITH_KEY_FILE and the old one in KITH_FORMER_KEY_FILES first",
            names.join("; ")
        ),
        Outcome::Done(done) => {
            println!(
                "Done: {} keys wrapped again, {} keyed hashes made again. All is under master {}.",
                done.data_keys,
                done.hashes,
                store.keyring().current().id()
            );
            if done.unreadable > 0 {
                println!(
                    "{} keyed hashes were left as they are: the key of what they stand for was destroyed.",
                    done.unreadable
                );
            }
            println!("Whether the former master may go says: kith keys status");
            ExitCode::SUCCESS
        }
    };
    store.close().await;
    Ok(code)
}
