//! Statutory returns: the children in need census ([`cin`]) and SSDA903, the return of children looked after ([`ssda903`]).
//!
//! Files come in and become tables of typed columns; each rule of the Department for Education is one function that reads the tables and
//! adds what it finds ([`finding`]). What could not be read is told by line ([`read`]). Nothing here knows of the record, of a
//! clock or of a database: `kith return` checks any council's file, and a page of Kith could check one child with the same rules.

pub mod cin;
pub mod collection;
pub mod corpus;
pub mod date;
pub mod dice;
pub mod finding;
pub mod mutate;
pub mod read;
pub mod report;
pub mod rule;
pub mod ssda903;
mod start;
pub mod text;
pub mod working_days;
pub mod year;

pub use start::warm_up;
