//! Names with their frequencies, read from the files under `data/`.

mod given;
mod surnames;
mod weighted;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(crate) use given::Given;
pub(crate) use surnames::{Surnames, for_sex};
pub(crate) use weighted::Weighted;

/// All tables.
pub(crate) struct Tables {
    /// Given names.
    pub given: Given,
    /// Family names.
    pub surnames: Surnames,
    /// Short forms of a name.
    pub nicknames: BTreeMap<&'static str, Vec<&'static str>>,
    /// Other spellings of a name.
    pub spellings: BTreeMap<&'static str, Vec<&'static str>>,
}

/// The tables, read once.
pub(crate) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables {
        given: Given::read(),
        surnames: Surnames::read(),
        nicknames: nicknames(),
        spellings: spellings(),
    })
}

fn nicknames() -> BTreeMap<&'static str, Vec<&'static str>> {
    include_str!("../../data/nicknames.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .map(|(name, short)| (name, short.split(' ').collect()))
        .collect()
}

fn spellings() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut all: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for line in include_str!("../../data/spellings.txt").lines() {
        let group: Vec<_> = line.split(' ').collect();
        for name in &group {
            all.entry(name).or_default().extend(group.iter().filter(|other| *other != name));
        }
    }
    all
}

/// The lines of a table after its heading, split at commas.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

/// A weight in a table; an empty cell is 0.
fn weight(cell: &str) -> u32 {
    if cell.is_empty() { 0 } else { cell.parse().expect("the committed tables hold whole numbers") }
}
