//! Marlshire, an invented council: its staff, its named cast of families and a seeded generator of everybody else.
//!
//! Nobody here is real. Postcodes are in an area (`ZM`) that was never used, telephone numbers are in the ranges
//! Ofcom keeps for drama, e-mail addresses end in `example.org` or `example.net`, and NHS numbers start with 999.
//!
//! The crate is pure: no database, no files at run time, no clock. The same [`Settings`] give the same rows on every
//! machine, because all chance comes from ChaCha streams and is used through whole-number arithmetic only.
//!
//! ```
//! use marlshire::{Settings, stream};
//! let settings = Settings { people: 300, seed: 1, today: jiff::civil::date(2026, 9, 14) };
//! let people: usize = stream(&settings).map(|rows| rows.people.len()).sum();
//! assert!(people >= 300);
//! ```

mod casework;
pub mod cast;
mod days;
mod dice;
mod generator;
pub mod looks;
mod numbers;
mod people;
mod places;
pub mod rows;
mod staffing;
mod tables;

pub use generator::{Stream, generate, stream};
pub use rows::Rows;

/// What to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How many people at least, children and adults together. The last family is finished, so the true number is
    /// a few more. The cast is always present and counts.
    pub people: u32,
    /// The same seed gives the same council.
    pub seed: u64,
    /// The day it is in Marlshire: 2026 or later, as the cast's births and homes are fixed. Nothing that has happened is
    /// later than the evening before.
    pub today: jiff::civil::Date,
}

/// The authority code that Marlshire's UPNs and schools carry. No council has it.
pub const AUTHORITY_CODE: u16 = 989;

/// The postcode area of Marlshire. Royal Mail never used it, yet it has the shape of one.
pub const POSTCODE_AREA: &str = "ZM";
