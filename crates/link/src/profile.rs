//! What columns look like, before anything is linked.

use rustc_hash::FxHashMap;

use crate::people::{Column, MISSING, People};
use crate::plan::LinkPlan;

/// How many of the most common values are shown.
const COMMON: usize = 8;

/// What one column looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnProfile {
    /// Its name.
    pub name: String,
    /// How many records lack it.
    pub missing: u64,
    /// How many different values it has.
    pub different: u64,
    /// The most common ones and how often each is.
    pub common: Vec<(String, u64)>,
}

/// What every column looks like.
pub fn profile(people: &People) -> Vec<ColumnProfile> {
    let names: Vec<String> = people.names().map(str::to_owned).collect();
    names.iter().filter_map(|name| Some(of_column(name, people.column(name)?, people))).collect()
}

fn of_column(name: &str, column: &Column, people: &People) -> ColumnProfile {
    let (mut counts, mut missing): (FxHashMap<u128, (u64, usize)>, u64) = (FxHashMap::default(), 0);
    for record in 0..people.count() {
        let value = match column {
            Column::Coded { codes, .. } => u128::from(codes[record]),
            Column::Wide(words) => words[record],
        };
        if value == u128::from(MISSING) {
            missing += 1;
        } else {
            counts.entry(value).or_insert((0, record)).0 += 1;
        }
    }
    let mut common: Vec<(u64, usize)> = counts.values().copied().collect();
    common.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let different = common.len() as u64;
    common.truncate(COMMON);
    let common = common
        .into_iter()
        .map(|(count, record)| (people.text(name, record).unwrap_or_default(), count))
        .collect();
    ColumnProfile { name: name.to_owned(), missing, different, common }
}

/// Dates that cannot be read, where a plan reads them.
fn unread_dates(plan: &LinkPlan, people: &People, name: &str) -> Option<String> {
    let Some(Column::Coded { dictionary, codes }) = people.column(name).filter(|_| plan.reads_dates_of(name))
    else {
        return None;
    };
    let texts = people.dictionary(*dictionary);
    let read = |code: u32| std::str::from_utf8(texts.bytes(code)).ok().and_then(crate::part::date).is_some();
    let readable: Vec<bool> = (0..=texts.len() as u32).map(read).collect();
    let unread = codes.iter().filter(|code| **code != MISSING && !readable[**code as usize]).count();
    let example = codes.iter().position(|code| *code != MISSING && !readable[*code as usize])?;
    let example = people.text(name, example).unwrap_or_default();
    Some(format!(
        "{unread} records have a date in `{name}` that cannot be read, such as “{example}”: write dates year first, 2016-04-18"
    ))
}

/// What is odd about the columns that a plan compares, in words.
pub fn warnings(plan: &LinkPlan, people: &People) -> Vec<String> {
    let mut warnings = Vec::new();
    for name in plan.columns() {
        let Some(column) = people.column(name) else { continue };
        let mut first = None;
        let mut constant = true;
        for record in 0..people.count() {
            let value = match column {
                Column::Coded { codes, .. } => u128::from(codes[record]),
                Column::Wide(words) => words[record],
            };
            if value != 0 {
                constant &= *first.get_or_insert(value) == value;
                if !constant {
                    break;
                }
            }
        }
        warnings.extend(unread_dates(plan, people, name));
        if first.is_none() {
            warnings.push(format!("The column `{name}` is empty: nothing is learned from it"));
        } else if constant && people.count() > 1 {
            warnings
                .push(format!("The column `{name}` says the same of everybody: nothing is learned from it"));
        }
    }
    warnings
}
