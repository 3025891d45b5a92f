//! `kith return note`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use returns::report::notes::Notes;
use returns::rule::Kind;
use returns::{cin, ssda903};

/// A note on a query.
#[derive(clap::Args)]
pub struct Args {
    /// The return the note is about. Notes are kept beside it, in a file with `.notes.toml` at its end.
    #[arg(value_name = "RETURN")]
    file: PathBuf,
    /// The query: `8670Q`, or `YonY 02`.
    #[arg(value_name = "RULE")]
    rule: String,
    /// Why it stands. Nothing takes the note away.
    #[arg(value_name = "WORDS", default_value = "", conflicts_with = "fixed")]
    words: String,
    /// On one child alone.
    #[arg(long, value_name = "ID")]
    child: Option<String>,
    /// Use the Department's own sentence, which says that every record has been checked.
    #[arg(long, conflicts_with = "child")]
    fixed: bool,
}

/// Runs it.
pub fn run(args: &Args) -> Result<ExitCode> {
    if is_error(&args.file, &args.rule) {
        bail!("{} is an error: it has to be put right, and a note does not settle it", args.rule);
    }
    let words = match args.fixed {
        true => fixed(&args.rule)?,
        false => &args.words,
    };
    let path = beside(&args.file);
    let mut notes = read(&path)?;
    notes.write(&args.rule, args.child.as_deref(), words);
    std::fs::write(&path, notes.text()).with_context(|| format!("cannot write {}", path.display()))?;
    println!("Kept in {}.", path.display());
    Ok(ExitCode::SUCCESS)
}

/// Is the rule an error? A folder is a return of children looked after, a file a census.
fn is_error(of: &Path, rule: &str) -> bool {
    if of.is_dir() {
        return ssda903::rules().iter().any(|it| it.code == rule && it.kind == Kind::Error);
    }
    cin::rules::named(rule).is_some_and(|it| it.kind == Kind::Error)
}

fn fixed(rule: &str) -> Result<&'static str> {
    let sentence = cin::report::fixed_note(rule).or_else(|| cin::year_on_year::fixed_note(rule));
    sentence.with_context(|| format!("the Department has given no fixed sentence for {rule}"))
}

/// Where the notes on a return are.
pub fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".notes.toml");
    PathBuf::from(name)
}

/// The notes of a file; none where there is no file.
pub fn read(path: &Path) -> Result<Notes> {
    match std::fs::read_to_string(path) {
        Ok(text) => Notes::read(&text).with_context(|| format!("{}", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Notes::default()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
