//! What is wrong with a feed.

use std::fmt;

/// The most problems told of one answer; how many more there were is counted.
pub const MOST_PROBLEMS: usize = 1_000;

/// One thing that is wrong, where, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where in the answer: a JSON pointer (RFC 6901), such as `/contents/3/minimum_age`.
    pub at: String,
    /// The name of the service, or its identifier; empty if the page itself is meant.
    pub service: String,
    /// How bad it is.
    pub weight: Weight,
    /// What is wrong.
    pub what: String,
    /// What would be right.
    pub right: String,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The schema allows it, but it cannot be meant: a latitude of 100, a day called "XX". It is not taken over.
    Doubt,
    /// The schema forbids it. The rest of the service is read.
    Breaks,
    /// The service cannot be used and is left out.
    LeftOut,
}

impl Weight {
    /// One word for it.
    pub fn in_words(self) -> &'static str {
        match self {
            Weight::Doubt => "doubtful",
            Weight::Breaks => "wrong",
            Weight::LeftOut => "left out",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { at, service, weight, what, right } = self;
        let at = if at.is_empty() { "/" } else { at };
        if !service.is_empty() {
            write!(f, "{service}: ")?;
        }
        write!(f, "{at}: {}: {what}; {right}", weight.in_words())
    }
}

/// Problems as they are found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    found: Vec<Problem>,
    more: usize,
    service: String,
}

impl Problems {
    /// What was found, in the order of the answer.
    pub fn found(&self) -> &[Problem] {
        &self.found
    }

    /// How many more there were than [`MOST_PROBLEMS`].
    pub fn more(&self) -> usize {
        self.more
    }

    /// Whether anything breaks the schema or left a service out.
    pub fn breaks_the_schema(&self) -> bool {
        self.more > 0 || self.found.iter().any(|problem| problem.weight >= Weight::Breaks)
    }

    /// What follows is about this service.
    pub(super) fn about(&mut self, service: &str) {
        self.service = service.chars().take(200).collect();
    }

    pub(super) fn tell(
        &mut self,
        weight: Weight,
        at: &str,
        what: impl Into<String>,
        right: impl Into<String>,
    ) {
        if self.found.len() >= MOST_PROBLEMS {
            self.more += 1;
            return;
        }
        let (at, service) = (at.to_owned(), self.service.clone());
        self.found.push(Problem { at, service, weight, what: what.into(), right: right.into() });
    }

    pub(super) fn doubt(&mut self, at: &str, what: impl Into<String>, right: impl Into<String>) {
        self.tell(Weight::Doubt, at, what, right);
    }
}
