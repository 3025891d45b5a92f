//! `kith link evaluate`.

use std::process::ExitCode;

use anyhow::{Result, bail};
use link::blocking::Pairing;
use link::evaluation::{Evaluation, Truth, by_subgroup};
use link::people::Column;
use link_files::report::{grouped, quality};
use link_files::run::{Linkage, Request};
use pictures::Table;

use super::linking::linked;
use super::options::{Files, Model};
use super::said;

/// Which files, and which column is the truth.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    model: Model,
    /// The column that is the same in all records of one person.
    #[arg(long, value_name = "COLUMN")]
    truth: String,
    /// For whom is it worse? A column to divide the records by. May be given more than once.
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
}

/// Runs it.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut others: Vec<&str> = vec![&args.truth];
    others.extend(args.by.iter().map(String::as_str));
    let plan = args.model.read()?;
    let files = &args.files;
    let replaced = args.model.replaced()?;
    let request = Request {
        others: &others,
        replaced: replaced.as_ref(),
        ..Request::new(&files.files, plan, files.pairing())
    };
    let linkage = linked(request)?;
    let pairing = args.files.pairing();
    let evaluation = held_to(&linkage, pairing, &args.truth)?;
    said::summary(&linkage);
    println!(
        "{} pairs are true; {:.2} per cent of them were compared and kept.\n",
        grouped(evaluation.true_pairs),
        evaluation.found * 100.0
    );
    said::table(&quality(&evaluation));
    let truth = truth(&linkage, pairing, &args.truth)?;
    for column in &args.by {
        let mut table = Table::new(&format!("By {column}"), &["", "records", "precision", "recall", "F1"]);
        let value = |record: usize| linkage.people.text(column, record).unwrap_or_else(|| "missing".into());
        for group in by_subgroup(&truth, &linkage.clusters, value) {
            let quality = group.quality;
            let shares = [quality.precision, quality.recall, quality.f1()].map(|share| format!("{share:.4}"));
            table.rows.push([vec![group.value, grouped(group.records)], shares.to_vec()].concat());
        }
        said::table(&table);
    }
    Ok(ExitCode::SUCCESS)
}

/// A linkage held to a column of it.
pub fn held_to(linkage: &Linkage, pairing: Pairing, column: &str) -> Result<Evaluation> {
    Ok(Evaluation::new(&truth(linkage, pairing, column)?, &linkage.edges.edges, &linkage.clusters))
}

fn truth<'a>(linkage: &'a Linkage, pairing: Pairing, column: &str) -> Result<Truth<'a>> {
    match linkage.people.column(column) {
        Some(Column::Coded { codes, .. }) => {
            Ok(Truth { entity: codes, datasets: &linkage.people.datasets, pairing })
        }
        _ => bail!("The column `{column}` cannot be the truth: the plan compares it"),
    }
}
