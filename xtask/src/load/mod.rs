//! `cargo xtask load`: how fast Kith answers with a large council in it.
//!
//! Starts a release build's demo on data of its own, signs officers in, and sends a fixed mix of requests at a fixed rate
//! (open loop: a slow answer does not slow the next request down), while server, PostgreSQL and this tool share the
//! machine. Prints a table for `docs/reference/performance.md`.

mod browser;
mod filler;
mod html;
mod mix;
mod process;
mod report;
mod writer;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

/// What to measure.
#[derive(clap::Args)]
pub struct Args {
    /// People in the council, one table row block each.
    #[arg(long, value_delimiter = ',', default_values_t = [20_000, 200_000])]
    people: Vec<u32>,
    /// Ledger events for each person beforehand.
    #[arg(long, default_value_t = 5)]
    events_per_person: u32,
    /// Requests a second; 50 at the desk, 100 for writing.
    #[arg(long)]
    rate: Option<u32>,
    /// How long to measure, after a warm-up of a fifth of it.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Where the data of each size is kept and reused.
    #[arg(long, default_value = "target/load")]
    data: PathBuf,
    /// Measure the debug build: for trying this tool, never for the table.
    #[arg(long)]
    debug: bool,
    /// Measure writing about a family instead of the duty desk: at 100 a second where no rate is given.
    #[arg(long)]
    writing: bool,
    /// Measure this program instead of building one, to compare two builds.
    #[arg(long)]
    program: Option<PathBuf>,
}

/// Measures each size in turn and prints the tables.
pub fn run(args: &Args) -> Result<()> {
    let program = match &args.program {
        Some(program) => program.clone(),
        None => process::build(args.debug)?,
    };
    let rate = args.rate.unwrap_or(if args.writing { 100 } else { 50 });
    let mut measured = Vec::new();
    for &people in &args.people {
        eprintln!("{people} people: starting (seeding the first time)");
        let dir = args.data.join(people.to_string());
        // Once to invent the people, and again to serve: what inventing took is not held against the server.
        let events = people * args.events_per_person;
        process::Server::start(&program, &dir, people, events)?.stop()?;
        let server = process::Server::start(&program, &dir, people, events)?;
        eprintln!("{people} people: preparing officers, people to open and forms to send");
        let prepared = if args.writing {
            mix::Prepared::writing(server.address())?
        } else {
            mix::Prepared::new(server.address(), submissions(rate, args.seconds))?
        };
        let warm_up = Duration::from_secs(args.seconds / 5);
        let outcome = mix::run(&prepared, &server, rate, warm_up, Duration::from_secs(args.seconds))?;
        measured.push(report::Measured { people, events, outcome });
        server.stop()?;
    }
    report::print(&measured, rate, args.seconds);
    Ok(())
}

/// How many forms must stand ready: one in ten requests sends one, the warm-up included.
fn submissions(rate: u32, seconds: u64) -> usize {
    (rate as usize * (seconds + seconds / 5) as usize).div_ceil(10) + 2
}
