//! How common names are, from public tables.

use std::collections::HashMap;

const ENGLAND: &str = include_str!("../../data/common_names.txt");

/// Which part of people bear a name. What is not listed counts half as common as the rarest that is.
#[derive(Debug, Clone, Default)]
pub struct CommonNames {
    first: Shares,
    last: Shares,
}

#[derive(Debug, Clone, Default)]
struct Shares {
    of: HashMap<String, f64>,
    rare: f64,
}

impl CommonNames {
    /// The tables that are shipped: first names in England and Wales, family names in the United Kingdom.
    pub fn of_england() -> Self {
        let lines = ENGLAND.lines().filter(|line| !line.starts_with('#'));
        let mut names = Self::default();
        for line in lines {
            let mut words = line.split(' ');
            let (Some(kind), Some(name), Some(count)) = (words.next(), words.next(), words.next()) else {
                continue;
            };
            let shares = if kind == "f" { &mut names.first } else { &mut names.last };
            shares.of.insert(name.to_owned(), count.parse().unwrap_or(0.0) / 1e6);
        }
        for shares in [&mut names.first, &mut names.last] {
            shares.rare = shares.of.values().copied().fold(f64::INFINITY, f64::min) / 2.0;
        }
        names
    }

    /// The share of a folded name among those of its column. `None` for a column without names.
    pub fn share(&self, column: &str, folded: &str) -> Option<f64> {
        let shares = match column {
            "given_name" => &self.first,
            "family_name" => &self.last,
            _ => return None,
        };
        Some(shares.of.get(folded).copied().unwrap_or(shares.rare))
    }
}
