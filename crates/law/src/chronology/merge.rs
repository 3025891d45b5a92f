//! One event is one row, however many children it is about and however often it was written down.

use std::collections::BTreeMap;

use super::row::Row;

/// The rows of several children as one chronology, in order of date. Two rows tell of the same when they share an event of
/// casework, or have the same date, category and headline. No subject and no event is lost; of a written row and an automatic
/// one the written one gives the words. Merging again changes nothing.
pub fn merge(rows: impl IntoIterator<Item = Row>) -> Vec<Row> {
    let mut rows: Vec<Row> = rows.into_iter().collect();
    // What somebody wrote first, whatever its date; then in a fixed order, so that it does not matter whose rows came first.
    rows.sort_by(|one, other| (one.origin, order(one)).cmp(&(other.origin, order(other))));
    let groups = groups(&rows);
    let mut merged: BTreeMap<usize, Row> = BTreeMap::new();
    for (row, group) in rows.into_iter().zip(groups) {
        match merged.remove(&group) {
            None => merged.insert(group, row),
            Some(kept) => merged.insert(group, both(kept, row)),
        };
    }
    let mut merged: Vec<Row> = merged.into_values().collect();
    merged.sort_by(|one, other| order(one).cmp(&order(other)));
    merged
}

/// For each row the first row that tells of the same, directly or through others.
fn groups(rows: &[Row]) -> Vec<usize> {
    let mut leader: Vec<usize> = (0..rows.len()).collect();
    let mut by_event: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_words: BTreeMap<(super::ApproximateDate, super::Category, String), usize> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let words = *by_words.entry((row.when, row.category, plain(&row.headline))).or_insert(index);
        join(&mut leader, words, index);
        for event in &row.events {
            let event = *by_event.entry(event).or_insert(index);
            join(&mut leader, event, index);
        }
    }
    (0..rows.len()).map(|index| first_of(&leader, index)).collect()
}

/// Puts two rows' groups together under the earlier of their first rows.
fn join(leader: &mut [usize], one: usize, other: usize) {
    let (one, other) = (first_of(leader, one), first_of(leader, other));
    leader[one.max(other)] = one.min(other);
}

fn first_of(leader: &[usize], mut index: usize) -> usize {
    while leader[index] != index {
        index = leader[index];
    }
    index
}

/// The kept row with everything of the other that it lacks. Rows come in order, so the kept one gives the words.
fn both(mut kept: Row, other: Row) -> Row {
    for (subject, impact) in other.subjects {
        let said = kept.subjects.entry(subject).or_default();
        add_words(said, &impact);
    }
    for event in other.events {
        if !kept.events.contains(&event) {
            kept.events.push(event);
        }
    }
    add_words(&mut kept.source, &other.source);
    add_words(&mut kept.agency, &other.agency);
    add_words(&mut kept.action, &other.action);
    kept.is_significant |= other.is_significant;
    kept
}

/// Adds what is not said yet.
fn add_words(said: &mut String, more: &str) {
    let more = more.trim();
    if more.is_empty() || said.split("; ").any(|part| plain(part) == plain(more)) {
        return;
    }
    if !said.is_empty() {
        said.push_str("; ");
    }
    said.push_str(more);
}

/// Dates first, then a fixed order of everything else.
fn order(row: &Row) -> impl Ord + '_ {
    (
        row.when,
        row.origin,
        row.category,
        &row.headline,
        &row.events,
        &row.subjects,
        (&row.source, &row.agency, &row.action),
    )
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
