//! From an event to the leaf of the tree.

use std::fmt;

use aws_lc_rs::{digest, hmac};

use crate::Event;

/// Sixteen random bytes that hide an event behind its commitment. Kept beside the event and erased with it: without
/// the salt nobody can try out which event a leaf stood for.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt([u8; 16]);

impl Salt {
    /// From sixteen random bytes, or from the row.
    pub fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes, for the row.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

impl Event {
    /// HMAC-SHA-256 of the canonical spelling, keyed with the salt.
    pub fn commitment(&self, salt: &Salt) -> [u8; 32] {
        commit(salt, &self.canonical())
    }

    /// The leaf to store beside the event: [`leaf`] of its commitment.
    pub fn leaf(&self, salt: &Salt) -> [u8; 32] {
        leaf(&self.commitment(salt))
    }
}

/// The commitment to a canonical spelling.
pub(crate) fn commit(salt: &Salt, canonical: &[u8]) -> [u8; 32] {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &salt.0), canonical);
    tag.as_ref().try_into().expect("SHA-256 gives 32 bytes")
}

/// Leaf hash of RFC 6962, section 2.1: SHA-256 of a zero byte and the commitment.
pub fn leaf(commitment: &[u8; 32]) -> [u8; 32] {
    sha256(&[&[0], commitment])
}

pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    context.finish().as_ref().try_into().expect("SHA-256 gives 32 bytes")
}
