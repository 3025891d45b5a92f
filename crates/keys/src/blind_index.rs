//! Finding an exact identifier without keeping it readable.

use std::fmt;

use aws_lc_rs::hmac;

use crate::Master;

/// The keyed fingerprint of one identifier under one scheme. Equal identifiers have equal fingerprints; nothing else
/// can be learnt without the master. (An unkeyed hash would not do: all NHS numbers can be tried in two minutes.)
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlindIndex([u8; 32]);

impl BlindIndex {
    /// The 32 bytes to store and compare.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for BlindIndex {
    /// Shows nothing: the fingerprint is a pseudonym, and pseudonyms do not belong in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlindIndex(..)")
    }
}

impl Master {
    /// The fingerprint of `canonical` under `scheme` ("nhs", "upn", …).
    ///
    /// `canonical` must be the one spelling the scheme has (no spaces, one letter case): that is the job of the
    /// identifier's own type. Each scheme has a key of its own, so equal digits under two schemes do not match.
    pub fn blind_index(&self, scheme: &str, canonical: &str) -> BlindIndex {
        let key = self.derived("blind index", scheme.as_bytes());
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &*key), canonical.as_bytes());
        BlindIndex(tag.as_ref().try_into().expect("SHA-256 gives 32 bytes"))
    }
}
