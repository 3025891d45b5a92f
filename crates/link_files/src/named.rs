//! Which record is meant by an id that somebody has written down.

use std::collections::HashMap;

use link::people::{Column, MISSING, People};
use link::plan::LinkPlan;

/// The records of a linkage by their ids.
pub struct Named<'a> {
    people: &'a People,
    source: Option<String>,
    files: &'a [String],
    places: HashMap<String, Vec<u32>>,
}

/// An id that is nobody's, or may be of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotNamed {
    /// No record has it.
    Nobody,
    /// Records of several files have it.
    Several,
}

impl<'a> Named<'a> {
    /// Of the records of these files.
    pub fn new(people: &'a People, plan: &LinkPlan, files: &'a [String]) -> Self {
        let mut places: HashMap<String, Vec<u32>> = HashMap::with_capacity(people.count());
        for record in 0..people.count() {
            places.entry(people.ids.get(record)).or_default().push(record as u32);
        }
        Self { people, source: plan.source.clone(), files, places }
    }

    /// The record with an id, of a source where one is named: a file's name, or what the plan's column of sources says. With
    /// several files `2-1047` is the record 1047 of the second, as `kith link` writes it.
    ///
    /// # Errors
    /// [`NotNamed`].
    pub fn find(&self, source: &str, id: &str) -> Result<u32, NotNamed> {
        let found: Vec<u32> = match self.places.get(id) {
            Some(records) => records.iter().copied().filter(|record| self.is_of(*record, source)).collect(),
            None => self.with_number(id).filter(|record| self.is_of(*record, source)).into_iter().collect(),
        };
        match found[..] {
            [] => Err(NotNamed::Nobody),
            [record] => Ok(record),
            _ => Err(NotNamed::Several),
        }
    }

    fn is_of(&self, record: u32, source: &str) -> bool {
        let file = self.people.datasets.get(record as usize).and_then(|at| self.files.get(usize::from(*at)));
        let stem = |file: &String| file.rsplit_once('.').is_some_and(|(stem, _)| stem == source);
        source.is_empty()
            || file.is_some_and(|file| file == source || stem(file))
            || self.source_of(record).is_some_and(|found| found == source)
    }

    fn source_of(&self, record: u32) -> Option<String> {
        match self.people.column(self.source.as_ref()?)? {
            Column::Coded { dictionary, codes } if codes[record as usize] != MISSING => {
                let text = self.people.dictionary(*dictionary).bytes(codes[record as usize]);
                Some(String::from_utf8_lossy(text).into_owned())
            }
            _ => None,
        }
    }

    fn with_number(&self, id: &str) -> Option<u32> {
        let (number, id) = id.split_once('-')?;
        let file: u16 = number.parse::<u16>().ok()?.checked_sub(1)?;
        let records = self.places.get(id)?;
        records.iter().copied().find(|record| self.people.datasets.get(*record as usize) == Some(&file))
    }
}
