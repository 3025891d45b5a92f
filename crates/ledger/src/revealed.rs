//! An event laid open with its salt, so that somebody outside can see which leaf it makes.

use crate::{Event, Salt, leaf, leaf::commit};

/// What is told of an event to whom it may be told: its spelling and its salt. Three lines of text:
///
/// ```text
/// kith-event/v1
/// 000102030405060708090a0b0c0d0e0f
/// {"action":"opened",…}
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revealed {
    salt: Salt,
    /// The canonical spelling, one line of JSON.
    canonical: String,
}

/// Bytes that are no revealed event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not an event as Kith writes it")]
pub struct NotRevealed;

const FIRST_LINE: &str = "kith-event/v1";

impl Revealed {
    /// Of an event.
    ///
    /// # Panics
    /// Never: a canonical spelling is text.
    pub fn new(event: &Event, salt: &Salt) -> Self {
        let canonical = String::from_utf8(event.canonical()).expect("a canonical spelling is text");
        Self { salt: salt.clone(), canonical }
    }

    /// The bytes for a proof's extra line.
    pub fn to_bytes(&self) -> Vec<u8> {
        format!("{FIRST_LINE}\n{:032x}\n{}\n", u128::from_be_bytes(*self.salt.as_bytes()), self.canonical)
            .into_bytes()
    }

    /// Back from the bytes.
    ///
    /// # Errors
    /// [`NotRevealed`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotRevealed> {
        let text = str::from_utf8(bytes).map_err(|_| NotRevealed)?;
        let lines: Vec<&str> = text.strip_suffix('\n').ok_or(NotRevealed)?.split('\n').collect();
        let [FIRST_LINE, salt, canonical] = lines[..] else { return Err(NotRevealed) };
        if salt.len() != 32 || salt.starts_with('+') {
            return Err(NotRevealed);
        }
        let salt = u128::from_str_radix(salt, 16).map_err(|_| NotRevealed)?;
        Ok(Self { salt: Salt::new(salt.to_be_bytes()), canonical: canonical.to_owned() })
    }

    /// The spelling: JSON, to read out.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The leaf it makes.
    pub fn leaf(&self) -> [u8; 32] {
        leaf(&commit(&self.salt, self.canonical.as_bytes()))
    }
}
