//! Numbers and codes that other organisations give a person: validated types with errors that say what to do.
//!
//! Every type is built only by `parse`, which removes the spaces and dashes people type, checks shape and check digit,
//! and keeps one canonical form. `as_str` gives that form for storing and comparing, `formatted` the form for a page.
//! None of them implements `Display`, and `Debug` shows no digit, so that a value cannot slip into a log.

mod error;
mod home_office;
mod masked;
mod national_insurance;
mod nhs_number;
mod postcode;
mod uln;
mod upn;
mod uprn;

#[cfg(test)]
pub(crate) mod vectors;

pub use error::{IdentifierError, Problem};
pub use home_office::{HomeOfficeKind, HomeOfficeReference, PortReference};
pub use national_insurance::NationalInsuranceNumber;
pub use nhs_number::{NhsNumber, NhsRange};
pub use postcode::Postcode;
pub use uln::Uln;
pub use upn::{FormerUpn, Upn, UpnUnknownReason};
pub use uprn::Uprn;

/// What a person typed, without the spaces, dashes and full stops used to group it, in capitals.
///
/// Non-breaking spaces and typographic dashes arrive with text pasted from Word and letters.
pub(crate) fn squash(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}' | '\u{200b}' | '\u{feff}')
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// The value of each character if all are ASCII digits.
pub(crate) fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}
