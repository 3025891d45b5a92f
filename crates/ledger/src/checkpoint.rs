//! What a log says of its tree, signed (C2SP tlog-checkpoint): origin, size, root.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use crate::tree::Hash;
use crate::{BadNote, Note, SigningKey, Use, VerifierKey, cosignature};

/// How large a log is and what its root is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: the name of its key.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root of these leaves.
    pub root: Hash,
}

impl Checkpoint {
    /// Reads a note's text. Lines after the third, which others' logs may have, are left aside.
    ///
    /// # Errors
    /// [`BadNote::Shape`].
    pub fn parse(text: &str) -> Result<Self, BadNote> {
        let lines: Vec<&str> = text.strip_suffix('\n').ok_or(BadNote::Shape)?.split('\n').collect();
        let [origin, size, root, ..] = lines.as_slice() else { return Err(BadNote::Shape) };
        if lines.iter().any(|line| line.is_empty()) {
            return Err(BadNote::Shape);
        }
        Ok(Self {
            origin: (*origin).to_owned(),
            size: decimal(size).ok_or(BadNote::Shape)?,
            root: hash(root).ok_or(BadNote::Shape)?,
        })
    }

    /// The text to sign.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// The signed checkpoint: the log's plain signature, and a second of the same key that says when, as a witness's
    /// would.
    ///
    /// # Panics
    /// If the origin is not a single line.
    pub fn sign(&self, key: &SigningKey, now: Timestamp) -> Note {
        let mut note = Note::new(self.text()).expect("an origin is one line");
        note.sign(key);
        let timed = cosignature::cosign(&note, &key.used_for(Use::Cosignature), now);
        note.add(timed).expect("two signatures are not too many");
        note
    }

    /// Reads a checkpoint and checks the log's signature.
    ///
    /// # Errors
    /// [`BadNote`]; also if it is of another log than the key.
    pub fn open(note: &str, log: &VerifierKey) -> Result<(Self, Note), BadNote> {
        let note = Note::parse(note)?;
        note.check(log)?;
        let this = Self::parse(note.text())?;
        if this.origin == log.name() { Ok((this, note)) } else { Err(BadNote::NotSigned) }
    }
}

/// A whole number without sign or leading zeros.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// A hash in base64.
pub(crate) fn hash(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
