//! A validation rule of the Department for Education.

use serde::Serialize;

use crate::finding::Found;
use crate::year::{CollectionYear, Years};

/// Whether what a rule finds may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It has to be put right before the return is sent.
    Error,
    /// It may be right as it is: look, and put it right or write a note.
    Query,
}

/// Whether a rule can be asked of one child alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything it looks at belongs to one child.
    Child,
    /// It compares children or counts them all.
    Return,
}

/// A rule over the tables `T` of a collection.
pub struct Rule<T: 'static> {
    /// As the Department for Education numbers it: `8590`, `2991Q`, `INT01`.
    pub code: &'static str,
    /// Error or query, as it is in the latest year.
    pub kind: Kind,
    /// The Department's message. (Contains public sector information under the Open Government Licence v3.0.)
    pub message: &'static str,
    /// `Table.Column` of everything it looks at.
    pub fields: &'static [&'static str],
    /// Where the rule is from, and how its message was read where the message alone leaves a choice.
    pub reading: &'static str,
    /// The years it is in force.
    pub years: Years,
    /// One child, or all.
    pub scope: Scope,
    /// Looks at the tables and adds what it finds.
    pub check: fn(&T, &mut Found),
}

impl<T> Rule<T> {
    /// The same rule, in force from the year that begins in `year`.
    pub const fn since(mut self, year: i16) -> Self {
        self.years.first = Some(CollectionYear::of(year));
        self
    }

    /// The same rule, in force until and with the year that begins in `year`.
    pub const fn until(mut self, year: i16) -> Self {
        self.years.last = Some(CollectionYear::of(year));
        self
    }

    /// The same rule, which compares children or counts them all.
    pub const fn of_the_whole_return(mut self) -> Self {
        self.scope = Scope::Return;
        self
    }

    /// Whether it is in force in `year`.
    pub fn in_force(&self, year: CollectionYear) -> bool {
        self.years.hold(year)
    }
}
