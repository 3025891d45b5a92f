//! `kith directory publish`: the council's own services as one page of Open Referral UK.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use directory::publish::{Detail, page};
use record::Actor;

use super::reading::many;
use crate::clock::Clock;
use crate::databases::Databases;

/// Where to write it.
#[derive(clap::Args)]
pub struct Args {
    /// The file to write. It is replaced only once all of it is written. Left out: the standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    databases: Databases,
}

/// Runs it. Services that the schema cannot take are left out and told.
pub async fn run(args: Args) -> Result<ExitCode> {
    let (store, _) = args.databases.open(2).await?;
    super::is_up_to_date(&store).await?;
    let mut work = store.begin(Actor::System("directory-publish"), Clock::real().now()).await?;
    let listing = record::directory::all(&mut work).await?;
    drop(work);
    store.close().await;
    let published = page(&listing.own, 1, listing.own.len(), Detail::Full);
    let text = format!("{}\n", serde_json::to_string_pretty(&published.page)?);
    match &args.out {
        None => print!("{text}"),
        Some(path) => {
            let beside = path.with_extension("new");
            std::fs::write(&beside, text).with_context(|| format!("writing {}", beside.display()))?;
            std::fs::rename(&beside, path).with_context(|| format!("writing {}", path.display()))?;
        }
    }
    published.refused.iter().for_each(|refused| eprintln!("{refused}"));
    let written = listing.own.len() - published.refused.len();
    eprintln!("{} published, {} left out.", many(written, "service", "services"), published.refused.len());
    if listing.own.is_empty() {
        eprintln!("No feed was taken in as the council's own: kith directory import --own");
    }
    Ok(ExitCode::SUCCESS)
}
