//! Rows on their way: the lines of each table, and of the data keys that seal what is in them.

use jiff::Timestamp;
use keys::{DataKey, Place, Randomness, RecordRef};
use uuid::Uuid;

use super::line::Line;
use super::table::{COPY_KEYS, Table};
use crate::{Error, Result, Store};

/// Lines for every table.
pub(super) struct Batch {
    tables: Vec<Vec<u8>>,
    /// Lines of wrapped keys.
    pub keys: Vec<u8>,
    /// How many people are among the rows.
    pub people: u64,
}

impl Batch {
    pub fn new() -> Batch {
        Batch { tables: vec![Vec::new(); Table::ALL.len()], keys: Vec::new(), people: 0 }
    }

    /// Begins a row.
    pub fn line(&mut self, table: Table) -> Line<'_> {
        Line::begin(&mut self.tables[table as usize])
    }

    /// What was written, with the statements that read it: the record's, each table after those it refers to.
    pub fn record(&mut self) -> impl Iterator<Item = (Table, Vec<u8>)> {
        let filled = Table::ALL.iter().copied().filter(|table| !self.tables[*table as usize].is_empty());
        let filled: Vec<Table> = filled.collect();
        filled.into_iter().map(|table| (table, std::mem::take(&mut self.tables[table as usize])))
    }

    /// The statement for [`Batch::keys`].
    pub const fn copy_keys() -> &'static str {
        COPY_KEYS
    }

    /// How much has gathered, in bytes.
    pub fn size(&self) -> usize {
        self.keys.len() + self.tables.iter().map(Vec::len).sum::<usize>()
    }
}

/// Makes data keys and seals with them, as [`crate::Work`] does one at a time.
pub(super) struct Sealer {
    store: Store,
    random: Box<dyn Randomness>,
    master: String,
    now: Timestamp,
}

impl Sealer {
    pub fn new(store: &Store, now: Timestamp) -> Sealer {
        let master = store.keyring().current().id().to_string();
        Sealer { store: store.clone(), random: Box::new(store.randomness()), master, now }
    }

    /// A fresh random id.
    pub fn id(&mut self) -> Uuid {
        self.random.uuid()
    }

    /// Random bytes.
    pub fn fill(&mut self, out: &mut [u8]) {
        self.random.fill(out);
    }

    /// A data key for a new record; its wrapped form goes into the batch.
    pub fn key(&mut self, batch: &mut Batch, table: &'static str, row: Uuid) -> DataKey {
        let key = DataKey::generate(1, &mut *self.random);
        let wrapped = self.store.keyring().wrap(&key, &RecordRef { table, row }, &mut *self.random);
        drop(
            Line::begin(&mut batch.keys)
                .id(wrapped.id)
                .int(wrapped.version)
                .text(&self.master)
                .bytes(&wrapped.bytes)
                .text(table)
                .id(row)
                .at(self.now),
        );
        key
    }

    /// Seals words into a column of a row.
    pub fn seal(
        &mut self,
        key: &DataKey,
        table: &str,
        column: &str,
        row: Uuid,
        words: impl AsRef<[u8]>,
    ) -> Result<Vec<u8>> {
        keys::seal(key, &Place { table, column, row }, words.as_ref(), &mut *self.random).map_err(Error::from)
    }

    /// As [`Sealer::seal`], for words that may be absent.
    pub fn seal_some(
        &mut self,
        key: &DataKey,
        table: &str,
        column: &str,
        row: Uuid,
        words: Option<impl AsRef<[u8]>>,
    ) -> Result<Option<Vec<u8>>> {
        words.map(|words| self.seal(key, table, column, row, words)).transpose()
    }

    /// The fingerprint of the master that wraps and hashes.
    pub fn master(&self) -> &str {
        &self.master
    }

    /// The keyed hash by which an exact number finds its owner.
    pub fn hash(&self, scheme: &str, canonical: &str) -> keys::BlindIndex {
        self.store.keyring().blind_index(scheme, canonical)
    }
}
