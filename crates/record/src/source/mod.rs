//! What other services say about people (promises P05 and P19): read in as feeds, kept with where it came from and how
//! current it is, and shown as far as a council's `law::involvement_rules` allow.
//!
//! A feed is what one system of one service said at one time. [`import::run`] takes a delivery of files in: every feed on
//! file is superseded by it. The row of a superseded feed stays, so that what was shown on a day has a source; what it
//! said about people is deleted, and the keys that sealed it with it.

pub mod cast;
mod detail;
pub mod family_context;
pub mod feed;
pub mod import;
mod linked;
mod matching;
pub mod panel;
pub mod reveal;

pub use detail::{Case, Contact, Detail, HousingCases, Summary};
