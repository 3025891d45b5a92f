//! The masters loaded at start: the current one, and any that old rows are still wrapped by.
//!
//! To change the master: create a new file, start with it as current and the old one as former, rewrap every row and
//! rebuild every blind index, then start without the former one and destroy its file. How that is done while people
//! work is in `docs/how-to/rotate-the-master-key.md`.

use crate::{BlindIndex, DataKey, Error, Master, MasterId, Randomness, RecordRef, WrappedKey};

/// One current master, and former ones that can still unwrap.
#[derive(Debug)]
pub struct Keyring {
    current: Master,
    former: Vec<Master>,
}

impl Keyring {
    /// A ring with one master.
    pub fn new(current: Master) -> Self {
        Self { current, former: Vec::new() }
    }

    /// Adds a master that may unwrap but no longer wraps.
    #[must_use]
    pub fn with_former(mut self, former: Master) -> Self {
        self.former.push(former);
        self
    }

    /// The master that wraps.
    pub fn current(&self) -> &Master {
        &self.current
    }

    /// Wraps by the current master.
    pub fn wrap(&self, key: &DataKey, record: &RecordRef<'_>, randomness: &mut dyn Randomness) -> WrappedKey {
        self.current.wrap(key, record, randomness)
    }

    /// Unwraps by whichever master wrapped it.
    ///
    /// # Errors
    /// As [`Master::unwrap`].
    pub fn unwrap(&self, wrapped: &WrappedKey, record: &RecordRef<'_>) -> Result<DataKey, Error> {
        let master = self.masters().find(|master| master.id() == wrapped.master).unwrap_or(&self.current);
        master.unwrap(wrapped, record)
    }

    /// The same data key wrapped by the current master, or `None` if it already is. Sealed text stays as it is.
    ///
    /// # Errors
    /// As [`Master::unwrap`].
    pub fn rewrap(
        &self,
        wrapped: &WrappedKey,
        record: &RecordRef<'_>,
        randomness: &mut dyn Randomness,
    ) -> Result<Option<WrappedKey>, Error> {
        if wrapped.master == self.current.id() {
            return Ok(None);
        }
        Ok(Some(self.wrap(&self.unwrap(wrapped, record)?, record, randomness)))
    }

    /// The fingerprint to store for an identifier.
    pub fn blind_index(&self, scheme: &str, canonical: &str) -> BlindIndex {
        self.current.blind_index(scheme, canonical)
    }

    /// Every fingerprint an identifier may be stored under, the current one first: what a look-up compares with.
    pub fn blind_indexes(&self, scheme: &str, canonical: &str) -> Vec<BlindIndex> {
        self.masters().map(|master| master.blind_index(scheme, canonical)).collect()
    }

    /// The fingerprints of all of them, the current one first.
    pub fn ids(&self) -> Vec<MasterId> {
        self.masters().map(Master::id).collect()
    }

    fn masters(&self) -> impl Iterator<Item = &Master> {
        std::iter::once(&self.current).chain(&self.former)
    }
}
