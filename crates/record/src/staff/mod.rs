//! The people who work here: accounts, teams, sessions, how they sign in, and how often somebody may try.

pub mod account;
pub mod challenge;
pub mod directory;
pub mod identity;
pub mod passkey;
pub mod recovery;
pub mod roll;
pub mod session;
pub mod team;
pub mod throttle;
