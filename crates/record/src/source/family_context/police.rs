//! `police.csv` and `police_offence.csv`: that there are records, and of safeguarding offences which.

use std::collections::HashMap;

use law::involvement_rules::{Found, InvolvementRules, Offence};

use super::Line;
use super::cells::{date, nature};
use super::services::contact;
use super::table::Reading;
use crate::source::{Detail, Summary};

/// Who has records, and whom to ask.
pub(super) const FILE: &str = "police.csv";
/// The offences.
pub(super) const OFFENCES: &str = "police_offence.csv";

/// Reads both. Of the offences only what a worker may see goes any further.
pub(super) fn read(reading: &mut Reading<'_>, rules: &InvolvementRules) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut offences = offences(reading);
    for row in reading.table(FILE, &["personId", "policeArea"]).rows {
        let person = row.cell("personId").to_owned();
        if let Some(earlier) = lines.iter().find(|line| line.person == person) {
            reading.wrong(FILE, row.line, format!("line {} is about the same person", earlier.line));
        }
        let organisation = row.cell("policeArea").to_owned();
        if organisation.is_empty() {
            reading.wrong(FILE, row.line, "the police area is empty");
        }
        let found =
            offences.remove(&person).unwrap_or_default().into_iter().map(|(_, offence)| offence).collect();
        let summary = Summary { organisation, contact: contact(&row), since: None };
        let said = (Found::Records, Some((summary, Detail::Police(rules.keep_necessary(found)))));
        lines.push(Line { file: FILE, line: row.line, person, said });
    }
    for (line, _) in offences.into_values().flatten() {
        reading.wrong(OFFENCES, line, "police.csv has no line about this person");
    }
    lines
}

fn offences(reading: &mut Reading<'_>) -> HashMap<String, Vec<(u64, Offence)>> {
    let mut offences: HashMap<String, Vec<(u64, Offence)>> = HashMap::new();
    let needed = ["personId", "dateOfOffence", "typeOfOffence", "natureOfInvolvement"];
    for row in reading.table(OFFENCES, &needed).rows {
        let (on, nature) =
            (date(reading, &row, "dateOfOffence"), nature(reading, &row, "natureOfInvolvement"));
        let kind = row.cell("typeOfOffence").to_owned();
        if row.cell("dateOfOffence").is_empty() || kind.is_empty() {
            reading.wrong(OFFENCES, row.line, "an offence needs its date and type");
        }
        if let (Some(on), Some(nature)) = (on, nature) {
            offences
                .entry(row.cell("personId").to_owned())
                .or_default()
                .push((row.line, Offence { on, kind, nature }));
        }
    }
    offences
}
