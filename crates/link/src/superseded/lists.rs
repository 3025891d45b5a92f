//! What records list of numbers from before, shared by all records of one number.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::BETWEEN;
use crate::people::People;

/// A number with more numbers from before than this is none: a default that many records have.
const MOST: usize = 12;

/// Gives every record what any record with its number lists of numbers from before, and what records of those list. `number` and
/// `list` are columns of one dictionary. Says how many records list more than they did.
///
/// A number that would list more than a dozen is left alone: it stands for many children.
pub fn share(people: &mut People, number: &str, list: &str) -> u64 {
    let mut listed: FxHashMap<String, BTreeSet<String>> = FxHashMap::default();
    let lists: Vec<(usize, String)> =
        (0..people.count()).filter_map(|record| Some((record, people.text(list, record)?))).collect();
    for (record, cell) in &lists {
        if let Some(now) = people.text(number, *record) {
            let before = listed.entry(now).or_default();
            before.extend(
                cell.split(BETWEEN).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned),
            );
        }
    }
    if listed.is_empty() {
        return 0;
    }
    let mut cells: Vec<(usize, String)> = Vec::new();
    for record in 0..people.count() {
        let Some(now) = people.text(number, record) else { continue };
        let before = all_before(&listed, &now);
        if before.is_empty() || before.len() > MOST {
            continue;
        }
        let own: BTreeSet<String> = people
            .text(list, record)
            .map(|cell| cell.split(BETWEEN).map(|value| value.trim().to_owned()).collect())
            .unwrap_or_default();
        if before.iter().any(|number| !own.contains(number)) {
            let whole: Vec<String> = own.union(&before).filter(|value| !value.is_empty()).cloned().collect();
            cells.push((record, whole.join("|")));
        }
    }
    people.set(list, &cells);
    cells.len() as u64
}

/// What stood before a number, and before that. A number is not before itself.
fn all_before(listed: &FxHashMap<String, BTreeSet<String>>, now: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut next = vec![now.to_owned()];
    while let Some(number) = next.pop() {
        for before in listed.get(&number).into_iter().flatten() {
            if before != now && all.len() <= MOST && all.insert(before.clone()) {
                next.push(before.clone());
            }
        }
    }
    all
}
