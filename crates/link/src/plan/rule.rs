//! Blocking rules.

use std::fmt::{Display, Formatter};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::expression::{Part, Test, Wrong};

/// Pairs that agree on everything it names. What is missing agrees with nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What the two records must agree on.
    pub block: Vec<Join>,
}

/// `dob`: the same in both. `given_name = family_name`: the left record's first is the right record's second.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Join {
    /// Of the left record.
    pub left: Part,
    /// Of the right one.
    pub right: Part,
}

impl Rule {
    /// A rule of whole columns.
    pub fn on(columns: &[&str]) -> Self {
        let join = |name: &&str| {
            let part = Part::Column((*name).to_owned());
            Join { left: part.clone(), right: part }
        };
        Self { block: columns.iter().map(join).collect() }
    }

    /// Whether left and right may change places.
    pub fn is_symmetric(&self) -> bool {
        self.block.iter().all(|join| join.left == join.right)
    }

    /// The columns it speaks of.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.block.iter().flat_map(|join| [join.left.column(), join.right.column()])
    }
}

impl Display for Rule {
    fn fmt(&self, f: &mut Formatter) -> std::fmt::Result {
        for (at, join) in self.block.iter().enumerate() {
            if at > 0 {
                f.write_str(" and ")?;
            }
            write!(f, "{join}")?;
        }
        Ok(())
    }
}

impl Display for Join {
    fn fmt(&self, f: &mut Formatter) -> std::fmt::Result {
        if self.left == self.right {
            write!(f, "{}", self.left)
        } else {
            write!(f, "{} = {}", self.left, self.right)
        }
    }
}

impl FromStr for Join {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let (left, right) = text.split_once('=').unwrap_or((text, text));
        Ok(Self { left: left.trim().parse()?, right: right.trim().parse()? })
    }
}

/// In a file, expressions are texts.
macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
as_text!(Join, Part, Test);
