//! `kith pds match` and `kith pds reconcile`: a file in, the same rows with what came of them out.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::pds::sheet::{self, Job, Kind, Sheet, Tally};
use ::pds::strategies::Choice;
use anyhow::{Context, Result, bail};

use super::disclosures::{Disclosures, new_file};
use super::line::{Line, PATIENCE};
use super::settings;
use crate::progress;

/// Which file, how, and as whom.
#[derive(clap::Args)]
pub struct Args {
    /// A CSV file: GivenName (or Forename), Surname, DOB, and what there is of Id, Gender, PostCode, Email, Phone, NhsNumber,
    /// AddressHistory.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Where the same rows are written with what came of them. It must not be there yet.
    #[arg(long, value_name = "OUT.csv")]
    out: PathBuf,
    /// The strategy: 1 to 5 for its newest version, or with one, as 3.14. Left out: the one in the settings, or 4.
    #[arg(long, value_name = "N")]
    strategy: Option<Choice>,
    /// Where PDS is, as whom it is asked, why.
    #[arg(long, env = "KITH_PDS", value_name = "FILE")]
    config: PathBuf,
    /// Why, if not for the reason in the settings. It stands in every disclosure.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// Who does this, for the disclosures. Left out: whoever the machine says.
    #[arg(long, env = "USER", value_name = "NAME", hide_env = true)]
    by: Option<String>,
}

/// Runs it. Fails before anything is sent when a file is not what it should be.
pub fn run(args: Args, kind: Kind) -> Result<ExitCode> {
    let (settings, folder) = settings::read(&args.config)?;
    let key = settings::key(&settings, &folder)?;
    let strategies = settings::strategies(Some(&settings), &folder)?;
    let usual = || settings.strategy.parse().map_err(anyhow::Error::msg);
    let strategy = strategies.find(args.strategy.map_or_else(usual, Ok)?)?;
    let place = || args.file.display().to_string();
    let bytes = std::fs::read(&args.file).with_context(place)?;
    let sheet = Sheet::read(&bytes, kind, &settings.columns).with_context(place)?;
    drop(bytes);
    // The log first: without it there is nothing to write an output about.
    let log = Disclosures::beside(&args.out);
    if args.out.exists() {
        bail!("{} is there already and is not written over: give another --out", args.out.display());
    }
    let mut disclosures = Disclosures::begin(&log)?;
    let mut out = new_file(&args.out)?;
    let line = Line::new(PATIENCE);
    let job = Job {
        kind,
        strategies: &strategies,
        strategy,
        settings: &settings,
        key: &key,
        outside: &line,
        by: args.by.as_deref().unwrap_or("not stated"),
        why: args.why.as_deref().unwrap_or(&settings.why),
    };
    let bar = progress::rows(sheet.rows.len() as u64);
    let tally = sheet::run(&sheet, &job, &mut disclosures, &mut out, &mut || bar.inc(1))
        .with_context(|| format!("{} could not be written", args.out.display()))?;
    bar.finish_and_clear();
    out.sync_all().with_context(|| args.out.display().to_string())?;
    print!("{}", summary(&tally, &strategy.label(), disclosures.count, &args.out, &log));
    Ok(if tally.ended.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What was done, for whoever ran it. It names nobody.
fn summary(tally: &Tally, strategy: &str, calls: usize, out: &Path, log: &Path) -> String {
    let mut said = String::new();
    for (status, count) in &tally.statuses {
        let _ = writeln!(said, "{count:>7}  {status}");
    }
    if !tally.searches.is_empty() {
        let searches: Vec<_> =
            tally.searches.iter().map(|(status, count)| format!("{count} {status}")).collect();
        let _ = writeln!(said, "Of the searches: {}.", searches.join(", "));
    }
    if tally.settled > 0 {
        let _ = writeln!(
            said,
            "{} had been settled by an earlier run and were not asked again.",
            rows(tally.settled)
        );
    }
    if tally.broken > 0 {
        let _ = writeln!(
            said,
            "{} could not be read, and nobody was asked about: see SUI_Note.",
            rows(tally.broken)
        );
    }
    if let Some((left, trouble)) = &tally.ended {
        let _ = writeln!(said, "{} not asked: {trouble}", rows(*left));
        let _ =
            writeln!(said, "To ask about the rest, give {} as the file and another --out.", out.display());
    }
    let calls = if calls == 1 { "1 call".to_owned() } else { format!("{calls} calls") };
    let _ = writeln!(
        said,
        "Strategy {strategy}, {calls}, each written down before it was made: {}",
        log.display()
    );
    let _ = writeln!(said, "The output holds personal data: {}", out.display());
    said
}

fn rows(count: usize) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

#[cfg(test)]
mod tests {
    use ::pds::Trouble;

    use super::*;

    #[test]
    fn the_summary_says_what_was_not_asked_and_how_to_go_on() {
        let tally = Tally {
            statuses: [("Error".to_owned(), 3), ("Match".to_owned(), 40)].into(),
            settled: 1,
            ended: Some((2, Trouble::Busy)),
            ..Tally::default()
        };
        let said = summary(&tally, "4.2", 57, Path::new("out.csv"), Path::new("out.csv.disclosures.jsonl"));
        assert!(said.starts_with("      3  Error\n     40  Match\n1 row had been settled"), "{said}");
        assert!(said.contains("2 rows not asked: PDS says that there are too many requests"), "{said}");
        assert!(
            said.contains("give out.csv as the file") && said.contains("Strategy 4.2, 57 calls"),
            "{said}"
        );
    }
}
