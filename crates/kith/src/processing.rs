//! `kith council processing`: the record of processing activities of any council's folder, without a database.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use law::pack::{Checked, Notice, Pack, Severity};
use law::processing::{Processing, Running, csv, jsonld, markdown};

use crate::pack_files;

/// Which folder, and how it is written.
#[derive(clap::Args)]
pub struct Args {
    /// The folder that holds council.toml.
    folder: PathBuf,
    /// As a table for a spreadsheet, one row an activity.
    #[arg(long, conflicts_with = "jsonld")]
    csv: bool,
    /// As linked data, in terms of the Data Privacy Vocabulary.
    #[arg(long)]
    jsonld: bool,
}

/// Prints it, joined with the register of columns where the folder's notices name every purpose that the register does.
pub fn run(args: &Args) -> Result<ExitCode> {
    let folder = &args.folder;
    let files = pack_files::from_folder(folder)?;
    let checked = Checked::from_files(files.clone());
    if checked.has_errors() {
        let errors = checked.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let told: Vec<String> =
            errors.map(|error| format!("  {}:{}: {}", error.file, error.line, error.message)).collect();
        bail!("the council's folder has mistakes; kith council check tells more\n{}", told.join("\n"));
    }
    let Some(council) = &checked.council else { bail!("{} holds no council.toml", folder.display()) };
    let notices: Vec<&Notice> = checked.notices.iter().map(|(_, notice)| notice).collect();
    let pack = Pack::from_files(files).ok();
    let forms: Vec<_> = pack.iter().flat_map(|pack| pack.forms.values()).collect();
    let tables = record::columns::tables();
    // The register speaks the ids of the notice it was written with. One id shared by chance says nothing.
    let named = |id: &str| notices.iter().any(|notice| notice.purpose(id).is_some());
    let joined = tables.iter().filter_map(|table| table.purpose.as_deref()).all(named);
    let running = Running { tables: &tables, forms: &forms };
    let running = joined.then_some(&running);
    let record = Processing::of(council, &notices, running);
    let written = match (args.csv, args.jsonld) {
        (true, _) => csv(&record),
        (_, true) => jsonld(&record),
        _ => markdown(&record),
    };
    print!("{written}");
    if !joined {
        eprintln!(
            "kith: the register of columns speaks another notice's ids, so where it is kept is not said"
        );
    }
    Ok(ExitCode::SUCCESS)
}
