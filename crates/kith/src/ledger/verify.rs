//! `kith ledger verify`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use ledger::{Receipt, Use};
use record::ledger::verify::{Against, Report, verify};

use crate::clock::Clock;
use crate::databases::Databases;
use crate::ledger::{key_file, public_key};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    databases: Databases,
    /// The ledger's public key, or a file that holds it. Left out: that of the key file beside the master key.
    #[arg(long, value_name = "KEY")]
    log_key: Option<String>,
    /// A witness's public key, to check its cosignatures with. May be given several times.
    #[arg(long, value_name = "KEY")]
    witness_key: Vec<String>,
    /// A checkpoint that a witness kept. May be given several times. Only this can tell an old copy from the real thing.
    #[arg(long, value_name = "FILE")]
    witness_checkpoint: Vec<PathBuf>,
    /// Receipts kept outside, one a line: `Kith-Receipt` headers.
    #[arg(long, value_name = "FILE")]
    receipts: Option<PathBuf>,
}

pub async fn run(args: Args) -> Result<ExitCode> {
    let log = match &args.log_key {
        Some(given) => public_key(given, Use::Note)?,
        None => key_file::load(&args.databases.ledger_key_path())?.verifier().clone(),
    };
    let read = |path: &PathBuf| std::fs::read_to_string(path).with_context(|| path.display().to_string());
    let mut receipts = Vec::new();
    if let Some(path) = &args.receipts {
        for (number, line) in (1..).zip(read(path)?.lines()) {
            // As a proxy's log may have it: the header's name in front, or nothing there.
            let line = line.rsplit_once("eceipt:").map_or(line, |(_, receipt)| receipt).trim();
            match Receipt::parse(line) {
                Ok(receipt) => receipts.push(receipt),
                Err(_) if line.is_empty() || line == "-" => {}
                Err(error) => bail!("{}, line {number}: {error}", path.display()),
            }
        }
    }
    let against = Against {
        log,
        witnesses: args
            .witness_key
            .iter()
            .map(|key| public_key(key, Use::Cosignature))
            .collect::<Result<_>>()?,
        checkpoints: args.witness_checkpoint.iter().map(read).collect::<Result<_>>()?,
        receipts,
        now: Clock::real().now(),
    };
    let (store, _) = args.databases.open(4).await?;
    let bar = ProgressBar::new(0).with_style(
        ProgressStyle::with_template("{bar:40} {pos} of {len} lines, {eta} left")
            .expect("a template that is right"),
    );
    let report = verify(&store, &against, |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })
    .await;
    bar.finish_and_clear();
    store.close().await;
    let report = report?;
    say(&report, &against);
    Ok(if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn say(report: &Report, against: &Against) {
    println!(
        "{} lines, {} of them erased by an event that says so; {} events wait to be added.",
        report.lines, report.erased, report.waiting
    );
    println!(
        "{} signed states were compared, {} of them kept outside; {} cosignatures and {} receipts.",
        report.checkpoints + report.outside,
        report.outside,
        report.cosignatures,
        report.receipts
    );
    if report.is_good() {
        println!(
            "\nThe ledger is as it was signed. Every event is what it was when it was written, and none is missing."
        );
        if against.checkpoints.is_empty() {
            println!(
                "Whether all of it is an old copy only a witness's checkpoint can tell: --witness-checkpoint FILE"
            );
        }
        return;
    }
    println!("\nTHE LEDGER HAS BEEN CHANGED, or damaged:");
    report.findings.iter().for_each(|finding| println!("  - {finding}"));
    if report.more > 0 {
        println!("  - and {} more", report.more);
    }
}
