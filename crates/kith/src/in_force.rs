//! Putting a pack in force: at once where it makes no record due, and only when a person says so where it does.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use law::pack::Pack;
use record::Store;
use record::retention::{self, InForce, Preview};
use uuid::Uuid;

use crate::clock::Clock;
use crate::databases::Databases;
use crate::{open, pack_files};

/// A folder to put in force, and where.
#[derive(clap::Args)]
pub struct Args {
    /// The folder that holds council.toml.
    folder: PathBuf,
    #[command(flatten)]
    databases: Databases,
    /// Do not ask: the records that become due have been looked at.
    #[arg(long)]
    yes: bool,
}

/// `kith council apply`: shows what a changed pack would make due, asks, and puts it in force.
pub async fn run(args: Args) -> Result<ExitCode> {
    let clock = Clock::real();
    let pack = pack_files::load(Some(&args.folder))?;
    let (store, _) = args.databases.open(4).await?;
    if store.pending_migrations().await? > 0 {
        bail!("the databases are behind this version: run `kith migrate` first");
    }
    let version = open::keep_pack(&store, &pack, clock).await?;
    let preview = retention::preview(&store, &InForce::of(&pack, version), clock.today()).await?;
    print!("{}", told(&preview));
    if preview.over() > 0 && !args.yes && !agreed()? {
        println!("Nothing was changed: the pack of before stays in force.");
        store.close().await;
        return Ok(ExitCode::FAILURE);
    }
    let people =
        retention::apply(&store, InForce::of(&pack, version), "kith council apply", clock.now()).await?;
    open::keep_teams(&store, &pack, clock).await?;
    println!("In force: the dates of {people} people are worked out under it.");
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

fn agreed() -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        bail!("there is nobody to ask here: look at the records above, then run it again with --yes");
    }
    print!("Put it in force? Type yes: ");
    std::io::stdout().flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim() == "yes")
}

/// The pack to serve with: `pack` if it is in force or makes nothing due, else the one in force, with a warning.
pub async fn settle(store: &Store, pack: Pack, version: Uuid, clock: Clock) -> Result<(Pack, Uuid)> {
    // What people are found by, for whoever was recorded by an older version.
    record::matching::catch_up(store, clock.now()).await?;
    let in_force = InForce::of(&pack, version);
    let running = match retention::newest(store).await? {
        Some((running, _)) if running == version => {
            store.put_in_force(in_force);
            return Ok((pack, version));
        }
        running => running,
    };
    if let Some((running, files)) = running {
        let preview = retention::preview(store, &in_force, clock.today()).await?;
        if preview.over() > 0 {
            eprintln!("The pack has changed. It is not in force yet, because it would make records due:");
            eprint!("{}", told(&preview));
            eprintln!("Serving with the pack of before. To change over: kith council apply FOLDER");
            let pack = Pack::from_files(files).map_err(pack_files::NotAPack).context("the pack in force")?;
            store.put_in_force(InForce::of(&pack, running));
            return Ok((pack, running));
        }
    }
    retention::apply(store, in_force, "start", clock.now()).await?;
    Ok((pack, version))
}

fn told(preview: &Preview) -> String {
    let mut told = format!("{} people looked at, {} dates move.\n", preview.people, preview.moved);
    for ((notice, class), count) in &preview.newly_over {
        told.push_str(&format!(
            "  {count} records of the class {class} ({notice}) would be past their date at once\n"
        ));
    }
    if preview.newly_over.is_empty() {
        told.push_str("No record would be past its date that is not already.\n");
    }
    told
}
