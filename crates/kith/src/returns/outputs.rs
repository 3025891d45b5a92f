//! Where a report goes, and what is said of it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use returns::report::{Report, Standing, csv, grouped, html};
use returns::rule::Kind;

/// The forms a report can have besides the summary. `-` is the standard output.
#[derive(clap::Args)]
pub struct Outputs {
    /// Write the report as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write it as a spreadsheet: a row for each cell of each finding.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write it as a page for the browser, which needs nothing else.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// How many rules the summary names.
const MOST: usize = 20;

impl Outputs {
    /// Writes what was asked for, says the summary, and answers with the exit status.
    pub fn write(&self, report: &Report, file: &Path) -> Result<ExitCode> {
        let stdout = |path: &Option<PathBuf>| path.as_ref().is_some_and(|it| it.as_os_str() == "-");
        if let Some(path) = &self.json {
            let mut out = super::create(path)?;
            serde_json::to_writer(&mut out, report)?;
            writeln!(out)?;
        }
        if let Some(path) = &self.csv {
            csv::write(report, super::create(path)?)?;
        }
        if let Some(path) = &self.html {
            let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
            super::create(path)?.write_all(html::page(report, &name)?.as_bytes())?;
        }
        if !stdout(&self.json) && !stdout(&self.csv) && !stdout(&self.html) {
            say(report);
        }
        Ok(ExitCode::from(match report.standing() {
            Standing::Ready => 0,
            Standing::Queries => 3,
            Standing::Errors => 4,
        }))
    }
}

fn say(report: &Report) {
    println!("{} {}, {} children", report.collection, report.year, grouped(report.children));
    for it in report.unreadable.iter().take(MOST) {
        let file = it.file.as_deref().map(|it| format!("{it}, ")).unwrap_or_default();
        println!("  {file}line {}: {}", it.line, it.what);
    }
    let left = report.unreadable.len().saturating_sub(MOST) + report.more_unreadable;
    if left > 0 {
        println!("  and {} lines more that could not be read", grouped(left));
    }
    println!(
        "{} errors, {} queries without a note, {} with one",
        grouped(report.open(Kind::Error)),
        grouped(report.open(Kind::Query)),
        grouped(report.noted())
    );
    for it in report.rules.iter().take(MOST) {
        println!("  {:9} {:>7}  {}", it.code, grouped(it.findings), it.message.trim());
    }
    if report.rules.len() > MOST {
        println!("  and {} rules more: --html, --csv or --json has them all", report.rules.len() - MOST);
    }
    for it in &report.not_asked {
        println!("  {} was not given: {} rules were not asked", it.missing, it.rules.len());
    }
    for it in report.year_on_year.iter().filter(|it| it.appears() && it.note.is_none()) {
        println!(
            "  {} {}: {} last year, {} this year",
            it.code,
            it.what,
            grouped(it.last as usize),
            grouped(it.this as usize)
        );
    }
}
