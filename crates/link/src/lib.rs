//! Is this the same person? Name keys, what somebody typed in the search box, and comparison.
//!
//! Three steps, none of which touches a database. [`name_keys`] gives the keys stored beside each name, so that an index
//! finds names that are nearly the same. [`query::plan`] reads one search box. [`compare::compare`] scores a person that
//! the index found and says why in words.

pub mod blocking;
pub mod clusters;
pub mod compare;
pub mod distance;
pub mod evaluation;
pub mod explanation;
pub mod fold;
pub mod lasting;
pub mod name_keys;
pub mod nicknames;
pub mod part;
pub mod people;
pub mod plan;
pub mod prepared;
pub mod profile;
pub mod query;
pub mod scoring;
pub mod sound;
pub mod training;
pub mod twins;

#[cfg(test)]
mod recall;
