//! A signed note (C2SP signed-note): text, an empty line, signatures.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use crate::key::is_name;
use crate::{SigningKey, Use, VerifierKey};

/// Text with signatures below it. The text ends in a new line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// One line below the text: a name, the id of a key, and what the key made of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    name: String,
    id: u32,
    bytes: Vec<u8>,
}

/// Why a note is not one, or not to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadNote {
    /// Not text, an empty line and signatures.
    #[error("this is not a signed note")]
    Shape,
    /// The key has not signed it.
    #[error("the note is not signed with that key")]
    NotSigned,
    /// It says the key signed, and the key did not.
    #[error("the note has a forged or damaged signature")]
    Forged,
}

/// Go's decoder, which most logs and witnesses use, passes over left-over bits at the end; so do we with lines of others.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// A note of more signatures is refused; the specification asks for at least 16.
const MOST_SIGNATURES: usize = 100;

impl Note {
    /// Text yet to be signed.
    ///
    /// # Errors
    /// [`BadNote::Shape`] if it does not end in a new line or has control characters in it.
    pub fn new(text: String) -> Result<Self, BadNote> {
        if !text.ends_with('\n') || text.contains(|c: char| c < ' ' && c != '\n') {
            return Err(BadNote::Shape);
        }
        Ok(Self { text, signatures: Vec::new() })
    }

    /// Reads a note. Says nothing yet about whether its signatures are good.
    ///
    /// # Errors
    /// [`BadNote::Shape`].
    pub fn parse(note: &str) -> Result<Self, BadNote> {
        let cut = note.rfind("\n\n").ok_or(BadNote::Shape)?;
        let (text, lines) = (&note[..=cut], &note[cut + 2..]);
        let mut this = Self::new(text.to_owned())?;
        let lines = lines.strip_suffix('\n').ok_or(BadNote::Shape)?;
        for line in lines.split('\n') {
            this.add(Signature::parse(line)?)?;
        }
        Ok(this)
    }

    /// The text, its last new line included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, good or not.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Adds a signature; one that is there already is not added twice.
    ///
    /// # Errors
    /// [`BadNote::Shape`] if there would be too many.
    pub fn add(&mut self, signature: Signature) -> Result<(), BadNote> {
        if !self.signatures.contains(&signature) {
            if self.signatures.len() == MOST_SIGNATURES {
                return Err(BadNote::Shape);
            }
            self.signatures.push(signature);
        }
        Ok(())
    }

    /// Signs the text with a key for [notes](Use::Note).
    pub fn sign(&mut self, key: &SigningKey) {
        debug_assert_eq!(key.verifier().usage(), Use::Note);
        self.signatures.push(Signature::new(key.verifier(), key.sign(self.text.as_bytes())));
    }

    /// What the key's lines hold, after name and id.
    pub(crate) fn by<'a>(&'a self, key: &'a VerifierKey) -> impl Iterator<Item = &'a [u8]> {
        let id = key.id();
        self.signatures
            .iter()
            .filter(move |signature| signature.id == id && signature.name == key.name())
            .map(|signature| signature.bytes.as_slice())
    }

    /// Checks that a key for [notes](Use::Note) signed the text.
    ///
    /// # Errors
    /// [`BadNote::NotSigned`] if it has no line here, [`BadNote::Forged`] if any of its lines is wrong.
    pub fn check(&self, key: &VerifierKey) -> Result<(), BadNote> {
        let mut found = false;
        for signature in self.by(key) {
            if key.usage() != Use::Note || !key.signed(self.text.as_bytes(), signature) {
                return Err(BadNote::Forged);
            }
            found = true;
        }
        if found { Ok(()) } else { Err(BadNote::NotSigned) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

impl Signature {
    pub(crate) fn new(key: &VerifierKey, bytes: Vec<u8>) -> Self {
        Self { name: key.name().to_owned(), id: key.id(), bytes }
    }

    /// The name of the key it says it is of.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads one line, without its new line.
    ///
    /// # Errors
    /// [`BadNote::Shape`].
    pub fn parse(line: &str) -> Result<Self, BadNote> {
        let (name, bytes) =
            line.strip_prefix("\u{2014} ").and_then(|rest| rest.split_once(' ')).ok_or(BadNote::Shape)?;
        let bytes = LENIENT.decode(bytes).map_err(|_| BadNote::Shape)?;
        let (id, bytes) = bytes.split_first_chunk().ok_or(BadNote::Shape)?;
        if !is_name(name) || bytes.is_empty() {
            return Err(BadNote::Shape);
        }
        Ok(Self { name: name.to_owned(), id: u32::from_be_bytes(*id), bytes: bytes.to_vec() })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.id.to_be_bytes(), self.bytes.as_slice()].concat();
        write!(f, "\u{2014} {} {}", self.name, STANDARD.encode(bytes))
    }
}
