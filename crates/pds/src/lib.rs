//! Tracing NHS numbers: who is this in the NHS's Personal Demographics Service (PDS), and does it hold what is on file here?
//!
//! PDS is asked by rules and strategies that are data ([`strategies`]), in restricted access: one unique match or none. Three
//! things hold whatever is asked:
//!
//! - **Nothing is sent that was not recorded.** [`Pds`] hands every call to a [`disclosure::Recorder`] first, with the fields it
//!   sends and why; what could not be recorded is not sent.
//! - **No value is logged.** Names, dates, postcodes, genders and NHS numbers are in no log line, no error and no `Debug`.
//! - **Nothing on file is changed.** Outcomes are told; a person decides.
//!
//! HTTP, the clock, waiting and randomness come in through [`outside::Outside`].

pub mod address;
mod answer;
mod assertion;
mod client;
pub mod disclosure;
pub mod field;
mod hidden;
pub mod matching;
pub mod mock;
pub mod outside;
pub mod patient;
pub mod person;
mod query;
pub mod reconcile;
mod settings;
pub mod sheet;
pub mod strategies;
mod token;
mod trouble;

pub use answer::Found;
pub use assertion::SigningKey;
pub use client::Pds;
pub use query::NotAsked;
pub use settings::{AddressFormat, Columns, LIVE_BASE, LIVE_TOKEN, NotSettings, Settings};
pub use trouble::Trouble;
