//! What the law says that no council's notice can change, as data with citations (`statutes.toml`).

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::pack::{Amount, Role, Trigger, Unless, date};

/// The least time that the law asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// The rule's id here.
    pub id: String,
    /// Whose records.
    pub people: Vec<Role>,
    /// The event the period runs from.
    pub trigger: Trigger,
    /// How long.
    pub period: Amount,
    /// What replaces it where something else is so.
    #[serde(default)]
    pub unless: Vec<Unless>,
    /// The regulation.
    pub law: String,
    /// What it says, in our words.
    pub says: String,
}

/// An Act that is no longer law.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repealed {
    /// Parts of its name, any of which tells it.
    pub names: Vec<String>,
    /// What ended it.
    pub by: String,
    /// Since when.
    #[serde(deserialize_with = "date")]
    pub on: Date,
    /// What stands in its place.
    pub now: String,
}

/// A council that is no longer there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dissolved {
    /// Its name.
    pub name: String,
    /// What ended it.
    pub by: String,
    /// Since when.
    #[serde(deserialize_with = "date")]
    pub on: Date,
    /// Who stands in its place.
    pub now: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Statutes {
    floor: Vec<Floor>,
    repealed: Vec<Repealed>,
    dissolved: Vec<Dissolved>,
}

static STATUTES: LazyLock<Statutes> =
    LazyLock::new(|| toml::from_str(include_str!("statutes.toml")).expect("a test reads statutes.toml"));

/// Every period that the law sets.
pub fn floors() -> &'static [Floor] {
    &STATUTES.floor
}

/// The Act called `name`, if it is no longer law.
pub fn repealed(name: &str) -> Option<&'static Repealed> {
    STATUTES.repealed.iter().find(|act| act.names.iter().any(|part| name.contains(part.as_str())))
}

/// The council called `name`, if it is no longer there.
pub fn dissolved(name: &str) -> Option<&'static Dissolved> {
    STATUTES.dissolved.iter().find(|council| council.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statutes_read() {
        assert!(floors().iter().all(|floor| !floor.people.is_empty() && floor.law.contains("SI ")));
        assert_eq!(repealed("Audit Commission Act 1998, section 6").expect("repealed").on.year(), 2015);
        assert!(repealed("Children Act 1989").is_none());
        assert!(dissolved("Northamptonshire County Council").is_some());
        assert!(dissolved("Kent County Council").is_none());
    }
}
