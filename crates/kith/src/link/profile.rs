//! `kith link profile`.

use std::process::ExitCode;

use anyhow::Result;
use link::blocking::Blocked;
use link::prepared::Prepared;
use link::profile;
use link_files::read::{Wanted, fitted, read};
use link_files::report::grouped;
use pictures::Table;

use super::options::{Files, Model};
use super::said;

/// Which files.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    model: Model,
}

/// Runs it.
pub fn run(args: &Args) -> Result<ExitCode> {
    let (plan, warnings) = fitted(args.model.read()?, &args.files.files)?;
    said::warn(&warnings);
    let found = read(&args.files.files, &Wanted::of_plan(&plan, &[]))?;
    said::warn(&found.warnings);
    said::warn(&profile::warnings(&plan, &found.people));
    let count = found.people.count().max(1) as f64;
    let mut columns = Table::new(
        &format!("{} records", grouped(found.people.count() as u64)),
        &["column", "missing", "different values", "most common, and how often"],
    );
    for column in profile::profile(&found.people) {
        let common = column.common.iter().take(4).map(|(value, n)| format!("{value} ({})", grouped(*n)));
        columns.rows.push(vec![
            column.name,
            format!("{:.1}%", column.missing as f64 * 100.0 / count),
            grouped(column.different),
            common.collect::<Vec<_>>().join(", "),
        ]);
    }
    said::table(&columns);
    let prepared = Prepared::new(&plan, &found.people)?;
    let blocked = Blocked::new(&prepared, &plan.rules, args.files.pairing(), plan.limits.pairs_of_a_rule)?;
    let mut rules = Table::new("Pairs that each rule adds", &["agree on", "pairs"]);
    for (rule, pairs) in plan.rules.iter().zip(blocked.count(&prepared)) {
        rules.rows.push(vec![rule.to_string(), grouped(pairs)]);
    }
    said::table(&rules);
    Ok(ExitCode::SUCCESS)
}
