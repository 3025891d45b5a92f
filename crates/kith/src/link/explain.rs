//! `kith link explain`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use link::blocking::Pairing;
use link::explanation::Explanation;
use link::prepared::Prepared;
use link::scoring::Scorer;
use link_files::explain::waterfall;
use link_files::run::Request;

use super::linking::linked;
use super::options::Model;
use super::said;

/// Which two records.
#[derive(clap::Args)]
pub struct Args {
    /// CSV or Parquet. The model is trained on all of it, unless a trained plan is given.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The id of one record.
    one: String,
    /// The id of the other.
    other: String,
    #[command(flatten)]
    model: Model,
    /// Where the picture goes.
    #[arg(long, value_name = "FILE.svg")]
    picture: Option<PathBuf>,
}

/// Runs it.
pub fn run(args: &Args) -> Result<ExitCode> {
    let files = [args.file.clone()];
    let replaced = args.model.replaced()?;
    let request = Request::new(&files, args.model.read()?, Pairing::Everybody);
    let linkage = linked(Request { replaced: replaced.as_ref(), ..request })?;
    let people = &linkage.people;
    let place = |id: &str| match (0..people.count()).find(|record| people.ids.get(*record) == id) {
        Some(record) => Ok(record),
        None => bail!("There is no record with the id “{id}” in {}", args.file.display()),
    };
    let (left, right) = (place(&args.one)?, place(&args.other)?);
    let prepared = Prepared::new(&linkage.plan, people)?;
    let scorer = Scorer::new(&linkage.plan, &prepared)?;
    let explanation = Explanation::new(&linkage.plan, &prepared, &scorer, left, right);
    for words in explanation.words(&linkage.plan) {
        println!("{words}");
    }
    println!();
    let picture = waterfall(&explanation, &linkage.plan, people, left, right);
    said::table(&picture.table());
    if let Some(file) = &args.picture {
        std::fs::write(file, picture.svg("waterfall"))
            .with_context(|| format!("{} cannot be written", file.display()))?;
        println!("The picture is {}.", file.display());
    }
    Ok(ExitCode::SUCCESS)
}
