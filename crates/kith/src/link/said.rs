//! What is said while a linkage runs, and after it.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use link_files::report::{Expected, grouped};
use link_files::run::Linkage;

/// A line that says what is being done. In a log file it shows nothing.
pub struct Line(ProgressBar);

impl Line {
    /// Begins.
    pub fn new() -> Self {
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// What is done now.
    pub fn say(&self, what: &str) {
        self.0.set_message(what.to_owned());
    }

    /// Done.
    pub fn end(self) {
        self.0.finish_and_clear();
    }
}

/// What somebody should know, on the error stream.
pub fn warn(warnings: &[String]) {
    for warning in warnings {
        eprintln!("Warning: {warning}.");
    }
}

/// What came out.
pub fn summary(linkage: &Linkage) {
    let expected = Expected::of(linkage);
    let records = linkage.people.count() as u64;
    println!("{} records are {} persons.", grouped(records), grouped(linkage.clusters.count() as u64));
    println!(
        "{} pairs were compared; {} are one person, of which the model expects {:.1} to be two.",
        grouped(linkage.edges.pairs.iter().sum()),
        grouped(expected.merged),
        expected.wrong
    );
    if expected.review > 0 {
        println!(
            "{} pairs lie between: somebody should look (`kith link report`).",
            grouped(expected.review)
        );
    }
}

/// A table in fixed columns.
pub fn table(table: &pictures::Table) {
    let rows = || std::iter::once(&table.head).chain(&table.rows);
    let widths: Vec<usize> = (0..table.head.len())
        .map(|at| rows().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0))
        .collect();
    println!("{}", table.caption);
    for row in rows() {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        println!("  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    println!();
}
