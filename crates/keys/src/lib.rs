//! Envelope encryption: one data key a record, wrapped by a key-encryption key.
//!
//! Three layers, from the outside in:
//!
//! 1. The [`Master`] is 32 bytes read once from a file that only our account may read, either as they are or
//!    [sealed by a token](InToken). It never seals text itself; everything it does goes through a key derived from it
//!    for one use only.
//! 2. A [`DataKey`] belongs to one record (an entry, an upload). It is kept [wrapped](WrappedKey) by the master, in a
//!    database of its own with short-lived backups. Destroying that one row makes the record's text unreadable
//!    everywhere at once, old backups included.
//! 3. [`seal`] and [`open`] turn text into ciphertext and back. The ciphertext is bound to its [`Place`]: moved to
//!    another table, column or row it no longer opens. It is never bound to a person, because a *same-person link*
//!    must be able to come and go without touching what was written.
//!
//! Exact identifiers (an NHS number, a UPN) are found through a [`BlindIndex`], which says "the same" and nothing else.
//!
//! This crate knows no casework and no SQL, reads no clock, and takes its [`Randomness`] as an argument.
//!
//! Cipher: AES-256-GCM-SIV (RFC 8452), chosen because a repeated nonce, which a restored snapshot of a machine can
//! cause, reveals only that two messages were equal. Derivation: HKDF with SHA-256 (RFC 5869).
//! Blind index: HMAC with SHA-256 (RFC 2104).

mod associated;
mod blind_index;
mod cipher;
mod data_key;
mod error;
mod hex;
mod in_token;
mod keyring;
mod master;
mod master_file;
mod private_file;
mod randomness;
mod seal;

pub use blind_index::BlindIndex;
pub use data_key::{DataKey, RecordRef, WrappedKey};
pub use error::{Error, FileError};
pub use in_token::{Custodian, InToken, TokenError};
pub use keyring::Keyring;
pub use master::{Master, MasterId};
pub use master_file::MasterFile;
pub use private_file::private_line;
pub use randomness::Randomness;
#[cfg(any(test, feature = "testing"))]
pub use randomness::SeededRandomness;
pub use seal::{Place, open, seal};
