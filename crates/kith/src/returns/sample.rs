//! `kith return sample`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use returns::year::CollectionYear;
use returns::{cin, ssda903};

/// Which return to invent.
#[derive(clap::Subcommand)]
pub enum Command {
    /// A children in need census, as XML.
    Cin(Args),
    /// A return of children looked after, as CSV files in a folder.
    #[command(name = "903")]
    LookedAfter(LookedAfter),
}

/// A census.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    invented: Invented,
    /// Where it goes.
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
}

/// A return of children looked after.
#[derive(clap::Args)]
pub struct LookedAfter {
    #[command(flatten)]
    invented: Invented,
    /// The folder it goes to, which is made.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The folder for last year's return of the same children.
    #[arg(long, value_name = "DIR")]
    last: Option<PathBuf>,
}

/// How much, and how.
#[derive(clap::Args)]
struct Invented {
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
}

impl Invented {
    /// Of how many in a thousand children something is wrong.
    fn in_a_thousand(&self) -> u32 {
        (self.errors.clamp(0.0, 100.0) * 10.0).round() as u32
    }
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Cin(Args { invented, out }) => {
            let errors = invented.in_a_thousand();
            let sample = cin::sample::Sample {
                year: invented.year,
                children: invented.children,
                seed: invented.seed,
                errors,
            };
            let mistakes = cin::sample::write(&sample, super::create(&out)?)?;
            eprintln!("{} children, {} mistakes put in.", invented.children, mistakes.len());
        }
        Command::LookedAfter(LookedAfter { invented, out, last }) => {
            let errors = invented.in_a_thousand();
            let sample = ssda903::sample::Sample {
                year: invented.year,
                children: invented.children,
                seed: invented.seed,
                errors,
            };
            let made = ssda903::sample::invent(&sample);
            write(&made.now, &out)?;
            if let Some(folder) = &last {
                write(&made.last, folder)?;
            }
            eprintln!("{} children, {} mistakes put in.", invented.children, made.mistakes.len());
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn write(tables: &ssda903::Return, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for file in ssda903::sample::files(tables)? {
        let path = folder.join(&file.name);
        std::fs::write(&path, file.bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
