//! `kith return sample`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use returns::cin;
use returns::year::CollectionYear;

/// Which return to invent.
#[derive(clap::Subcommand)]
pub enum Command {
    /// A children in need census, as XML.
    Cin(Args),
}

/// How.
#[derive(clap::Args)]
pub struct Args {
    /// How many children.
    #[arg(long, value_name = "N")]
    children: u32,
    /// The same seed gives the same return.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Of how many in a hundred children something is wrong.
    #[arg(long, value_name = "RATE", default_value_t = 0.0)]
    errors: f64,
    /// For which year.
    #[arg(long, value_name = "YEAR", default_value = "2026-27", value_parser = super::year)]
    year: CollectionYear,
    /// Where it goes.
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Cin(args) => {
            let errors = (args.errors.clamp(0.0, 100.0) * 10.0).round() as u32;
            let sample =
                cin::sample::Sample { year: args.year, children: args.children, seed: args.seed, errors };
            let mistakes = cin::sample::write(&sample, super::create(&args.out)?)?;
            eprintln!("{} children, {} mistakes put in.", args.children, mistakes.len());
        }
    }
    Ok(ExitCode::SUCCESS)
}
