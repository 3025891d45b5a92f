//! Looking at part of a chronology.

use jiff::civil::Date;

use super::row::{Category, Row};

/// What to show. The default shows everything.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only what is about this child, by id.
    pub subject: Option<String>,
    /// Only these categories; empty for all.
    pub categories: Vec<Category>,
    /// Only what may have happened on this day or later.
    pub from: Option<Date>,
    /// Only what may have happened on this day or earlier.
    pub to: Option<Date>,
    /// Only what mattered.
    pub significant_only: bool,
}

impl Filter {
    /// Whether a row is shown. A date that is not exact is shown if any day it may mean is asked for: leaving out what may
    /// belong there would be the worse mistake.
    pub fn shows(&self, row: &Row) -> bool {
        let is_in_range = match row.when.bounds() {
            None => true,
            Some((first, last)) => {
                self.from.is_none_or(|from| last >= from)
                    && self.to.is_none_or(|to| first.is_none_or(|first| first <= to))
            }
        };
        is_in_range
            && self.subject.as_ref().is_none_or(|subject| row.subjects.contains_key(subject))
            && (self.categories.is_empty() || self.categories.contains(&row.category))
            && (row.is_significant || !self.significant_only)
    }
}
