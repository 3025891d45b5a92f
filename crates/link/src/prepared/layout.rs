//! Where each column stands in a row, and how parts of columns are got.

use std::sync::Arc;

use rayon::prelude::*;

use super::{CannotPrepare, Get};
use crate::part::{self, Getter};
use crate::people::{Column, Dictionary, MISSING, People};
use crate::plan::{LinkPlan, Measure, Part};

/// Where everything is.
pub struct Layout {
    columns: Vec<Place>,
    dataset: Option<usize>,
    words: usize,
    derived: Vec<Derived>,
    /// What is measured, each once, and the loosest limit that any level holds it to.
    measures: Vec<((Measure, Part, Part), f64)>,
}

struct Place {
    name: String,
    word: usize,
    /// `None` for a wide column.
    dictionary: Option<(usize, Arc<Dictionary>)>,
}

/// A part of a column that is not the column as it is.
struct Derived {
    part: Part,
    codes: Codes,
    texts: Arc<Dictionary>,
}

/// By the code of a column's text: that of the part, or those of a list.
#[derive(Clone)]
enum Codes {
    One(Arc<[u32]>),
    List(Arc<[Box<[u32]>]>),
}

impl Layout {
    /// The layout of a plan for people: its columns in the order in which it speaks of them.
    pub fn new(plan: &LinkPlan, people: &People) -> Result<Self, CannotPrepare> {
        let mut layout =
            Self { columns: Vec::new(), dataset: None, words: 0, derived: Vec::new(), measures: Vec::new() };
        // The column of sources is compared by nothing, and what is learned by source needs it.
        let source = plan.learns_by_source().filter(|name| people.column(name).is_some());
        let mut names = plan.columns();
        names.extend(source.filter(|source| !names.contains(source)));
        for name in names {
            let column = people.column(name).ok_or_else(|| CannotPrepare::NoColumn {
                column: name.to_owned(),
                there: people.names().collect::<Vec<_>>().join(", "),
            })?;
            let (dictionary, words) = match column {
                Column::Coded { dictionary, .. } => {
                    (Some((*dictionary, Arc::clone(people.dictionary(*dictionary)))), 1)
                }
                Column::Wide(_) => (None, 4),
            };
            layout.columns.push(Place { name: name.to_owned(), word: layout.words, dictionary });
            layout.words += words;
        }
        if !people.datasets.is_empty() {
            layout.dataset = Some(layout.words);
            layout.words += 1;
        }
        for family in families(plan) {
            layout.derive(&family)?;
        }
        for level in plan.comparisons.iter().flat_map(|comparison| &comparison.levels) {
            level.when.measures(&mut |measure, left, right, limit| {
                let wanted = (measure, left.clone(), right.clone());
                match layout.measures.iter_mut().find(|(found, _)| *found == wanted) {
                    Some((_, loosest)) if measure.is_similarity() => *loosest = loosest.min(limit),
                    Some((_, loosest)) => *loosest = loosest.max(limit),
                    None => layout.measures.push((wanted, limit)),
                }
            });
        }
        Ok(layout)
    }

    /// Gives the parts of one family codes of one dictionary, so that they can be compared with one another.
    fn derive(&mut self, family: &[&Part]) -> Result<(), CannotPrepare> {
        if family.iter().all(|part| part.is_column()) {
            let numbers: Vec<Option<usize>> = family
                .iter()
                .map(|part| self.place(part.column()).dictionary.as_ref().map(|d| d.0))
                .collect();
            if let Some(at) = numbers.iter().position(|number| number != &numbers[0]) {
                return Err(CannotPrepare::Apart(family[0].to_string(), family[at].to_string()));
            }
            return Ok(());
        }
        let mut texts = Dictionary::default();
        let mut all = Vec::with_capacity(family.len());
        for part in family {
            let Some((_, dictionary)) = &self.place(part.column()).dictionary else {
                return Err(CannotPrepare::Apart(family[0].to_string(), part.to_string()));
            };
            let getter = Getter::new(part)?;
            if part.is_list() {
                let mut lists: Vec<Box<[u32]>> = vec![Box::default(); dictionary.len() + 1];
                for (code, text) in dictionary.texts() {
                    let text = String::from_utf8_lossy(text);
                    let each = part::each(&getter, &text);
                    lists[code as usize] = each.iter().map(|value| texts.code(value.as_bytes())).collect();
                }
                all.push(((*part).clone(), Codes::List(Arc::from(lists))));
                continue;
            }
            let got: Vec<Option<String>> = (1..=dictionary.len() as u32)
                .into_par_iter()
                .map(|code| {
                    let text = String::from_utf8_lossy(dictionary.bytes(code));
                    getter.get(&text).map(std::borrow::Cow::into_owned)
                })
                .collect();
            let mut codes = vec![MISSING; dictionary.len() + 1];
            for (code, text) in codes[1..].iter_mut().zip(&got) {
                if let Some(text) = text {
                    *code = texts.code(text.as_bytes());
                }
            }
            all.push(((*part).clone(), Codes::One(Arc::from(codes))));
        }
        let texts = Arc::new(texts);
        self.derived.extend(all.into_iter().map(|(part, codes)| Derived {
            part,
            codes,
            texts: Arc::clone(&texts),
        }));
        Ok(())
    }

