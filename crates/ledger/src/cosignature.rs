//! A witness's signature with a time (C2SP tlog-cosignature, Ed25519): "this is the largest tree of that log I have
//! seen, and it only ever grew".

use jiff::Timestamp;

use crate::note::Signature;
use crate::{BadNote, Note, SigningKey, Use, VerifierKey};

/// Cosigns the text of a checkpoint, to the second.
///
/// # Panics
/// If the key is not for [cosignatures](Use::Cosignature), or the time before 1970.
pub fn cosign(note: &Note, key: &SigningKey, now: Timestamp) -> Signature {
    assert_eq!(key.verifier().usage(), Use::Cosignature, "only a cosigner's key cosigns");
    let seconds = u64::try_from(now.as_second()).expect("a time since 1970");
    let signature = key.sign(message(note, seconds).as_bytes());
    Signature::new(key.verifier(), [&seconds.to_be_bytes(), signature.as_slice()].concat())
}

/// When the key cosigned the note; the latest time if it did so more than once.
///
/// # Errors
/// [`BadNote::NotSigned`] if it did not, [`BadNote::Forged`] if any of its lines is wrong.
pub fn check(note: &Note, key: &VerifierKey) -> Result<Timestamp, BadNote> {
    let mut latest = None;
    for bytes in note.by(key) {
        let (seconds, signature) = bytes.split_first_chunk().ok_or(BadNote::Forged)?;
        let seconds = u64::from_be_bytes(*seconds);
        if key.usage() != Use::Cosignature || !key.signed(message(note, seconds).as_bytes(), signature) {
            return Err(BadNote::Forged);
        }
        let time = i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        latest = latest.max(Some(time.ok_or(BadNote::Forged)?));
    }
    latest.ok_or(BadNote::NotSigned)
}

fn message(note: &Note, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{}", note.text())
}
