//! A word in a pack that other parts refer to, with the place where it was written.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An id or a reference to one, as written in a pack file.
///
/// It behaves as text; the place is kept only so that a mistake can be pointed at ("line 12: there is no
/// purpose called …"). Two keys are equal when their text is.
#[derive(Debug, Clone, Default)]
pub struct Key {
    text: String,
    at: usize,
}

impl Key {
    /// The word itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many bytes into its file the word was written.
    pub fn at(&self) -> usize {
        self.at
    }

    /// True when the word can be used in an address and a field name: lower-case letters, digits, `-` and
    /// `_`, starting with a letter or digit.
    pub fn is_plain(&self) -> bool {
        let mut letters = self.text.chars();
        letters.next().is_some_and(|first| first.is_ascii_lowercase() || first.is_ascii_digit())
            && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Key {
        Key { text: text.to_owned(), at: 0 }
    }
}

impl std::ops::Deref for Key {
    type Target = str;
    fn deref(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.text == other.text
    }
}

impl Eq for Key {}

impl PartialEq<str> for Key {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for Key {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Key, D::Error> {
        let written = toml::Spanned::<String>::deserialize(from)?;
        let at = written.span().start;
        Ok(Key { text: written.into_inner(), at })
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text)
    }
}
