//! One line of a file of events. Fields that a type does not use are ignored, and so are fields nobody knows.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

/// A line. See docs/reference/access-review.md for what each field means with each type.
#[derive(Deserialize)]
pub(super) struct Line<'a> {
    #[serde(rename = "type", borrow)]
    pub what: Text<'a>,
    #[serde(default, borrow)]
    pub id: Text<'a>,
    #[serde(default, borrow)]
    pub at: Text<'a>,
    #[serde(default, borrow)]
    pub staff: Text<'a>,
    #[serde(default, borrow)]
    pub person: Text<'a>,
    #[serde(default, borrow)]
    pub team: Text<'a>,
    #[serde(default, borrow)]
    pub kind: Text<'a>,
    #[serde(default, borrow)]
    pub of: Text<'a>,
    #[serde(default, borrow)]
    pub other: Text<'a>,
    #[serde(default, borrow)]
    pub from: Text<'a>,
    #[serde(default, borrow)]
    pub until: Text<'a>,
    #[serde(default, borrow)]
    pub recorded: Text<'a>,
    #[serde(default, borrow)]
    pub name: Text<'a>,
    #[serde(default, borrow)]
    pub surname: Text<'a>,
    #[serde(default, borrow)]
    pub address: Text<'a>,
    #[serde(default, borrow)]
    pub postcode: Text<'a>,
    #[serde(default, borrow)]
    pub manager: Text<'a>,
    #[serde(default, borrow)]
    pub basis: Text<'a>,
    #[serde(default, borrow)]
    pub reason: Text<'a>,
    #[serde(default, borrow)]
    pub incident: Text<'a>,
    #[serde(default, borrow)]
    pub recognisable: Text<'a>,
    #[serde(default, alias = "role", borrow)]
    pub roles: Texts<'a>,
    #[serde(default, alias = "school", borrow)]
    pub schools: Texts<'a>,
    #[serde(default, borrow)]
    pub terms: Texts<'a>,
    #[serde(default, borrow)]
    pub results: Texts<'a>,
    #[serde(default, borrow)]
    pub people: Texts<'a>,
    #[serde(default)]
    pub high_profile: bool,
    #[serde(default)]
    pub duty: bool,
}

/// A word: text, or a number or yes or no taken as text; nothing for null.
#[derive(Default)]
pub(super) struct Text<'a>(pub Cow<'a, str>);

/// Several words: a list, one word, or the values of an object.
#[derive(Default)]
pub(super) struct Texts<'a>(pub Vec<Text<'a>>);

impl Text<'_> {
    /// The word, if there is one.
    pub fn some(&self) -> Option<&str> {
        Some(self.0.trim()).filter(|text| !text.is_empty())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneText)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Texts<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ManyTexts)
    }
}

struct OneText;

impl<'de> Visitor<'de> for OneText {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a word, or a number")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(if yes { "yes" } else { "" })))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Text::default())
    }
}

struct ManyTexts;

impl<'de> Visitor<'de> for ManyTexts {
    type Value = Texts<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a word or a list of words")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Texts(vec![Text(Cow::Borrowed(text))]))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Texts(vec![Text(Cow::Owned(text.to_owned()))]))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Texts::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(text) = list.next_element::<Text>()? {
            all.push(text);
        }
        Ok(Texts(all))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some((_, text)) = object.next_entry::<serde::de::IgnoredAny, Text>()? {
            all.push(text);
        }
        Ok(Texts(all))
    }
}
