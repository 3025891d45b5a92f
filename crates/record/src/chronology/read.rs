//! A chronology as one list.

use std::collections::HashMap;

use law::chronology::{Row, merge, row_of};
use uuid::Uuid;

use super::events::{self, About, Happened, People};
use super::row::{self, Removal, Written};
use crate::access::{Permit, may};
use crate::person::other::{self, Other};
use crate::{Result, Work, event, family};

/// Everything on file for a family's chronology and timeline.
#[derive(Debug)]
pub struct Chronology {
    /// The rows, the earliest first, each event once.
    pub lines: Vec<Line>,
    /// What casework recorded that is no row: visits and notes that nobody marked.
    pub besides: Vec<Happened>,
    /// What was taken out.
    pub removed: Vec<Removal>,
    /// Everybody who is named, or belongs to the family.
    pub people: Vec<Other>,
}

/// A row of it.
#[derive(Debug)]
pub struct Line {
    /// What it says.
    pub row: Row,
    /// As somebody wrote it, where somebody did.
    pub written: Option<Written>,
    /// What it is written down in, where casework recorded it.
    pub about: Option<About>,
}

/// The rows about the permit's person, of every family they belong or belonged to, the earliest first. That they were read is on record
/// for them.
pub async fn of_person(work: &mut Work, permit: &Permit<may::OpenNarrative>) -> Result<Vec<Line>> {
    let person = permit.person();
    let mut all = Vec::new();
    for family in family::families(work, permit).await? {
        let people: People = events::people(work, permit, family.id).await?;
        let (lines, ..) = lines(work, family.id, &people).await?;
        all.extend(lines.into_iter().filter(|line| line.row.subjects.contains_key(&person.to_string())));
    }
    // What is recorded of a person stands in each of their families.
    let mut seen: Vec<String> = Vec::new();
    all.retain(|line| match line.row.events.first() {
        Some(event) if seen.contains(event) => false,
        event => {
            seen.extend(event.cloned());
            true
        }
    });
    all.sort_by_key(|line| line.row.when.bounds().map(|(_, last)| last));
    event::record(work, event::note(ledger::Action::Opened).about("person", person).flag("chronology", true))
        .await?;
    Ok(all)
}

/// A family's chronology. The permit is for somebody of the family; that it was read is on record for everybody it is about.
pub async fn of_family(
    work: &mut Work,
    permit: &Permit<may::OpenNarrative>,
    family: Uuid,
) -> Result<Chronology> {
    let people: People = events::people(work, permit, family).await?;
    let (lines, besides, removed) = lines(work, family, &people).await?;
    let mut named = events::subjects(lines.iter().map(|line| &line.row.subjects));
    for person in named.iter().filter(|one| people.open.contains(one)) {
        let note = event::note(ledger::Action::Opened).about("person", *person).id("chronology", family);
        event::record(work, note).await?;
    }
    named.extend(people.named.iter().filter(|one| !named.contains(one)).copied().collect::<Vec<_>>());
    let people = other::all(work, &named).await?;
    Ok(Chronology { lines, besides, removed, people })
}

/// Rows, what is none, and what was taken out.
async fn lines(
    work: &mut Work,
    family: Uuid,
    people: &People,
) -> Result<(Vec<Line>, Vec<Happened>, Vec<Removal>)> {
    let (written, removed) = row::all(work, family).await?;
    let happened = events::of_people(work, family, people).await?;
    let (rows, besides): (Vec<Happened>, Vec<Happened>) = happened.into_iter().partition(|one| one.is_row);
    let about: HashMap<String, About> = rows.iter().map(|one| (one.event.id.clone(), one.about)).collect();
    let automatic = rows.iter().filter_map(|one| Some(Row { when: one.when, ..row_of(&one.event)? }));
    let merged = merge(written.iter().map(|one| one.row.clone()).chain(automatic));
    let mut written: HashMap<String, Written> =
        written.into_iter().map(|one| (row::name(one.id), one)).collect();
    let lines: Vec<Line> = merged
        .into_iter()
        .map(|row| Line {
            written: row.events.iter().find_map(|event| written.remove(event)),
            about: row.events.iter().find_map(|event| about.get(event).copied()),
            row,
        })
        .collect();
    Ok((lines, besides, removed))
}
