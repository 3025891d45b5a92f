//! `kith ledger checkpoint`.

use std::process::ExitCode;

use anyhow::Result;
use ledger::Checkpoint;

use crate::databases::Databases;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    databases: Databases,
    /// As JSON.
    #[arg(long, conflicts_with = "since")]
    json: bool,
    /// With the proof that it begins with the tree of so many lines: what `kith-verify consistency` reads.
    #[arg(long, value_name = "LINES")]
    since: Option<u64>,
}

pub async fn run(args: Args) -> Result<ExitCode> {
    let (store, _) = args.databases.open(2).await?;
    let found = record::ledger::since(&store, args.since.unwrap_or(0)).await?;
    store.close().await;
    let Some((request, signed)) = found else {
        eprintln!(
            "Nothing has been signed yet: the ledger has no lines, or no server has run since the first."
        );
        return Ok(ExitCode::FAILURE);
    };
    if args.since.is_some() {
        print!("{request}");
    } else if args.json {
        let root = Checkpoint::parse(ledger::Note::parse(&signed.note)?.text())?;
        let json = serde_json::json!({
            "origin": root.origin, "size": signed.size, "root": hex(&root.root), "made_at": signed.made_at.to_string(),
            "witnesses": signed.witnesses, "note": signed.note,
        });
        println!("{json:#}");
    } else {
        print!("{}", signed.note);
    }
    Ok(ExitCode::SUCCESS)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
