//! The only crate that speaks SQL: one module for each thing on file.
//!
//! [`Store`] holds the databases; [`Store::begin`] gives a [`Work`], a transaction with who asks and the moment it
//! happens at. A record is read or changed only with an [`access::Permit`], and every look and change leaves its
//! [`event`] in the same transaction.

pub mod access;
mod actor;
pub mod allocation;
pub mod audit_sample;
mod belonging;
mod birth;
pub mod bulk;
pub mod caseload;
pub mod chronology;
pub mod closing;
pub mod columns;
pub mod decision;
pub mod directory;
pub mod draft;
pub mod duplicate;
pub mod entry;
mod error;
pub mod event;
pub mod family;
pub mod happened;
pub mod job;
pub mod kin;
pub mod ledger;
pub mod mail;
pub mod matching;
pub mod network_tie;
pub mod nhs_trace;
pub mod pack;
pub mod person;
pub mod progress;
pub mod promise;
pub mod reference;
pub mod relationship;
pub mod request;
pub mod restriction;
pub mod retention;
pub mod return_code;
pub mod rights_request;
pub mod rotation;
pub mod same_person;
pub mod search;
pub mod sending;
pub mod source;
pub mod staff;
pub mod statement;
pub mod stepping;
mod store;
pub mod sustained;
pub mod sweep;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod told;
pub mod upload;
pub mod viewed;
pub mod warning_note;
mod work;

pub use actor::{Actor, Staff};
pub use error::{Error, Refusal, Result};
pub use store::{Connection, Store};
pub use work::{RecordKey, Work};
