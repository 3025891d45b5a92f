//! A report of a return: what was found, rule by rule and child by child, with the notes that were written on queries.
//!
//! One for both collections: a collection says through [`Source`] what stands in a cell and on which line.

pub mod csv;
pub mod html;
pub mod notes;
mod picture;

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::finding::{Cell, Finding};
use crate::read::{Complaints, Unreadable};
use crate::rule::Kind;
use notes::Notes;

/// The tables of a return, as a report needs them.
pub trait Source {
    /// What a cell holds, as it is shown; `None` where it is empty.
    fn value(&self, cell: Cell) -> Option<String>;
    /// The line of a cell in its file, from 1.
    fn line(&self, cell: Cell) -> Option<u32>;
    /// The council's own number of the child a cell is about.
    fn child(&self, cell: Cell) -> Option<String>;
    /// The cell that is shown for this one: tables can repeat a value of the file in several rows.
    fn shown(&self, cell: Cell) -> Cell {
        cell
    }
}

/// A rule, as a report shows it.
#[derive(Debug, Clone, Copy)]
pub struct RuleShown {
    /// The code it has in the return's year.
    pub code: &'static str,
    /// Error or query in that year.
    pub kind: Kind,
    /// The Department's message.
    pub message: &'static str,
    /// The sentence that settles all its findings at once, where the Department has given one.
    pub fixed_note: Option<&'static str>,
}

/// A report.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Which collection: "Children in need census".
    pub collection: &'static str,
    /// By the rules of which year: "2026-27".
    pub year: String,
    /// How many rows each table has.
    pub tables: Vec<(&'static str, usize)>,
    /// How many children.
    pub children: usize,
    /// The rules that found something: errors first, then by how much.
    pub rules: Vec<OfRule>,
    /// Everything that was found, in the order of [`Report::rules`].
    pub findings: Vec<Shown>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// How many such lines there are beyond those.
    pub more_unreadable: usize,
    /// The comparison with last year's return, where there was one.
    pub year_on_year: Vec<YearOnYear>,
    /// The rules that were not asked, as something they need was not given. Whoever gave it or did not says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_asked: Vec<NotAsked>,
}

/// Rules that were not asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotAsked {
    /// What was not given: "Last year’s return".
    pub missing: &'static str,
    /// The rules that ask about it.
    pub rules: Vec<&'static str>,
}

/// What one rule found.
#[derive(Debug, Serialize)]
pub struct OfRule {
    /// Its code.
    pub code: &'static str,
    /// Error or query.
    pub kind: Kind,
    /// The Department's message.
    pub message: &'static str,
    /// How many findings.
    pub findings: usize,
    /// How many of them stand with a note.
    pub noted: usize,
    /// At how many children. 0 where it is about the whole return.
    pub children: usize,
    /// The note on the whole return, if one was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The sentence that settles all its findings at once, where the Department has given one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_note: Option<&'static str>,
}

/// One finding.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// The rule's code.
    pub rule: &'static str,
    /// Error or query.
    pub kind: Kind,
    /// The child; none where it is about the whole return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<String>,
    /// The cells that together break the rule.
    pub cells: Vec<ShownCell>,
    /// The note it stands with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One cell of a finding.
#[derive(Debug, Serialize)]
pub struct ShownCell {
    /// Its table.
    pub table: &'static str,
    /// Its column.
    pub column: &'static str,
    /// Its line in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A figure of this year beside last year's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct YearOnYear {
    /// "YonY 01".
    pub code: &'static str,
    /// What is counted.
    pub what: &'static str,
    /// Last year.
    pub last: u64,
    /// This year.
    pub this: u64,
    /// From how many per cent up or down it is looked at.
    pub threshold: u64,
    /// From how many up or down, besides: three adoptions after two are no trend.
    pub least: u64,
    /// The sentence that confirms it, where the Department asks that somebody confirms it. Without one a figure is shown and not judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_note: Option<&'static str>,
    /// The note that was written on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl YearOnYear {
    /// The change in per cent of last year; `None` where last year was nought.
    pub fn change(&self) -> Option<f64> {
        (self.last > 0).then(|| (self.this as f64 - self.last as f64) * 100.0 / self.last as f64)
    }

    /// Whether it is to be looked at: it changed by the threshold or more, or there was nothing to compare with.
    pub fn appears(&self) -> bool {
        let change = self.this.abs_diff(self.last);
        change.saturating_mul(100) >= self.threshold.saturating_mul(self.last) && change >= self.least.max(1)
    }

    /// Whether somebody still has to confirm it.
    pub fn unconfirmed(&self) -> bool {
        self.fixed_note.is_some() && self.appears() && self.note.is_none()
    }
}

/// What is left to do, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing was found, or every query has its note.
    Ready,
    /// Queries without a note, or a change from last year that nobody confirmed.
    Queries,
    /// Errors, or lines that could not be read.
    Errors,
}

