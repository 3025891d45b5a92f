//! The command as somebody runs it: real processes, a real PostgreSQL, real signals.
#![expect(clippy::unwrap_used, reason = "in a test's helpers too a panic is the message")]

mod commands;
mod demo;
mod duplicates;
mod kill_loop;
mod pds;
mod printing;
mod production;
mod returns;
mod rotation;
mod support;
mod token;
