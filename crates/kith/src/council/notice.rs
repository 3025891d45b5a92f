//! `kith council notice` and `kith council schedule`: what families read, as Markdown, from a folder and without a database.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use law::pack::{Checked, Notice, Severity, Translation};
use law::published::{Document, Phrases, Printing, easy_read, full, language, languages, schedule};

use crate::pack_files;

/// Which notice to print, and how.
#[derive(clap::Args)]
pub struct NoticeArgs {
    #[command(flatten)]
    which: ScheduleArgs,
    /// The short, easy version.
    #[arg(long)]
    easy_read: bool,
}

/// Which notice, in which language.
#[derive(clap::Args)]
pub struct ScheduleArgs {
    /// The folder that holds council.toml.
    folder: PathBuf,
    /// The notice's id; every notice of the folder where it is left out.
    #[arg(long)]
    notice: Option<String>,
    /// The language, such as pl. What the folder does not translate stays in English.
    #[arg(long, default_value = "en")]
    language: String,
}

/// Prints notices.
pub fn print_notice(args: &NoticeArgs) -> Result<ExitCode> {
    print(&args.which, if args.easy_read { easy_read } else { full })
}

/// Prints retention schedules.
pub fn print_schedule(args: &ScheduleArgs) -> Result<ExitCode> {
    print(args, schedule)
}

fn print(args: &ScheduleArgs, make: fn(&Printing<'_>) -> Document) -> Result<ExitCode> {
    let language = known(&args.language)?;
    let checked = readable(&args.folder)?;
    let council = checked.council.as_ref().context("the folder has no council.toml")?;
    let translations: Vec<Translation> = checked.translations.iter().map(|(_, one)| one.clone()).collect();
    let printed: Vec<String> = chosen(&checked, args.notice.as_deref())?
        .into_iter()
        .map(|notice| make(&Printing::of(council, notice).in_language(language, &translations)).markdown())
        .collect();
    print!("{}", printed.join("\n"));
    Ok(ExitCode::SUCCESS)
}

fn known(code: &str) -> Result<&'static Phrases> {
    let codes: Vec<&str> = languages().iter().map(|one| one.code.as_str()).collect();
    language(code)
        .with_context(|| format!("there are no phrases in ‘{code}’; there are in {}", codes.join(", ")))
}

fn chosen<'c>(checked: &'c Checked, id: Option<&str>) -> Result<Vec<&'c Notice>> {
    let all = checked.notices.iter().map(|(_, notice)| notice);
    let Some(id) = id else { return Ok(all.collect()) };
    let ids: Vec<&str> = checked.notices.iter().map(|(_, notice)| notice.id.as_str()).collect();
    match all.clone().find(|notice| notice.id == *id) {
        Some(notice) => Ok(vec![notice]),
        None => bail!("there is no notice ‘{id}’; there are {}", ids.join(", ")),
    }
}

/// A folder with mistakes is not printed: families would read them.
fn readable(folder: &Path) -> Result<Checked> {
    let checked = Checked::from_files(pack_files::from_folder(folder)?);
    if checked.has_errors() {
        let errors = checked.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let told: Vec<String> =
            errors.map(|one| format!("  {}:{}: {}", one.file, one.line, one.message)).collect();
        bail!("the council's folder has mistakes; kith council check tells more\n{}", told.join("\n"));
    }
    Ok(checked)
}
