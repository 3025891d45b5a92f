//! `kith pds strategies`: what is asked, in which order.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

/// Which.
#[derive(clap::Args)]
pub struct Args {
    /// The settings, whose own strategies are printed. Left out: Kith's.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print the file itself, to copy and change.
    #[arg(long, conflicts_with = "config")]
    toml: bool,
}

/// Runs it.
pub fn run(args: &Args) -> Result<ExitCode> {
    if args.toml {
        print!("{}", ::pds::strategies::BUILT_IN);
        return Ok(ExitCode::SUCCESS);
    }
    let settings = args.config.as_deref().map(super::settings::read).transpose()?;
    let folder = settings.as_ref().map_or(Path::new("."), |(_, folder)| folder.as_path());
    let all = super::settings::strategies(settings.as_ref().map(|(settings, _)| settings), folder)?;
    println!("Match from {}, PotentialMatch from {}.", all.thresholds.matched, all.thresholds.potential);
    for strategy in &all.strategies {
        println!("{:>5}  {}", strategy.label(), strategy.rules.join(", "));
    }
    Ok(ExitCode::SUCCESS)
}
