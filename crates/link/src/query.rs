//! What somebody typed into the one search box.
//!
//! Everything may come in any order: names, dates, postcodes or parts of one, telephone numbers, NHS numbers and the
//! rest. What is recognised is taken; what is left is names. Nothing is refused: a number that means nothing becomes a
//! hint to show beside the results.

mod alternatives;
mod dates;
mod numbers;
mod reader;

pub use alternatives::{NameAlternative, Reading};
pub use dates::DateWanted;
pub use reader::plan;

use jiff::civil::Date;
use law::identifiers::{NationalInsuranceNumber, NhsNumber, Postcode, Upn, Uprn};

/// The longest text that is read; more is a paste into the wrong box.
pub const LONGEST: usize = 200;

/// What to look for. Personal data: its `Debug` shows only what kinds of thing were typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Folded name words in the order typed, six at most.
    pub names: Vec<String>,
    /// How many of `names` came before a comma, where the last name was put first: "Banks, Charlie".
    pub before_comma: Option<usize>,
    /// Dates of birth, or parts of one.
    pub dates: Vec<DateWanted>,
    /// Whole postcodes.
    pub postcodes: Vec<Postcode>,
    /// Parts of a postcode in capitals: `ME14` or `ME14 1`.
    pub postcode_parts: Vec<String>,
    /// Telephone numbers as national digits: `01632960123`.
    pub phones: Vec<String>,
    /// NHS numbers whose check digit is right.
    pub nhs_numbers: Vec<NhsNumber>,
    /// UPNs whose check letter is right.
    pub upns: Vec<Upn>,
    /// National Insurance numbers.
    pub national_insurance_numbers: Vec<NationalInsuranceNumber>,
    /// Property reference numbers.
    pub uprns: Vec<Uprn>,
    /// References of requests and people, in capitals without hyphens: `R7K3M9QXT`.
    pub references: Vec<String>,
    /// What to say about text that could not be used.
    pub hints: Vec<&'static str>,
}

impl Plan {
    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.dates.is_empty() && self.postcode_parts.is_empty() && !self.has_exact()
    }

    /// Whether something that names one person or address was typed.
    pub fn has_exact(&self) -> bool {
        !(self.postcodes.is_empty()
            && self.phones.is_empty()
            && self.nhs_numbers.is_empty()
            && self.upns.is_empty()
            && self.national_insurance_numbers.is_empty()
            && self.uprns.is_empty()
            && self.references.is_empty())
    }

    /// The full dates to look up, each also with day and month exchanged.
    pub fn days_to_look_up(&self) -> Vec<Date> {
        let days = self.dates.iter().filter_map(|wanted| match wanted {
            DateWanted::Day(day) => Some(*day),
            _ => None,
        });
        days.flat_map(|day| [Some(day), law::date_of_birth::day_and_month_swapped(day)]).flatten().collect()
    }
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plan")
            .field("names", &self.names.len())
            .field("dates", &self.dates.len())
            .field("postcodes", &(self.postcodes.len() + self.postcode_parts.len()))
            .field("phones", &self.phones.len())
            .field("has_exact", &self.has_exact())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
