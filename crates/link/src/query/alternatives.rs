//! The ways the name words typed can be a first and a last name.

use super::Plan;
use crate::name_keys::{Place, keys_for_search};

/// One way to read the names.
#[derive(Clone, PartialEq, Eq)]
pub struct Reading<'a> {
    /// Folded first name; empty where only a last name is taken to have been typed.
    pub first: &'a str,
    /// Folded words of the last name; none where only a first name is taken to have been typed.
    pub last: &'a [String],
    /// Whether the last name came first without a comma to say so.
    pub swapped: bool,
}

/// One way to look the names up: a row matches when it shares a key of `first_keys` and one of `last_keys`. An empty
/// list asks nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct NameAlternative {
    /// Keys of which one must be shared for the first name.
    pub first_keys: Vec<String>,
    /// Keys of which one must be shared for the last name.
    pub last_keys: Vec<String>,
}

impl Plan {
    /// Every way to read the names. Words between the first and the last are taken as middle names or as part of a last
    /// name of several words.
    pub fn readings(&self) -> Vec<Reading<'_>> {
        let names = self.names.as_slice();
        if let Some(count) = self.before_comma {
            let (last, first) = names.split_at(count);
            return vec![Reading { first: &first[0], last, swapped: false }];
        }
        match names {
            [] => Vec::new(),
            [only] => vec![
                Reading { first: only, last: &[], swapped: false },
                Reading { first: "", last: names, swapped: false },
            ],
            [first, rest @ ..] => {
                let straight = (0..rest.len()).rev().map(|start| (first, &rest[start..], false));
                let other_way = (1..names.len()).map(|end| (&names[end], &names[..end], true));
                straight
                    .chain(other_way)
                    .map(|(first, last, swapped)| Reading { first, last, swapped })
                    .collect()
            }
        }
    }

    /// Every way to look the names up: any of them may match.
    pub fn name_alternatives(&self) -> Vec<NameAlternative> {
        self.readings().iter().map(Reading::keys).collect()
    }
}

impl Reading<'_> {
    fn keys(&self) -> NameAlternative {
        // An initial shares keys with hardly anybody: with a last name beside it, it is left to the comparison.
        let is_initial = self.first.chars().count() == 1 && !self.last.is_empty();
        let first_keys = if is_initial { Vec::new() } else { keys_for_search(Place::First, self.first) };
        let mut last_keys = keys_for_search(Place::Last, &self.last.concat());
        if self.last.len() > 1 {
            last_keys.extend(self.last.iter().flat_map(|word| keys_for_search(Place::Last, word)));
            last_keys.sort_unstable();
            last_keys.dedup();
        }
        NameAlternative { first_keys, last_keys }
    }
}
