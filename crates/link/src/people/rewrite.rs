//! Changing what records say, where it is known better.

use std::sync::Arc;

use super::{Column, MISSING, People, wide, wide_bytes};

impl People {
    /// What was written in a cell that [`rewrite`](Self::rewrite) changed.
    pub fn written(&self, name: &str, record: usize) -> Option<&str> {
        let column = self.columns.iter().position(|(found, _)| found == name)?;
        self.written.get(&(column, record as u32)).map(String::as_str)
    }

    /// Writes another text wherever `into` gives one, remembers what was written, and calls `changed` with each record.
    pub(crate) fn rewrite(
        &mut self,
        name: &str,
        into: &dyn Fn(&str) -> Option<String>,
        changed: &mut dyn FnMut(usize),
    ) {
        let Some(at) = self.columns.iter().position(|(found, _)| found == name) else { return };
        match &mut self.columns[at].1 {
            Column::Wide(words) => {
                for (record, word) in words.iter_mut().enumerate() {
                    let bytes = word.to_be_bytes();
                    let old = String::from_utf8_lossy(wide_bytes(&bytes)).into_owned();
                    // A number of now that is too long to be held so is no number of this kind.
                    if let Some(new) = into(&old).and_then(|new| wide(new.as_bytes())) {
                        *word = new;
                        self.written.insert((at, record as u32), old);
                        changed(record);
                    }
                }
            }
            Column::Coded { dictionary, codes } => {
                let texts = Arc::make_mut(&mut self.dictionaries[*dictionary]);
                let mut now: Vec<u32> = vec![MISSING; texts.len() + 1];
                for code in 1..now.len() as u32 {
                    let old = String::from_utf8_lossy(texts.bytes(code)).into_owned();
                    if let Some(new) = into(&old) {
                        now[code as usize] = texts.code(new.as_bytes());
                    }
                }
                for (record, code) in codes.iter_mut().enumerate() {
                    let old = *code;
                    if now[old as usize] != MISSING {
                        *code = now[old as usize];
                        let old = String::from_utf8_lossy(texts.bytes(old)).into_owned();
                        self.written.insert((at, record as u32), old);
                        changed(record);
                    }
                }
            }
        }
    }

    /// Writes these texts into cells of a column that is held by codes.
    pub(crate) fn set(&mut self, name: &str, cells: &[(usize, String)]) {
        let column = self.columns.iter_mut().find(|(found, _)| found == name).map(|(_, column)| column);
        if let Some(Column::Coded { dictionary, codes }) = column
            && !cells.is_empty()
        {
            let texts = Arc::make_mut(&mut self.dictionaries[*dictionary]);
            for (record, text) in cells {
                codes[*record] = texts.code(text.as_bytes());
            }
        }
    }
}
