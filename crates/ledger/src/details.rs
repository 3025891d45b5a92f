//! The small print of an event: nothing in it can be personal.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use crate::Code;

/// One detail. There is no free text, no date and no number with a meaning of its own, on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The id of another row.
    Id(Uuid),
    /// One of a list: an outcome, a team's short name, a reason code.
    Code(Code),
    /// How many.
    Count(u32),
    /// Yes or no.
    Flag(bool),
    /// Names of fields, such as those that were amended.
    Fields(Vec<Code>),
}

/// Details by name, always in the same order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details(pub(crate) BTreeMap<Code, Detail>);

impl Details {
    /// The detail of that name.
    pub fn get(&self, name: &str) -> Option<&Detail> {
        self.0.iter().find(|(code, _)| code.as_str() == name).map(|(_, detail)| detail)
    }

    /// Name and detail, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Code, &Detail)> {
        self.0.iter()
    }

    /// As JSON, for the row.
    pub fn to_json(&self) -> Value {
        Value::Object(self.0.iter().map(|(name, detail)| (name.to_string(), detail.to_json())).collect())
    }

    /// Back from the row; `None` if it holds anything that a detail cannot be.
    pub(crate) fn from_json(value: &Value) -> Option<Self> {
        let mut details = BTreeMap::new();
        for (name, value) in value.as_object()? {
            details.insert(Code::from_pack(name).ok()?, Detail::from_json(value)?);
        }
        Some(Self(details))
    }
}

impl Detail {
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Id(id) => Value::String(id.to_string()),
            Self::Code(code) => Value::String(code.to_string()),
            Self::Count(count) => Value::from(*count),
            Self::Flag(flag) => Value::Bool(*flag),
            Self::Fields(fields) => fields.iter().map(|field| Value::String(field.to_string())).collect(),
        }
    }

    fn from_json(value: &Value) -> Option<Self> {
        match value {
            // A code never has the shape of an id, so one text is never both.
            Value::String(text) => match Code::from_pack(text) {
                Ok(code) => Some(Self::Code(code)),
                Err(_) => Uuid::parse_str(text).ok().filter(|id| id.to_string() == *text).map(Self::Id),
            },
            Value::Number(number) => number.as_u64().and_then(|count| count.try_into().ok()).map(Self::Count),
            Value::Bool(flag) => Some(Self::Flag(*flag)),
            Value::Array(fields) => fields
                .iter()
                .map(|field| Code::from_pack(field.as_str()?).ok())
                .collect::<Option<_>>()
                .map(Self::Fields),
            Value::Null | Value::Object(_) => None,
        }
    }
}
