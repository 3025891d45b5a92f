//! The census's report.

use super::{Cin, rules};
use crate::finding::{Cell, Finding};
use crate::read::Complaints;
use crate::report::notes::Notes;
use crate::report::{Made, Report, RuleShown, Source};

use super::table::Row;
use super::tables::Assessment;

/// The sentences that settle every finding of a rule at once, word for word as COLLECT compares them (guide, section 1.9).
const FIXED_NOTES: [(&str, &str); 7] = [
    (
        "2991Q",
        "2991Q: All records have been checked and can confirm that the data has been amended (where required) and the data is now correct in all instances.",
    ),
    (
        "8530Q",
        "8530Q: All records have been checked and can confirm that the data has been amended (where required) and the data is now correct in all instances.",
    ),
    (
        "8535Q",
        "8535Q: All records have been checked and can confirm that the data has been amended (where required). All remaining queries relate to pregnancies that did not proceed to full term or the child died before or during birth.",
    ),
    (
        "8670Q",
        "8670Q: All records have been checked and can confirm that the data has been amended (where required). All remaining queries relate to open assessments longer than 45 working days.",
    ),
    (
        "8675Q",
        "8675Q: All records have been checked and can confirm that the data has been amended (where required). All remaining queries relate to initial child protection conferences that took place after the year end.",
    ),
    (
        "8775Q",
        "8775Q: All records have been checked and can confirm that the data has been amended (where required). All remaining queries relate to individuals aged over 25 years and the data is now correct in all instances.",
    ),
    (
        "8825Q",
        "8825Q: All records have been checked and can confirm that the data has been amended (where required). All remaining queries relate to assessments that were completed in the previous reporting period or where an assessment was not required.",
    ),
];

/// The sentence the Department takes as a note on every finding of a rule, where it has given one.
pub fn fixed_note(rule: &str) -> Option<&'static str> {
    FIXED_NOTES.iter().find(|(code, _)| *code == rule).map(|(_, sentence)| *sentence)
}

impl Source for Cin {
    fn value(&self, cell: Cell) -> Option<String> {
        Cin::value(self, cell)
    }

    fn line(&self, cell: Cell) -> Option<u32> {
        self.place(cell).map(|it| it.line).filter(|it| *it > 0)
    }

    fn child(&self, cell: Cell) -> Option<String> {
        self.child_id(self.place(cell)?.child).map(str::to_owned)
    }

    /// The dates of an assessment are in the row of each of its factors; the file has them once.
    fn shown(&self, cell: Cell) -> Cell {
        let repeated = cell.column.table == Assessment::TABLE && cell.column != Assessment::FACTOR;
        let own = self.assessments.get(cell.row).filter(|_| repeated);
        let first = own.and_then(|it| self.assessments.of_part(it).next());
        first.map_or(cell, |it| it.at(cell.column))
    }
}

/// Puts a report together. `last` is last year's return, to compare with.
pub fn report(
    cin: &Cin,
    findings: Vec<Finding>,
    complaints: &Complaints,
    last: Option<&Cin>,
    notes: &Notes,
) -> Report {
    let made = Made {
        collection: "Children in need census",
        year: cin.year.to_string(),
        tables: vec![
            ("Children", cin.children.len()),
            ("Disabilities", cin.disabilities.len()),
            ("CINdetails", cin.episodes.len()),
            ("Assessments", cin.whole_assessments()),
            ("CINplanDates", cin.cin_plans.len()),
            ("Section47", cin.section47.len()),
            ("ChildProtectionPlans", cin.protection_plans.len()),
            ("Reviews", cin.reviews.len()),
            ("PreProceedingsandFGDM", cin.pre_proceedings.len()),
        ],
        children: cin.children.len(),
        findings,
        complaints,
        year_on_year: last.map(|last| super::year_on_year::compare(cin, last)).unwrap_or_default(),
        notes,
    };
    Report::new(made, cin, |code| {
        let rule = rules::named(code)?;
        Some(RuleShown {
            code: rules::code_in(rule, cin.year),
            kind: rules::kind_in(rule, cin.year),
            message: rule.message,
            fixed_note: fixed_note(rule.code),
        })
    })
}
