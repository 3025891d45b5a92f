//! The key of one record, open and wrapped.

use std::fmt;

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::Randomness;
use crate::cipher::KEY;

/// The record a data key belongs to: an entry, an upload. A row, never a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordRef<'a> {
    /// Table of the record, as the database names it.
    pub table: &'a str,
    /// The row's id.
    pub row: Uuid,
}

/// A record's own key, open. Wiped from memory when dropped; cannot be printed, compared or copied.
pub struct DataKey {
    pub(crate) id: Uuid,
    pub(crate) version: i32,
    pub(crate) bytes: Box<Zeroizing<[u8; KEY]>>,
}

impl DataKey {
    /// A fresh key. `version` counts the keys a record has had: 1 for a new record.
    pub fn generate(version: i32, randomness: &mut dyn Randomness) -> Self {
        let mut bytes = Box::new(Zeroizing::new([0; KEY]));
        randomness.fill(&mut **bytes);
        Self { id: randomness.uuid(), version, bytes }
    }

    /// Id of the row that keeps it wrapped.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Which of the record's keys this is. It is written into, and bound to, everything sealed with it.
    pub fn version(&self) -> i32 {
        self.version
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(..)")
    }
}

/// A data key as the keys database keeps it: useless without the master, and without its record's name.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// Its own id, which a destruction certificate names.
    pub id: Uuid,
    /// Which of the record's keys this is.
    pub version: i32,
    /// Fingerprint of the master that wrapped it.
    pub master: crate::MasterId,
    /// Format byte, nonce, wrapped key and tag: 61 bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for WrappedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WrappedKey({}, version {}, by {})", self.id, self.version, self.master)
    }
}