    fn place(&self, column: &str) -> &Place {
        // Every column of the plan has a place since `new`.
        self.columns.iter().find(|place| place.name == column).unwrap_or(&self.columns[0])
    }

    fn derived(&self, part: &Part) -> Option<&Derived> {
        self.derived.iter().find(|derived| derived.part == *part)
    }

    /// How to get a part.
    pub fn get(&self, part: &Part) -> Result<Get, CannotPrepare> {
        let Some(place) = self.columns.iter().find(|place| place.name == part.column()) else {
            return Err(CannotPrepare::NoColumn {
                column: part.column().to_owned(),
                there: self.columns.iter().map(|place| place.name.as_str()).collect::<Vec<_>>().join(", "),
            });
        };
        Ok(match self.derived(part) {
            Some(Derived { codes: Codes::One(codes), .. }) => Get::Through(place.word, Arc::clone(codes)),
            Some(Derived { codes: Codes::List(lists), .. }) => Get::List(place.word, Arc::clone(lists)),
            None if place.dictionary.is_none() => Get::Wide(place.word),
            None => Get::Code(place.word),
        })
    }

    /// The texts of a part's codes. `None` where its column is wide.
    pub fn texts(&self, part: &Part) -> Option<Arc<Dictionary>> {
        match self.derived(part) {
            Some(derived) => Some(Arc::clone(&derived.texts)),
            None => self.place(part.column()).dictionary.as_ref().map(|(_, texts)| Arc::clone(texts)),
        }
    }

    /// Whether texts that agree on `finer` agree on `coarser`.
    pub fn decides(&self, finer: &Part, coarser: &Part) -> bool {
        let (Some(finer), Some(coarser)) = (self.derived(finer), self.derived(coarser)) else { return false };
        let (Codes::One(fine), Codes::One(coarse)) = (&finer.codes, &coarser.codes) else { return false };
        let mut decided = vec![None; finer.texts.len() + 1];
        fine.iter().zip(coarse.iter()).all(|(fine, coarse)| {
            *fine == MISSING || *decided[*fine as usize].get_or_insert(*coarse) == *coarse
        })
    }

    /// The number of a measure of two parts, and the loosest limit that any level holds it to.
    pub fn measure(&self, measure: Measure, left: &Part, right: &Part) -> (usize, f64) {
        let wanted = (measure, left.clone(), right.clone());
        // Every measure of the plan is there since `new`.
        let slot = self.measures.iter().position(|(found, _)| *found == wanted).unwrap_or(usize::MAX);
        (slot, self.measures.get(slot).map_or(f64::NAN, |(_, loosest)| *loosest))
    }

    /// Every column's first word.
    pub fn places(&self) -> impl Iterator<Item = (&str, usize)> {
        self.columns.iter().map(|place| (place.name.as_str(), place.word))
    }

    /// The word that says which file a record is from, where there are several.
    pub fn dataset(&self) -> Option<usize> {
        self.dataset
    }

    /// How many words a row needs.
    pub fn words(&self) -> usize {
        self.words
    }
}

/// The parts that are compared with one another, directly or by way of others.
fn families(plan: &LinkPlan) -> Vec<Vec<&Part>> {
    let mut families: Vec<Vec<&Part>> = Vec::new();
    for (left, right) in plan.pairs_of_parts() {
        let mut joined = Vec::new();
        for part in [left, right] {
            match families.iter().position(|family| family.contains(&part)) {
                Some(at) => joined.append(&mut families.remove(at)),
                None => joined.push(part),
            }
        }
        joined.dedup();
        families.push(joined);
    }
    families
}
