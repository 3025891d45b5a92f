//! What is written into the added columns.

use super::columns::Kind;
use crate::address::Address;
use crate::field::Field;
use crate::matching::{MatchStatus, Outcome};
use crate::patient::{Patient, Whereabouts};
use crate::reconcile::{Reconciliation, Status};

/// What DfE writes where there is nothing.
const NOTHING: &str = "-";

/// The columns of a search.
pub(super) fn outcome(outcome: &Outcome, note: String) -> Vec<String> {
    let (number, score) = found(outcome);
    let rule = outcome.rule.clone().unwrap_or_else(nothing);
    vec![outcome.status.to_string(), score, number, rule, note]
}

/// The columns of a reconciliation.
pub(super) fn reconciliation(result: &Reconciliation, note: String) -> Vec<String> {
    let mut cells = held(result.patient.as_ref());
    let fields = |fields: &[Field]| joined(fields.iter().map(|field| field.dfe_name().to_owned()));
    cells.push(fields(&result.differences.differ));
    cells.push(fields(&result.differences.missing_local));
    cells.push(fields(&result.differences.missing_nhs));
    cells.push(result.status.to_string());
    let (number, score) = found(&result.outcome);
    cells.push(result.outcome.status.to_string());
    cells.push(number);
    cells.push(score);
    cells.push(result.outcome.rule.clone().unwrap_or_else(nothing));
    cells.push(result.addresses.primary_same.to_string());
    cells.push(result.addresses.histories_intersect.to_string());
    cells.push(result.addresses.local_in_nhs_history.to_string());
    cells.push(result.addresses.nhs_in_local_history.to_string());
    cells.push(note);
    cells.iter().map(|cell| safe(cell)).collect()
}

/// The columns of a row that was not asked about.
pub(super) fn not_asked(kind: Kind, note: String) -> Vec<String> {
    let cells = kind.added().iter().map(|name| match *name {
        "SUI_Status" if kind == Kind::Match => MatchStatus::Error.to_string(),
        "SUI_Status" => Status::Error.to_string(),
        "SUI_MatchStatus" => MatchStatus::Error.to_string(),
        "SUI_Note" => note.clone(),
        _ => nothing(),
    });
    cells.collect()
}

fn found(outcome: &Outcome) -> (String, String) {
    match &outcome.found {
        Some((number, score)) => (number.as_str().to_owned(), score.to_string()),
        None => (nothing(), nothing()),
    }
}

/// What the NHS holds. What it withholds says so, lest somebody take it for a blank and put that over what is on file.
fn held(patient: Option<&Patient>) -> Vec<String> {
    let Some(patient) = patient else { return vec![nothing(); 10] };
    let names = |part: fn(&crate::patient::Name) -> String| joined(patient.names.iter().map(part));
    let mut cells = vec![
        patient.nhs_number.as_str().to_owned(),
        names(|name| name.given.join(" ")),
        names(|name| name.family.clone()),
        patient.born.map_or_else(nothing, |born| born.to_string()),
        patient.gender.clone().unwrap_or_else(nothing),
    ];
    match &patient.whereabouts {
        Whereabouts::Withheld => cells.extend(vec!["Withheld".to_owned(); 5]),
        Whereabouts::Told { addresses, phones, emails, practice } => cells.extend([
            joined(addresses.iter().map(|address| address.postcode.clone())),
            joined(emails.iter().cloned()),
            joined(phones.iter().cloned()),
            addresses.iter().map(history).collect::<Vec<_>>().join("|"),
            practice.clone().unwrap_or_else(nothing),
        ]),
    }
    for cell in cells.iter_mut().filter(|cell| cell.is_empty()) {
        *cell = nothing();
    }
    cells
}

fn history(address: &Address) -> String {
    let parts = address.lines.iter().chain([&address.postcode]);
    parts.map(|part| part.replace(['~', '|'], " ")).collect::<Vec<_>>().join("~")
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let mut once: Vec<String> = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !once.contains(&part) {
            once.push(part);
        }
    }
    if once.is_empty() { nothing() } else { once.join(" - ") }
}

fn nothing() -> String {
    NOTHING.to_owned()
}

/// What a spreadsheet would take for a formula gets an apostrophe.
fn safe(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula && cell != NOTHING { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!((safe("=1+1"), safe("+441632960587"), safe("-"), safe("Quill")), {
            ("'=1+1".into(), "+441632960587".into(), "-".into(), "Quill".into())
        });
    }

    #[test]
    fn a_row_that_was_not_asked_about_has_every_column() {
        for kind in [Kind::Match, Kind::Reconcile] {
            let cells = not_asked(kind, "why".into());
            assert_eq!(cells.len(), kind.added().len());
            assert_eq!(
                (cells[kind.status_at()].as_str(), cells.last().map(String::as_str)),
                ("Error", Some("why"))
            );
        }
    }
}
