//! The catalogue of promises: every promise of the published notices, numbered, with what enforces it (`promises.toml`).

mod report;
mod said;

pub use report::{Counted, Line, Said, Standing, report};

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// One promise that councils make, whichever notice makes it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Its number: `P65`.
    pub number: String,
    /// What is promised, in our words.
    pub says: String,
    /// How it is checked.
    pub check: Check,
    /// For a live check, the query's name.
    #[serde(default)]
    pub query: Option<String>,
    /// For a test, its name.
    #[serde(default)]
    pub by: Option<String>,
    /// Why it is not built or cannot be checked.
    #[serde(default)]
    pub because: Option<String>,
    /// The rule or control that enforces it.
    #[serde(default)]
    pub enforced_by: Option<String>,
}

/// How a promise is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// A query counts where it is kept and where it is broken, now.
    Live,
    /// A test fails when it is broken: a version that breaks it is never released.
    Test,
    /// Kith does not do it yet.
    NotBuilt,
    /// No software can tell.
    Cannot,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    promise: Vec<Promise>,
}

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| toml::from_str(include_str!("promises.toml")).expect("a test reads promises.toml"));

/// All promises, by number.
pub fn all() -> &'static [Promise] {
    &CATALOGUE.promise
}

/// The numbers of all promises.
pub fn numbers() -> impl Iterator<Item = &'static str> {
    all().iter().map(|promise| promise.number.as_str())
}

/// The promise `number`.
pub fn get(number: &str) -> Option<&'static Promise> {
    all().iter().find(|promise| promise.number == number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_promise_says_how_it_is_checked() {
        for promise in all() {
            let told = match promise.check {
                Check::Live => promise.query.is_some(),
                Check::Test => promise.by.is_some(),
                Check::NotBuilt | Check::Cannot => promise.because.is_some(),
            };
            assert!(told, "{} does not say how it is checked", promise.number);
            assert!(promise.check == Check::NotBuilt || promise.enforced_by.is_some(), "{}", promise.number);
        }
    }

    #[test]
    fn no_number_is_given_twice() {
        let mut seen: Vec<&str> = numbers().collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all().len());
    }
}
