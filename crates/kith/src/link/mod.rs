//! `kith link`: is this the same child? Linkage of whole files, without a database.

mod evaluate;
mod explain;
mod linking;
mod options;
mod profile;
pub mod said;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use options::{Files, Model};

/// What to do with files of people.
#[derive(clap::Subcommand)]
pub enum Command {
    /// What the columns look like, how many pairs each rule makes, and what is odd. Links nothing.
    Profile(profile::Args),
    /// Estimate a plan's probabilities from a file, and write the plan with them.
    Train(linking::TrainArgs),
    /// Find the records of a file that are one person.
    Dedupe(linking::DedupeArgs),
    /// Find the people of one file in others.
    Link(linking::LinkArgs),
    /// Find out who new records are, among those that were linked before. Only pairs with a new record are compared.
    Update(linking::UpdateArgs),
    /// Make clusters, at another threshold, of pairs that `dedupe --pairs` or `link --pairs` wrote.
    Cluster {
        /// The pairs.
        #[arg(value_name = "PAIRS.csv")]
        pairs: PathBuf,
        /// Where the clusters go.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// From which probability two records are one person.
        #[arg(long, value_name = "0..1", default_value_t = 0.95)]
        threshold: f64,
    },
    /// Why two records are taken for one person, or for two: in words, as a table, and as a picture.
    Explain(explain::Args),
    /// How good a linkage is, where a column says the truth.
    Evaluate(evaluate::Args),
    /// A page about a linkage: what went in, what came out, how sure it is, and which pairs somebody should look at.
    Report {
        #[command(flatten)]
        files: Files,
        #[command(flatten)]
        model: Model,
        /// Where the page goes.
        #[arg(long, value_name = "FILE.html")]
        out: PathBuf,
        /// Leave out the pairs to look at, which show what is in the records.
        #[arg(long)]
        numbers_only: bool,
        /// A column that says the truth.
        #[arg(long, value_name = "COLUMN")]
        truth: Option<String>,
    },
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Profile(args) => profile::run(&args),
        Command::Train(args) => linking::train(&args),
        Command::Dedupe(args) => linking::dedupe(&args),
        Command::Link(args) => linking::link(&args),
        Command::Update(args) => linking::update(&args),
        Command::Cluster { pairs, out, threshold } => linking::cluster(&pairs, &out, threshold),
        Command::Explain(args) => explain::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Report { files, model, out, numbers_only, truth } => {
            linking::report(&files, &model, &out, numbers_only, truth.as_deref())
        }
    }
}
