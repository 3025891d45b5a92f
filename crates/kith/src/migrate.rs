//! `kith migrate`: both databases to this version's schema.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::databases::Databases;

/// Where the databases are.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    databases: Databases,
}

/// Runs it.
pub async fn run(args: Args) -> Result<ExitCode> {
    let (store, _) = args.databases.open(2).await?;
    store.migrate().await.context("bringing the databases up to date")?;
    store.close().await;
    println!("Both databases are up to date.");
    Ok(ExitCode::SUCCESS)
}
