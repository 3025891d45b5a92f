//! Records as rows: all that pairs are compared on lies together, in as few cache lines as it can.

use rayon::prelude::*;

use super::layout::Layout;
use crate::people::{Column, People};

/// How many words a cache line holds.
const LINE: usize = 16;
/// How many rows are filled at a time.
const CHUNK: usize = 8192;

/// Rows of equal length, one a record. A row begins where a cache line does.
#[derive(Debug, Clone)]
pub struct Rows {
    words: Vec<u32>,
    /// Where the first row begins: at the first cache line of `words`.
    start: usize,
    width: usize,
    count: usize,
}

impl Rows {
    pub(super) fn new(people: &People, layout: &Layout) -> Self {
        let width = layout.words().div_ceil(LINE).max(1) * LINE;
        let count = people.count();
        let mut words = vec![0u32; count * width + LINE];
        let start = words.as_ptr().align_offset(LINE * size_of::<u32>()).min(LINE);
        let columns: Vec<(&Column, usize)> = layout
            .places()
            .filter_map(|(name, word)| people.column(name).map(|column| (column, word)))
            .collect();
        let rows = &mut words[start..start + count * width];
        rows.par_chunks_mut(CHUNK * width).enumerate().for_each(|(chunk, rows)| {
            let from = chunk * CHUNK;
            for (column, word) in &columns {
                for (at, row) in rows.chunks_exact_mut(width).enumerate() {
                    match column {
                        Column::Coded { codes, .. } => row[*word] = codes[from + at],
                        Column::Wide(wide) => {
                            for (part, place) in row[*word..*word + 4].iter_mut().enumerate() {
                                *place = (wide[from + at] >> (96 - 32 * part)) as u32;
                            }
                        }
                    }
                }
            }
            if let Some(word) = layout.dataset() {
                for (at, row) in rows.chunks_exact_mut(width).enumerate() {
                    row[word] = u32::from(people.datasets[from + at]);
                }
            }
        });
        Self { words, start, width, count }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many words each takes.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The row of a record.
    #[inline]
    pub fn row(&self, record: usize) -> &[u32] {
        let from = self.start + record * self.width;
        &self.words[from..from + self.width]
    }

    /// Copies the rows of some records one after another into `into`.
    pub fn gather(&self, records: &[u32], into: &mut Vec<u32>) {
        into.clear();
        for record in records {
            into.extend_from_slice(self.row(*record as usize));
        }
    }
}
