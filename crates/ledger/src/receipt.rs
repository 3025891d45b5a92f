//! A signed promise, given at once, that leaves will be in the tree.
//!
//! The tree is built a moment after the transaction. Whoever deletes an event in between would leave no gap in it; but
//! a receipt, kept outside the database, still names the leaf.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use crate::checkpoint::{decimal, hash};
use crate::tree::Hash;
use crate::{SigningKey, Use, VerifierKey};

/// The leaves of one transaction, and when. One line, fit for a response header:
/// `v1 time=1795858200123 leaf=… leaf=… key=… sig=…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// When it was given, to the millisecond.
    pub at: Timestamp,
    /// The promised leaves, in the order they were written.
    pub leaves: Vec<Hash>,
    key: u32,
    signature: Vec<u8>,
}

/// Why a receipt is worth nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadReceipt {
    /// Not a line of this format.
    #[error("this is not a receipt")]
    Shape,
    /// Another key's, or changed.
    #[error("the receipt is not signed by this log")]
    NotSigned,
}

impl Receipt {
    /// Promises these leaves.
    ///
    /// # Panics
    /// If the key is not the [log's](Use::Note).
    pub fn sign(key: &SigningKey, at: Timestamp, leaves: Vec<Hash>) -> Self {
        assert_eq!(key.verifier().usage(), Use::Note, "the log's key signs receipts");
        let at = Timestamp::from_millisecond(at.as_millisecond()).expect("fewer digits of a valid time");
        let signature = key.sign(message(key.verifier(), at, &leaves).as_bytes());
        Self { at, leaves, key: key.verifier().id(), signature }
    }

    /// Reads a receipt. Says nothing yet about whether it is the log's.
    ///
    /// # Errors
    /// [`BadReceipt::Shape`].
    pub fn parse(line: &str) -> Result<Self, BadReceipt> {
        let mut parts = line.trim().split(' ');
        let mut next = |name: &str| parts.next().and_then(|part| part.strip_prefix(name));
        if next("v1") != Some("") {
            return Err(BadReceipt::Shape);
        }
        let at = next("time=")
            .and_then(decimal)
            .and_then(|ms| Timestamp::from_millisecond(i64::try_from(ms).ok()?).ok());
        let mut rest: Vec<&str> = parts.collect();
        let signature =
            rest.pop().and_then(|part| part.strip_prefix("sig=")).and_then(|text| STANDARD.decode(text).ok());
        let key = rest.pop().and_then(|part| part.strip_prefix("key=")).filter(|key| key.len() == 8);
        let leaves =
            rest.into_iter().map(|part| part.strip_prefix("leaf=").and_then(hash)).collect::<Option<_>>();
        Ok(Self {
            at: at.ok_or(BadReceipt::Shape)?,
            leaves: leaves.ok_or(BadReceipt::Shape)?,
            key: key.and_then(|key| u32::from_str_radix(key, 16).ok()).ok_or(BadReceipt::Shape)?,
            signature: signature.ok_or(BadReceipt::Shape)?,
        })
    }

    /// Checks that the log gave it.
    ///
    /// # Errors
    /// [`BadReceipt::NotSigned`].
    pub fn check(&self, log: &VerifierKey) -> Result<(), BadReceipt> {
        let message = message(log, self.at, &self.leaves);
        if self.key == log.id() && log.signed(message.as_bytes(), &self.signature) {
            Ok(())
        } else {
            Err(BadReceipt::NotSigned)
        }
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v1 time={}", self.at.as_millisecond())?;
        self.leaves.iter().try_for_each(|leaf| write!(f, " leaf={}", STANDARD.encode(leaf)))?;
        write!(f, " key={:08x} sig={}", self.key, STANDARD.encode(&self.signature))
    }
}

/// What is signed. Its first line is no origin a log can have, so no receipt is ever a checkpoint.
fn message(log: &VerifierKey, at: Timestamp, leaves: &[Hash]) -> String {
    let mut text = format!("kith receipt/v1\n{}\n{}\n", log.name(), at.as_millisecond());
    for leaf in leaves {
        text.push_str(&STANDARD.encode(leaf));
        text.push('\n');
    }
    text
}
