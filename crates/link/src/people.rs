//! Records as columns of numbers: each text is kept once, in a dictionary, and records hold its code.

mod column;
mod dictionary;
mod ids;
mod rewrite;

pub use column::{Column, ColumnBuilder, wide, wide_bytes};
pub use dictionary::Dictionary;
pub use ids::Ids;

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// The code of what is missing, in every dictionary.
pub const MISSING: u32 = 0;

/// Records to link: what a plan's columns say of each of them. All columns are as long as [`People::count`].
#[derive(Debug, Clone, Default)]
pub struct People {
    /// How each record is called where it comes from, in their order.
    pub ids: Ids,
    /// Which of the files each record is from; empty when there is one.
    pub datasets: Vec<u16>,
    /// The columns by name.
    columns: Vec<(String, Column)>,
    /// Their dictionaries; columns that a plan compares with one another share one.
    dictionaries: Vec<Arc<Dictionary>>,
    /// What was written where a number was replaced, by column and record.
    written: FxHashMap<(usize, u32), String>,
}

impl People {
    /// Records with these ids.
    pub fn new(ids: Ids) -> Self {
        Self { ids, ..Self::default() }
    }

    /// How many records there are.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// Adds the columns of one builder: those that share its dictionary.
    pub fn add(&mut self, builder: ColumnBuilder) {
        let (dictionary, columns) = builder.build(self.dictionaries.len());
        self.dictionaries.push(Arc::new(dictionary));
        self.columns.extend(columns);
    }

    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|(found, _)| found == name).map(|(_, column)| column)
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// A dictionary, by the number that a [`Column::Coded`] gives.
    pub fn dictionary(&self, number: usize) -> &Arc<Dictionary> {
        &self.dictionaries[number]
    }

    /// What a column says of a record, as text. `None` where it is missing.
    pub fn text(&self, name: &str, record: usize) -> Option<String> {
        let text = match self.column(name)? {
            Column::Coded { dictionary, codes } => match codes[record] {
                MISSING => return None,
                code => self.dictionaries[*dictionary].bytes(code).to_vec(),
            },
            Column::Wide(words) => match words[record] {
                0 => return None,
                word => wide_bytes(&word.to_be_bytes()).to_vec(),
            },
        };
        Some(String::from_utf8_lossy(&text).into_owned())
    }
}
