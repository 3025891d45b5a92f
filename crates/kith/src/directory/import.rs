//! `kith directory import`: a feed taken in.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use directory::feed::Whole;
use record::directory::import::{self, Reading, Report};

use super::reading::{counted, first_problems, many, read};
use crate::clock::Clock;
use crate::databases::Databases;

/// Which feed, from where.
#[derive(clap::Args)]
pub struct Args {
    /// A page of services as /services gives it, or a folder of such pages and of whole services (*.json).
    #[arg(value_name = "FILE|DIR")]
    path: PathBuf,
    /// What the feed is called here. Each feed has services of its own: the next reading of the same name says what is
    /// gone.
    #[arg(long, value_name = "NAME", default_value = "directory")]
    feed: String,
    /// This is the council's own list: Kith publishes it again at /oruk/services.
    #[arg(long)]
    own: bool,
    /// Take nothing in if anything breaks the published schema.
    #[arg(long)]
    strict: bool,
    /// Who does this, for the list of readings. Left out: whoever the machine says.
    #[arg(long, env = "USER", value_name = "NAME", hide_env = true)]
    by: Option<String>,
    #[command(flatten)]
    databases: Databases,
}

/// Runs it. Fails, having changed nothing, when the files are no feed, and with `--strict` when it breaks the schema.
pub async fn run(args: Args) -> Result<ExitCode> {
    let whole = read(&args.path)?;
    eprint!("{}", first_problems(&whole));
    if args.strict && whole.breaks_the_schema() {
        eprintln!("{} The feed breaks the published schema: nothing was changed.", counted(&whole));
        return Ok(ExitCode::FAILURE);
    }
    let (store, _) = args.databases.open(2).await?;
    super::is_up_to_date(&store).await?;
    let by = args.by.as_deref().unwrap_or("not stated");
    let reading = Reading { feed: &args.feed, is_own: args.own, by, whole: &whole };
    let report = import::run(&store, reading, Clock::real().now()).await.context("nothing was changed")?;
    store.close().await;
    print!("{}", summary(&args.feed, &whole, &report));
    Ok(ExitCode::SUCCESS)
}

/// What was done, for whoever ran it.
fn summary(feed: &str, whole: &Whole, report: &Report) -> String {
    let mut said = format!("{}\n", counted(whole));
    let _ = writeln!(
        said,
        "Feed “{feed}”: {} new, {} changed, {} back again, {} gone.",
        report.added,
        report.changed,
        report.returned,
        report.gone.len()
    );
    for name in &report.gone {
        let _ = writeln!(said, "  gone: {name}");
    }
    if !whole.is_whole {
        said.push_str("The feed was not seen whole, so no service was taken for gone: save every page of it, and together.\n");
    }
    if !whole.unread.is_empty() {
        let entries = many(whole.unread.len(), "entry", "entries");
        let _ = writeln!(said, "{entries} could not be read: if known from before, they stay as they were.");
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_why_nothing_is_gone() {
        let whole = Whole { unread: vec!["1".into()], ..Whole::default() };
        let report = Report { services: 0, added: 2, ..Report::default() };
        let said = summary("marlshire", &whole, &report);
        assert!(said.contains("Feed “marlshire”: 2 new, 0 changed, 0 back again, 0 gone.\n"), "{said}");
        assert!(said.contains("not seen whole") && said.contains("1 entry could not be read"), "{said}");
        let report = Report { gone: vec!["Toddler group".into()], ..report };
        let said = summary("marlshire", &Whole { is_whole: true, ..Whole::default() }, &report);
        assert!(said.ends_with("1 gone.\n  gone: Toddler group\n"), "{said}");
    }
}
