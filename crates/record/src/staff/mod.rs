//! The people who work here: accounts, teams, sessions, and how often somebody may try.

pub mod account;
pub mod session;
pub mod team;
pub mod throttle;
