//! The words that are ours in whatever is published, one TOML file a language. Another language is another file and a line
//! in [`languages`].

mod coded;
mod fixed;

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

pub(super) use coded::*;
pub use fixed::Page;
pub(super) use fixed::*;

use crate::pack::{Amount, Unit};

/// Every phrase in one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Phrases {
    /// The language's code, as web pages give it: `en`.
    pub code: String,
    /// Its name in itself: `Polski`.
    pub name: String,
    pub(super) plurals: Plurals,
    pub(super) date: String,
    pub(super) months: [String; 12],
    /// What stands around the page.
    pub page: Page,
    pub(super) heading: Heading,
    pub(super) full: Full,
    pub(super) sharing: ByMode<SharingWords>,
    pub(super) sharing_always: SharingAlways,
    pub(super) basis: BasisWords,
    pub(super) basis_short: BasisWords,
    pub(super) condition: ConditionWords,
    pub(super) schedule_1: ScheduleOneWords,
    pub(super) keep: Keep,
    pub(super) action: ActionWords,
    pub(super) since: SinceWords,
    pub(super) when: WhenWords,
    pub(super) period: Period,
    pub(super) schedule: ScheduleWords,
    pub(super) easy: Easy,
    pub(super) panel: PanelWords,
}

/// How a language counts: how many forms a noun has, and which number takes which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Plurals {
    /// One form for 1, another for every other number: English.
    OneOther,
    /// One for 1; one for 2 to 4 and what ends in them, but not 12 to 14; one for the rest: Polish.
    OneFewMany,
}

impl Plurals {
    fn form(self, count: u32) -> usize {
        match self {
            _ if count == 1 => 0,
            Plurals::OneOther => 1,
            Plurals::OneFewMany if (2..=4).contains(&(count % 10)) && !(12..=14).contains(&(count % 100)) => {
                1
            }
            Plurals::OneFewMany => 2,
        }
    }

    /// How many forms a noun has.
    #[cfg(test)]
    pub(super) fn forms(self) -> usize {
        match self {
            Plurals::OneOther => 2,
            Plurals::OneFewMany => 3,
        }
    }
}

static LANGUAGES: LazyLock<[Phrases; 2]> =
    LazyLock::new(|| [include_str!("en.toml"), include_str!("pl.toml")].map(read));

fn read(text: &str) -> Phrases {
    toml::from_str(text).unwrap_or_else(|error| panic!("a test reads the phrases: {error}"))
}

/// Every language there are phrases in; English, in which notices are written, first.
pub fn languages() -> &'static [Phrases] {
    &*LANGUAGES
}

/// English.
pub fn english() -> &'static Phrases {
    &languages()[0]
}

/// The language with this code, if there are phrases in it.
pub fn language(code: &str) -> Option<&'static Phrases> {
    languages().iter().find(|language| language.code == code)
}

impl Phrases {
    /// "1 April 2026".
    pub(super) fn day(&self, date: Date) -> String {
        let month = usize::from(date.month().unsigned_abs()) - 1;
        fill(
            &self.date,
            &[
                ("day", &date.day().to_string()),
                ("month", &self.months[month]),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// "25 years".
    pub(super) fn amount(&self, amount: Amount) -> String {
        let forms = match amount.unit {
            Unit::Years => &self.period.years,
            Unit::Months => &self.period.months,
            Unit::Weeks => &self.period.weeks,
            Unit::Days => &self.period.days,
            // No period is kept in hours: `kith council check` refuses it.
            _ => return amount.to_string(),
        };
        format!("{} {}", amount.count, forms[self.plurals.form(amount.count)])
    }
}

/// Puts words into the places in {braces} of a phrase.
pub(super) fn fill(phrase: &str, places: &[(&str, &str)]) -> String {
    places.iter().fold(phrase.to_owned(), |text, (place, words)| text.replace(&format!("{{{place}}}"), words))
}
