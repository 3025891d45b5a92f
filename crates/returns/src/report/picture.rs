//! The report's plot: how much each rule found.

use pictures::Table;
use pictures::caseload::{Bar, Caseload};

use super::Report;

/// So many rules are drawn; the others are in the table above it.
const MOST: usize = 15;

/// The plot, and the table that says the same. `None` where nothing was found.
pub fn of_rules(report: &Report) -> Option<(String, Table)> {
    let mut rules: Vec<_> = report.rules.iter().collect();
    rules.sort_by_key(|it| (std::cmp::Reverse(it.findings), it.code));
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let bars = rules.iter().take(MOST).map(|it| Bar {
        name: it.code.to_owned(),
        count: number(it.findings),
        part: number(it.noted),
        link: None,
    });
    let plot = Caseload {
        name: "Findings by rule".to_owned(),
        unit: "findings".to_owned(),
        part_name: if report.noted() > 0 { "with a note".to_owned() } else { String::new() },
        guide: None,
        bars: bars.collect(),
    };
    (!plot.bars.is_empty()).then(|| (plot.svg("rules"), plot.table()))
}