/// What a report is made of.
pub struct Made<'a> {
    /// Which collection.
    pub collection: &'static str,
    /// The year, as it is written.
    pub year: String,
    /// How many rows each table has.
    pub tables: Vec<(&'static str, usize)>,
    /// How many children.
    pub children: usize,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What could not be read.
    pub complaints: &'a Complaints,
    /// The comparison with last year.
    pub year_on_year: Vec<YearOnYear>,
    /// The notes that were written.
    pub notes: &'a Notes,
}

impl Report {
    /// Puts together what was found in `source`. `rule` says of each rule's code how it is shown.
    pub fn new(
        made: Made<'_>,
        source: &impl Source,
        rule: impl Fn(&'static str) -> Option<RuleShown>,
    ) -> Self {
        let mut by_rule: BTreeMap<&'static str, Vec<Vec<Cell>>> = BTreeMap::new();
        for finding in made.findings {
            let mut cells: Vec<Cell> = Vec::with_capacity(finding.cells.len());
            for cell in finding.cells.into_iter().map(|it| source.shown(it)) {
                if !cells.contains(&cell) {
                    cells.push(cell);
                }
            }
            by_rule.entry(finding.rule).or_default().push(cells);
        }
        let mut groups: Vec<(RuleShown, Vec<Vec<Cell>>)> = Vec::new();
        for (code, mut findings) in by_rule {
            let mut seen = FxHashSet::default();
            findings.retain(|it| seen.insert(it.clone()));
            if let Some(shown) = rule(code) {
                groups.push((shown, findings));
            }
        }
        groups.sort_by_key(|(rule, findings)| (rule.kind, std::cmp::Reverse(findings.len()), rule.code));
        let mut report = Self {
            collection: made.collection,
            year: made.year,
            tables: made.tables,
            children: made.children,
            rules: Vec::new(),
            findings: Vec::new(),
            unreadable: made.complaints.first().to_vec(),
            more_unreadable: made.complaints.more(),
            year_on_year: made.year_on_year,
            not_asked: Vec::new(),
        };
        for (rule, findings) in groups {
            report.add(rule, findings, source, made.notes);
        }
        for check in &mut report.year_on_year {
            check.note = made.notes.on_return(check.code).map(str::to_owned);
        }
        report
    }

    fn add(&mut self, rule: RuleShown, findings: Vec<Vec<Cell>>, source: &impl Source, notes: &Notes) {
        let query = rule.kind == Kind::Query;
        let begin = self.findings.len();
        for cells in findings {
            let child = cells.iter().find_map(|it| source.child(*it));
            let note = notes.on(rule.code, child.as_deref()).filter(|_| query).map(str::to_owned);
            let cells = cells.into_iter().map(|it| ShownCell {
                table: it.column.table,
                column: it.column.name,
                line: source.line(it),
                value: source.value(it),
            });
            self.findings.push(Shown {
                rule: rule.code,
                kind: rule.kind,
                child,
                cells: cells.collect(),
                note,
            });
        }
        let new = &self.findings[begin..];
        let children: FxHashSet<&str> = new.iter().filter_map(|it| it.child.as_deref()).collect();
        self.rules.push(OfRule {
            code: rule.code,
            kind: rule.kind,
            message: rule.message,
            findings: new.len(),
            noted: new.iter().filter(|it| it.note.is_some()).count(),
            children: children.len(),
            note: notes.on_return(rule.code).filter(|_| query).map(str::to_owned),
            fixed_note: rule.fixed_note,
        });
    }

    /// How many findings of a kind have no note.
    pub fn open(&self, kind: Kind) -> usize {
        self.rules.iter().filter(|it| it.kind == kind).map(|it| it.findings - it.noted).sum()
    }

    /// How many findings stand with a note.
    pub fn noted(&self) -> usize {
        self.rules.iter().map(|it| it.noted).sum()
    }

    /// What is left to do.
    pub fn standing(&self) -> Standing {
        let unconfirmed = self.year_on_year.iter().any(YearOnYear::unconfirmed);
        if self.open(Kind::Error) > 0 || !self.unreadable.is_empty() {
            Standing::Errors
        } else if self.open(Kind::Query) > 0 || unconfirmed {
            Standing::Queries
        } else {
            Standing::Ready
        }
    }

    /// The findings child by child, the child with the most first. What is about the whole return is left out.
    pub fn by_child(&self) -> Vec<(&str, Vec<&Shown>)> {
        let mut children: BTreeMap<&str, Vec<&Shown>> = BTreeMap::new();
        for finding in &self.findings {
            if let Some(child) = &finding.child {
                children.entry(child).or_default().push(finding);
            }
        }
        let mut children: Vec<_> = children.into_iter().collect();
        children.sort_by_key(|(child, findings)| (std::cmp::Reverse(findings.len()), *child));
        children
    }
}

/// A number as people write it: 12,345.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
