//! The key-encryption key: held once, never used directly.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use zeroize::Zeroizing;

use crate::associated::associated;
use crate::cipher::{self, KEY, NONCE, TAG};
use crate::{DataKey, Error, Randomness, RecordRef, WrappedKey, hex};

const FORMAT: u8 = 1;
const WRAPPED: usize = 1 + NONCE + KEY + TAG;

/// A short fingerprint that tells masters apart and reveals nothing of them. Written as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MasterId([u8; 8]);

impl fmt::Display for MasterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl FromStr for MasterId {
    type Err = Error;

    /// Reads the 16 digits that [`fmt::Display`] writes.
    fn from_str(digits: &str) -> Result<Self, Error> {
        let mut id = [0; 8];
        hex::decode_into(digits, &mut id).ok_or(Error::UnknownFormat)?;
        Ok(Self(id))
    }
}

/// The master: wraps data keys and keys the blind indexes. Wiped from memory when dropped; cannot be printed.
pub struct Master {
    bytes: Box<Zeroizing<[u8; KEY]>>,
    id: MasterId,
}

impl Master {
    pub(crate) fn from_bytes(bytes: Box<Zeroizing<[u8; KEY]>>) -> Self {
        let mut master = Self { bytes, id: MasterId([0; 8]) };
        let fingerprint = master.derived("fingerprint", b"");
        master.id.0.copy_from_slice(&fingerprint[..8]);
        master
    }

    /// A master that is in no file. **For tests only.**
    #[cfg(any(test, feature = "testing"))]
    pub fn for_tests(randomness: &mut dyn crate::Randomness) -> Self {
        let mut bytes = Box::new(Zeroizing::new([0; KEY]));
        randomness.fill(&mut **bytes);
        Self::from_bytes(bytes)
    }

    /// Its fingerprint.
    pub fn id(&self) -> MasterId {
        self.id
    }

    /// The 32 bytes, for a token to seal and for nothing else.
    pub(crate) fn bytes(&self) -> &[u8; KEY] {
        &self.bytes
    }

    /// A key for one purpose. Knowing it does not help to find the master or any other purpose's key.
    pub(crate) fn derived(&self, purpose: &str, context: &[u8]) -> Zeroizing<[u8; KEY]> {
        let info = associated(&[b"kith master 1", purpose.as_bytes(), context]);
        let mut out = Zeroizing::new([0; KEY]);
        Salt::new(HKDF_SHA256, b"kith")
            .extract(&**self.bytes)
            .expand(&[&info], HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut *out))
            .expect("HKDF can always give 32 bytes");
        out
    }

    /// A key for short-lived work outside this crate: form tokens, emailed codes. Each purpose has one of its own, and
    /// all change with the master, so nothing that must last may rest on it.
    pub fn working_key(&self, purpose: &str) -> Zeroizing<[u8; KEY]> {
        self.derived("working key", purpose.as_bytes())
    }

    /// Wraps `key` for keeping beside nothing but its record's name.
    pub fn wrap(&self, key: &DataKey, record: &RecordRef<'_>, randomness: &mut dyn Randomness) -> WrappedKey {
        let mut nonce = [0; NONCE];
        randomness.fill(&mut nonce);
        let mut bytes = Vec::with_capacity(WRAPPED);
        bytes.push(FORMAT);
        bytes.extend_from_slice(&nonce);
        let bound = self.bound(key.id, key.version, record);
        cipher::encrypt(&self.derived("wrap", b""), nonce, &bound, &**key.bytes, &mut bytes)
            .expect("32 bytes are never too long");
        WrappedKey { id: key.id, version: key.version, master: self.id, bytes }
    }

    /// Unwraps a data key of `record`.
    ///
    /// # Errors
    /// [`Error::UnknownMaster`] if another master wrapped it; [`Error::CannotOpen`] if it is another record's key, or
    /// its id, version or bytes were changed.
    pub fn unwrap(&self, wrapped: &WrappedKey, record: &RecordRef<'_>) -> Result<DataKey, Error> {
        if wrapped.master != self.id {
            return Err(Error::UnknownMaster { wrapped_by: wrapped.master });
        }
        if wrapped.bytes.len() != WRAPPED || wrapped.bytes[0] != FORMAT {
            return Err(Error::UnknownFormat);
        }
        let nonce = wrapped.bytes[1..1 + NONCE].try_into().expect("the nonce follows the format byte");
        let bound = self.bound(wrapped.id, wrapped.version, record);
        let plain = cipher::decrypt(&self.derived("wrap", b""), nonce, &bound, &wrapped.bytes[1 + NONCE..])?;
        let mut bytes = Box::new(Zeroizing::new([0; KEY]));
        bytes.copy_from_slice(&plain);
        Ok(DataKey { id: wrapped.id, version: wrapped.version, bytes })
    }

    fn bound(&self, key: uuid::Uuid, version: i32, record: &RecordRef<'_>) -> Vec<u8> {
        associated(&[
            b"kith data key",
            &[FORMAT],
            &self.id.0,
            key.as_bytes(),
            &version.to_be_bytes(),
            record.table.as_bytes(),
            record.row.as_bytes(),
        ])
    }
}

impl fmt::Debug for Master {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Master({}, ..)", self.id)
    }
}
