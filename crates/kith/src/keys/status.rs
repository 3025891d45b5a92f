//! `kith keys status`: how far a change of master is.

use std::process::ExitCode;

use anyhow::{Result, bail};
use record::rotation;

use crate::databases::Databases;

/// Of which databases.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    databases: Databases,
}

/// Runs it. Fails while a master is missing, so that a script notices.
pub async fn run(args: Args) -> Result<ExitCode> {
    let (store, _) = args.databases.open(2).await?;
    if store.pending_migrations().await? > 0 {
        bail!("the databases are behind this version: run `kith migrate` first");
    }
    let ids: Vec<String> = store.keyring().ids().iter().map(ToString::to_string).collect();
    let standing = rotation::standing(&store).await?;
    for (place, id) in ids.iter().enumerate() {
        let count = standing.data_keys.iter().find(|(master, _)| master == id).map_or(0, |(_, count)| *count);
        println!("{} {id}: {count} data keys", if place == 0 { "current master" } else { "former master " });
    }
    println!("{} keyed hashes are not the current master's", standing.hashes);
    if let (1.., Some(until)) = (standing.drafts, standing.drafts_until) {
        let day = law::clocks::to_london(until).date();
        println!(
            "{} unsent drafts are found by email only under a former one, the last until {day}",
            standing.drafts
        );
    }
    let missing: Vec<&(String, i64)> =
        standing.data_keys.iter().filter(|(master, _)| !ids.contains(master)).collect();
    for (master, count) in &missing {
        println!(
            "MISSING master {master}: {count} data keys cannot be read. Name its file in KITH_FORMER_KEY_FILES"
        );
    }
    println!("{}", what_next(&standing, ids.len() > 1));
    store.close().await;
    Ok(if missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn what_next(standing: &rotation::Standing, has_former: bool) -> &'static str {
    match (standing.needs_no_former(), standing.is_settled(), has_former) {
        (true, _, false) => "Nothing to do.",
        (true, _, true) => {
            "Nothing needs a former master any more: start every server without KITH_FORMER_KEY_FILES. Keep its file until \
             the last backup from before has expired."
        }
        (false, true, _) => "Keep the former master until those drafts have expired.",
        (false, false, _) => "To bring everything under the current master: kith keys rotate",
    }
}
