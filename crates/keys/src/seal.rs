//! Sealing text into one column of one row, and opening it again.
//!
//! A sealed value is, in this order: one byte for the format (1), four for the key version (big-endian), twelve of
//! nonce, then the ciphertext with its 16-byte tag: 33 bytes more than the text.

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::associated::associated;
use crate::cipher::{self, NONCE, TAG};
use crate::{DataKey, Error, Randomness};

const FORMAT: u8 = 1;
const HEADER: usize = 1 + 4 + NONCE;

/// Where a sealed value lives. Together with the key's version this is what the ciphertext is bound to; the person is
/// not part of it, so linking and unlinking records never needs anything sealed afresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Table, as the database names it.
    pub table: &'a str,
    /// Column, as the database names it.
    pub column: &'a str,
    /// The row's id.
    pub row: Uuid,
}

impl Place<'_> {
    fn associated(&self, version: i32) -> Vec<u8> {
        associated(&[
            b"kith sealed text",
            &[FORMAT],
            self.table.as_bytes(),
            self.column.as_bytes(),
            self.row.as_bytes(),
            &version.to_be_bytes(),
        ])
    }
}

/// Seals `plaintext` for `place`. The same text sealed twice gives different bytes.
///
/// # Errors
/// [`Error::TooLong`] beyond 64 GiB.
pub fn seal(
    key: &DataKey,
    place: &Place<'_>,
    plaintext: &[u8],
    randomness: &mut dyn Randomness,
) -> Result<Vec<u8>, Error> {
    let mut nonce = [0; NONCE];
    randomness.fill(&mut nonce);
    let mut out = Vec::with_capacity(HEADER + plaintext.len() + TAG);
    out.push(FORMAT);
    out.extend_from_slice(&key.version.to_be_bytes());
    out.extend_from_slice(&nonce);
    cipher::encrypt(&key.bytes, nonce, &place.associated(key.version), plaintext, &mut out)?;
    Ok(out)
}

/// Opens what [`seal`] made, in the same place and with the same key. The text is wiped from memory when dropped.
///
/// # Errors
/// [`Error::UnknownFormat`], [`Error::WrongKeyVersion`], or [`Error::CannotOpen`] for everything else: another key,
/// another place, changed bytes.
pub fn open(key: &DataKey, place: &Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    if sealed.len() < HEADER + TAG || sealed[0] != FORMAT {
        return Err(Error::UnknownFormat);
    }
    let version = i32::from_be_bytes(sealed[1..5].try_into().expect("four bytes"));
    if version != key.version {
        return Err(Error::WrongKeyVersion { sealed: version, given: key.version });
    }
    let nonce = sealed[5..HEADER].try_into().expect("the header ends with the nonce");
    cipher::decrypt(&key.bytes, nonce, &place.associated(version), &sealed[HEADER..])
}
