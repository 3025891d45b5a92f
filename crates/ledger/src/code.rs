//! A word of the program or of a council's pack, never of a person.

use std::borrow::Cow;
use std::fmt;

/// 1 to 64 lower-case letters, digits, `_`, `-` and `.`, starting with a letter. It has no spaces, no capitals and no
/// shape of an id, so neither a sentence nor a typed name passes by mistake.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(Cow<'static, str>);

/// A text that is not a [`Code`]. Does not repeat the text, which may be personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a code: 1 to 64 of a-z, 0-9, _, - and ., starting with a letter")]
pub struct BadCode;

impl Code {
    /// A code written in the program text.
    ///
    /// # Panics
    /// If the literal is not a code. Written as a `const` this stops the build instead.
    pub const fn of(literal: &'static str) -> Self {
        assert!(is_code(literal.as_bytes()), "not a code");
        Self(Cow::Borrowed(literal))
    }

    /// A code that comes from a council's pack (a lawful basis, a reason) or back out of the database. Never call this
    /// with anything a person typed.
    ///
    /// # Errors
    /// [`BadCode`].
    pub fn from_pack(text: &str) -> Result<Self, BadCode> {
        if is_code(text.as_bytes()) { Ok(Self(Cow::Owned(text.to_owned()))) } else { Err(BadCode) }
    }

    /// The word itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// Written with indexes because only these can be used at compile time.
const fn is_code(text: &[u8]) -> bool {
    if text.is_empty() || text.len() > 64 || !text[0].is_ascii_lowercase() || is_id(text) {
        return false;
    }
    let mut at = 0;
    while at < text.len() {
        if !(text[at].is_ascii_lowercase()
            || text[at].is_ascii_digit()
            || matches!(text[at], b'_' | b'-' | b'.'))
        {
            return false;
        }
        at += 1;
    }
    true
}

/// An id must not pass as a code, or the two would be written alike.
const fn is_id(text: &[u8]) -> bool {
    text.len() == 36 && text[8] == b'-' && text[13] == b'-' && text[18] == b'-' && text[23] == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_pass() {
        for good in ["a", "legal_obligation", "children-act-1989.s47", "date_of_birth", "x9", &"a".repeat(64)]
        {
            assert_eq!(Code::from_pack(good).unwrap().as_str(), good);
        }
    }

    #[test]
    fn sentences_names_numbers_and_ids_do_not() {
        let id = "a0000000-0000-4000-8000-000000000000";
        for wrong in [
            "",
            "Charlie",
            "charlie banks",
            "9000000009",
            "9a",
            "_a",
            "josé",
            "a\"b",
            "a\n",
            id,
            &"a".repeat(65),
        ] {
            assert_eq!(Code::from_pack(wrong), Err(BadCode), "{wrong}");
        }
    }
}
