//! Columns, and how they are filled.

use super::{Dictionary, MISSING};

/// What one column says of every record.
#[derive(Debug, Clone)]
pub enum Column {
    /// The code of each record's text.
    Coded {
        /// In which dictionary.
        dictionary: usize,
        /// One a record.
        codes: Vec<u32>,
    },
    /// Short texts that hardly repeat, such as NHS numbers, held as they are: see [`wide`].
    Wide(Vec<u128>),
}

/// Fills the columns that share a dictionary, record by record or text by text.
#[derive(Debug, Default)]
pub struct ColumnBuilder {
    dictionary: Dictionary,
    columns: Vec<(String, Cells)>,
}

#[derive(Debug)]
enum Cells {
    Codes(Vec<u32>),
    Wide(Vec<u128>),
}

/// A text of at most 16 bytes, none of them zero, as one number: 0 is a missing one.
pub fn wide(text: &[u8]) -> Option<u128> {
    if text.len() > 16 || text.contains(&0) {
        return None;
    }
    let mut bytes = [0u8; 16];
    bytes[..text.len()].copy_from_slice(text);
    Some(u128::from_be_bytes(bytes))
}

/// The text that [`wide`] was made of.
#[inline]
pub fn wide_bytes(bytes: &[u8; 16]) -> &[u8] {
    &bytes[..bytes.iter().position(|b| *b == 0).unwrap_or(16)]
}

impl ColumnBuilder {
    /// A builder of columns with these names. `hardly_repeats` is a hint that a column of its own holds identifiers.
    pub fn new(names: &[&str], hardly_repeats: bool) -> Self {
        let alone = hardly_repeats && names.len() == 1;
        let cells = || if alone { Cells::Wide(Vec::new()) } else { Cells::Codes(Vec::new()) };
        Self {
            dictionary: Dictionary::default(),
            columns: names.iter().map(|name| ((*name).to_owned(), cells())).collect(),
        }
    }

    /// The dictionary's code of a text, for [`ColumnBuilder::push_code`]. An empty text is a missing one.
    pub fn code(&mut self, text: &[u8]) -> u32 {
        if text.is_empty() { MISSING } else { self.dictionary.code(text) }
    }

    /// What column number `column` says of the next record.
    pub fn push(&mut self, column: usize, text: &[u8]) {
        if let Cells::Wide(words) = &mut self.columns[column].1 {
            match wide(text) {
                Some(word) => return words.push(word),
                None => self.give_up_wide(column),
            }
        }
        let code = self.code(text);
        self.push_code(column, code);
    }

    /// The same, by a code of this builder's dictionary.
    pub fn push_code(&mut self, column: usize, code: u32) {
        match &mut self.columns[column].1 {
            Cells::Codes(codes) => codes.push(code),
            Cells::Wide(words) => words.push(wide(self.dictionary.bytes(code)).unwrap_or_default()),
        }
    }

    /// Whether the column is held as numbers rather than codes.
    pub fn is_wide(&self, column: usize) -> bool {
        matches!(self.columns[column].1, Cells::Wide(_))
    }

    /// A text did not fit: codes, then.
    fn give_up_wide(&mut self, column: usize) {
        let Cells::Wide(words) = &self.columns[column].1 else { return };
        let mut codes = Vec::with_capacity(words.len());
        for word in words {
            let bytes = word.to_be_bytes();
            let text = wide_bytes(&bytes);
            codes.push(if text.is_empty() { MISSING } else { self.dictionary.code(text) });
        }
        self.columns[column].1 = Cells::Codes(codes);
    }

    pub(super) fn build(mut self, number: usize) -> (Dictionary, Vec<(String, Column)>) {
        self.dictionary.finish();
        let columns = self
            .columns
            .into_iter()
            .map(|(name, cells)| {
                let column = match cells {
                    Cells::Codes(codes) => Column::Coded { dictionary: number, codes },
                    Cells::Wide(words) => Column::Wide(words),
                };
                (name, column)
            })
            .collect();
        (self.dictionary, columns)
    }
}
