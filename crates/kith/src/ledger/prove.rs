//! `kith ledger prove`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use uuid::Uuid;

use crate::databases::Databases;

#[derive(clap::Args)]
pub struct Args {
    /// The event.
    event: Uuid,
    #[command(flatten)]
    databases: Databases,
    /// Where to write the proof. Left out: to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub async fn run(args: Args) -> Result<ExitCode> {
    let (store, _) = args.databases.open(2).await?;
    let proof = record::ledger::prove(&store, args.event).await;
    store.close().await;
    let proof = proof.map_err(|error| match error {
        record::Error::NotFound => anyhow::anyhow!("there is no such event, or it was erased"),
        other => other.into(),
    })?;
    match &args.out {
        Some(path) => {
            std::fs::write(path, proof.to_string()).with_context(|| format!("writing {}", path.display()))?;
            eprintln!(
                "Line {} is proved in {}. Check it with: kith-verify proof FILE --log KEY",
                proof.index,
                path.display()
            );
        }
        None => print!("{proof}"),
    }
    Ok(ExitCode::SUCCESS)
}
