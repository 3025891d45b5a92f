//! `kith law retention`: until when records are kept under a council's notices, for a case that anybody can write down.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use law::pack::{Checked, Severity};
use law::retention::{Answer, Considered, Due, Facts, Outcome, Schedule, answers};

use crate::clock::Clock;
use crate::pack_files;

/// What the law and a council's notices come to.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Say until when the records of a case are kept, and why.
    Retention(Args),
}

/// A case and the council whose notices decide it.
#[derive(clap::Args)]
pub struct Args {
    /// The council's folder; the invented Marlshire where it is left out.
    #[arg(long)]
    council: Option<PathBuf>,
    /// The case: JSON as docs/reference/retention-facts.md describes it. `-` reads it from the standard input.
    file: PathBuf,
    /// The day to look at it from, such as 2037-07-11, in place of the case's `as_of` or today.
    #[arg(long)]
    as_of: Option<Date>,
    /// Print JSON, one answer for each person and record.
    #[arg(long)]
    json: bool,
}

/// Runs it.
pub fn run(command: Command) -> Result<ExitCode> {
    let Command::Retention(args) = command;
    let checked = Checked::from_files(pack_files::files(args.council.as_deref())?);
    if checked.has_errors() {
        let errors = checked.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let told: Vec<String> =
            errors.map(|error| format!("  {}:{}: {}", error.file, error.line, error.message)).collect();
        bail!("the council's folder has mistakes; kith council check tells more\n{}", told.join("\n"));
    }
    let facts = read(&args)?;
    let today = args.as_of.or(facts.as_of).unwrap_or_else(|| Clock::real().today());
    let mut problems = facts.problems(today);
    let notices: Vec<&str> = checked.notices.iter().map(|(_, notice)| notice.id.as_str()).collect();
    problems.extend(facts.unknown_notices(&notices));
    if !problems.is_empty() {
        bail!("{} cannot be answered\n  {}", args.file.display(), problems.join("\n  "));
    }
    let schedule = Schedule::of(checked.notices.iter().map(|(_, notice)| notice));
    let answers = answers(&schedule, &facts, today);
    if args.json {
        println!("{}", serde_json::to_string_pretty(&answers)?);
    } else {
        answers.iter().for_each(print);
    }
    Ok(ExitCode::SUCCESS)
}

fn read(args: &Args) -> Result<Facts> {
    let name = args.file.display();
    let text = if args.file.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin()).context("reading the standard input")?
    } else {
        std::fs::read_to_string(&args.file).with_context(|| format!("reading {name}"))?
    };
    serde_json::from_str(&text)
        .map_err(|error| anyhow::anyhow!("{name}:{}:{}: {error}", error.line(), error.column()))
        .context("docs/reference/retention-facts.md describes the format")
}

fn print(answer: &Answer) {
    println!("{}: {}", answer.about, answer.sentence);
    match &answer.outcome {
        Outcome::Kept(due) => print_due(due),
        Outcome::Held { hold, without, .. } => {
            println!("  hold      {hold}");
            without.iter().for_each(print_due);
        }
        Outcome::NotYet { .. } | Outcome::CannotCompute { .. } => {}
    }
    for looked_at in &answer.considered {
        println!("  looked at {}", considered(looked_at));
    }
    println!();
}

fn print_due(due: &Due) {
    println!("  class     {} ({})", due.class, due.notice);
    println!("  rule      {}", due.rule);
    println!("  due date  {}{}", due.due, if due.over { ", which is past" } else { "" });
    println!("  action    {}", due.action.words());
    println!("  reason    {}", due.citation);
    due.sentences.iter().for_each(|cite| println!("  sentence  {cite}"));
}

fn considered(one: &Considered) -> String {
    let found = match (&one.due, &one.because) {
        (Some(due), _) => due.to_string(),
        (None, because) => because.clone().unwrap_or_default(),
    };
    format!("{} ({}): {}: {found}", one.class, one.notice, one.rule)
}
