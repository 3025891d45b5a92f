//! `kith access review`: explains every look by casework, and puts at most so many lines a day before a person.

mod file;
mod told;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use law::access_review::{Facts, Settings, measure, review};

use crate::clock::Clock;
use crate::databases::Databases;

/// What to review.
#[derive(clap::Args)]
pub struct Args {
    /// A file of events, one JSON object a line (docs/reference/access-review.md); `-` reads the standard input. Left out: the
    /// ledger and casework of the database, and the queue is kept.
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// Show only what was put before a person from this day.
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Show only what was put before a person up to this day.
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// At most so many lines a day.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..))]
    per_day: u16,
    /// Without a file: where the record is.
    #[command(flatten)]
    databases: Option<Databases>,
}

/// Where the record is when only the environment says so: clap sees options that may be left out altogether in arguments only.
#[derive(clap::Parser)]
struct FromEnvironment {
    #[command(flatten)]
    databases: Databases,
}

/// Runs it. The exit status is 0 whatever was found: a line is a question, not a verdict.
pub async fn run(args: Args) -> Result<ExitCode> {
    let zone =
        TimeZone::get("Europe/London").context("the time zone of England is not known to this machine")?;
    let settings = Settings { per_day: usize::from(args.per_day), ..Settings::usual(zone.clone()) };
    let (facts, bad) = match &args.events {
        Some(path) => file::read(path, zone)?,
        None => (from_database(&args, &settings).await?, Vec::new()),
    };
    let mut reviewed = review(&facts, &settings);
    let measured = (!facts.truth.is_empty()).then(|| measure(&facts, &reviewed));
    let edge = |day: Option<Date>| day.map(|day| settings.zone.to_timestamp(day.at(0, 0, 0, 0))).transpose();
    let from = edge(args.from)?.map(|at| at.as_second());
    let to = edge(args.to.map(|day| day.saturating_add(1.day())))?.map(|at| at.as_second());
    reviewed
        .items
        .retain(|item| from.is_none_or(|from| from <= item.raised) && to.is_none_or(|to| item.raised < to));
    let told = told::Told { facts: &facts, review: &reviewed, measured: measured.as_ref(), bad: &bad };
    if args.json {
        told.json(&settings)?
    } else {
        told.words(&settings)?
    }
    Ok(ExitCode::SUCCESS)
}

/// Gathers from the database what the review rests on, and keeps what it comes to.
async fn from_database(args: &Args, settings: &Settings) -> Result<Facts> {
    let environment = FromEnvironment::try_parse_from(["kith access review"]).map(|all| all.databases);
    let Some(databases) = args.databases.as_ref().or(environment.as_ref().ok()) else {
        bail!("say --events FILE, or where the record is (DATABASE_URL and KITH_KEY_FILE)");
    };
    let clock = Clock::real();
    let (store, _) = databases.open(2).await?;
    let mut work = store.begin(record::Actor::System("access-review"), clock.now()).await?;
    let facts = record::access::review::gather(&mut work, &settings.zone).await?;
    record::access::review::keep(&mut work, &facts, &review(&facts, settings), settings.per_day).await?;
    work.commit().await?;
    store.close().await;
    Ok(facts)
}
