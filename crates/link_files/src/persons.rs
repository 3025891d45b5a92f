//! Persons that last, as files: who each record is, what was decided by hand, and what changed when, by whom and why.

use std::collections::{BTreeMap, HashSet};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use link::lasting::{Change, Persons, carry_over};

use crate::run::Linkage;
use crate::table::{CannotUse, rows};

/// What somebody decided of two records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The id of one record.
    pub left: String,
    /// The id of the other.
    pub right: String,
    /// Whether they are one person.
    pub same: bool,
}

/// Who changes persons, when and why: written beside every change.
#[derive(Debug, Clone, Copy)]
pub struct Author<'a> {
    /// A date and a time.
    pub at: &'a str,
    /// Who.
    pub who: &'a str,
    /// Why.
    pub why: &'a str,
}

/// Reads `unique_id,person_id`. A file that is not there has nobody.
///
/// # Errors
/// [`CannotUse`], with the line.
pub fn read(file: &Path) -> Result<Persons, CannotUse> {
    if !file.exists() {
        return Ok(Persons::new());
    }
    let rows = rows(file, ["unique_id", "person_id"])?;
    let mut persons = Persons::new();
    for (line, [record, person]) in rows {
        if persons.insert(record.clone(), person).is_some() {
            return Err(wrong(
                file,
                format!("line {line} says again who “{record}” is. Every record has one line"),
            ));
        }
    }
    Ok(persons)
}

/// Reads `unique_id_l,unique_id_r,decision`, where a decision is `same` or `different`.
///
/// # Errors
/// [`CannotUse`], with the line.
pub fn decisions(file: &Path) -> Result<Vec<Decision>, CannotUse> {
    let rows = rows(file, ["unique_id_l", "unique_id_r", "decision"])?;
    rows.into_iter()
        .map(|(line, [left, right, decision])| {
            let same = match decision.as_str() {
                "same" => true,
                "different" => false,
                other => {
                    return Err(wrong(
                        file,
                        format!("line {line} decides “{other}”: write `same` or `different`"),
                    ));
                }
            };
            Ok(Decision { left, right, same })
        })
        .collect()
}

/// Carries the persons of a file over to a linkage, writes them, and adds every change to the history beside them
/// (`persons.csv` has `persons.history.csv`). The persons are written whole to a new file first: when the disk is full, the
/// old ones are still there.
///
/// # Errors
/// [`CannotUse`]; nothing is changed then.
pub fn keep(file: &Path, linkage: &Linkage, author: Author) -> Result<Vec<Change>, CannotUse> {
    let before = read(file)?;
    let history = history_of(file);
    let mut next = highest(&before, &history)?;
    let mut clusters: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for (record, cluster) in linkage.clusters.of.iter().enumerate() {
        let id = linkage.people.ids.get(record);
        if !seen.insert(id.clone()) {
            return Err(wrong(
                file,
                format!(
                    "“{id}” is the id of a record in two of the files, so nobody can tell whose line it would be. Give every record an id of its own; no person was changed"
                ),
            ));
        }
        clusters.entry(*cluster).or_default().push(id);
    }
    let clusters: Vec<Vec<String>> = clusters.into_values().collect();
    let (after, changes) = carry_over(&before, &clusters, || {
        next += 1;
        format!("P{next:08}")
    });
    let fresh = file.with_extension("new");
    write(&fresh, &after).map_err(|why| wrong(&fresh, why.to_string()))?;
    add(&history, &changes, author).map_err(|why| wrong(&history, why.to_string()))?;
    std::fs::rename(&fresh, file).map_err(|why| wrong(file, why.to_string()))?;
    Ok(changes)
}

/// The history beside a file of persons.
pub fn history_of(file: &Path) -> PathBuf {
    file.with_extension("history.csv")
}

fn write(file: &Path, persons: &Persons) -> Result<(), csv::Error> {
    let mut out = csv::Writer::from_path(file)?;
    out.write_record(["unique_id", "person_id"])?;
    for (record, person) in persons {
        out.write_record([record, person])?;
    }
    Ok(out.flush()?)
}

fn add(file: &Path, changes: &[Change], author: Author) -> Result<(), csv::Error> {
    let new = !file.exists();
    let mut opened = OpenOptions::new().create(true).append(true).open(file)?;
    let mut out = csv::Writer::from_writer(Vec::new());
    if new {
        out.write_record(["at", "who", "why", "what", "person_id", "other_person_id", "unique_ids"])?;
    }
    for change in changes {
        let (what, person, other, records) = match change {
            Change::New { person, records } => ("new", person, None, records),
            Change::Joined { person, records } => ("joined", person, None, records),
            Change::Merged { person, from, records } => ("merged", person, Some(from), records),
            Change::Split { person, from, records } => ("split", person, Some(from), records),
            Change::Gone { person, records } => ("gone", person, None, records),
        };
        let other = other.map_or("", String::as_str);
        out.write_record([author.at, author.who, author.why, what, person, other, &records.join(" ")])?;
    }
    let rows = out.into_inner().map_err(|wrong| csv::Error::from(wrong.into_error()))?;
    opened.write_all(&rows)?;
    Ok(opened.sync_all()?)
}

/// The highest number that any person ever had.
fn highest(persons: &Persons, history: &Path) -> Result<u64, CannotUse> {
    let number = |person: &str| person.strip_prefix('P').and_then(|digits| digits.parse().ok()).unwrap_or(0);
    let mut highest = persons.values().map(|person| number(person)).max().unwrap_or(0);
    if history.exists() {
        for (_, [person, other]) in rows(history, ["person_id", "other_person_id"])? {
            highest = highest.max(number(&person)).max(number(&other));
        }
    }
    Ok(highest)
}

fn wrong(file: &Path, why: String) -> CannotUse {
    CannotUse::new(file, why)
}
