//! The directory of services that may help a family (promises P07 and P08): read from feeds, kept with where it came from,
//! listed for searching and publishing.
//!
//! It is about nobody, so no permit is asked for and everybody may read it: families use it themselves. What a service is
//! and how it is found is in the crate of the same name.

pub mod import;
mod listing;

pub use listing::{Feed, Listing, One, Row, all, one};
