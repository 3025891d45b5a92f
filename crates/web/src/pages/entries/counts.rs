//! For which child a visit counts, for which clock, and why or why not (`law::visit`).

use law::form::typed::{Cell, Row, rows};
use law::form::{Audience, Who};
use law::visit::{ChildAtVisit, Visit as Made, VisitManner};
use record::access::may::ReadsPerson;
use record::entry::Kind;
use serde_json::{Value, json};

use super::opened::Opened;
use super::written;
use crate::visit::Visit;

/// A line for each child and each clock that seeing a child stops. Nothing for what is no visit, and while nobody has written
/// down how and when it was.
pub fn context<A: ReadsPerson>(visit: &Visit, page: &Opened<A>) -> Vec<Value> {
    if page.entry.kind != Kind::Visit {
        return Vec::new();
    }
    let read = rows(&page.form, Audience::Worker, &page.answers);
    let Some(about) = read.iter().find(|row| row.owner == "visit") else { return Vec::new() };
    let manner = match code(about, "how") {
        Some("in-person") => VisitManner::FaceToFace,
        Some("video") => VisitManner::Virtual,
        Some("unsuccessful") => VisitManner::Unsuccessful,
        _ => return Vec::new(),
    };
    let Some(Cell::Day(day)) = about.columns.get("happened_on") else { return Vec::new() };
    let time = match about.columns.get("started_at") {
        Some(Cell::Time(time)) => *time,
        _ => jiff::civil::Time::midnight(),
    };
    let Ok(at) = day.to_datetime(time).to_zoned(law::clocks::london().clone()) else { return Vec::new() };
    let people = written::subjects(&page.entry, visit.today());
    let children: Vec<_> = people.iter().filter(|one| one.who == Who::Child).collect();
    let made = Made {
        manner,
        at: at.timestamp(),
        children: children
            .iter()
            .filter_map(|child| {
                let row =
                    read.iter().find(|row| row.owner == "visit_child" && row.number == Some(child.number))?;
                Some(ChildAtVisit {
                    child: child.number.to_string(),
                    name: child.name.clone(),
                    seen: code(row, "seen") == Some("yes"),
                    alone: code(row, "seen_alone") == Some("yes"),
                    why_not: String::new(),
                })
            })
            .collect(),
    };
    let clocks = &visit.app.council.pack.clocks;
    let mut lines = Vec::new();
    for child in children {
        for clock in &clocks.clock {
            if let Some(found) = made.counts_for(clock, &child.number.to_string(), &child.name) {
                lines.push(json!({ "who": child.name, "counts": found.counts, "because": found.because }));
            }
        }
    }
    lines
}

fn code<'r>(row: &'r Row, column: &str) -> Option<&'r str> {
    match row.columns.get(column)? {
        Cell::Code(code) => Some(code),
        _ => None,
    }
}
