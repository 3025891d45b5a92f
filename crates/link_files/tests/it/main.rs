//! Linkage of files, held to Splink's own numbers.
#![expect(clippy::unwrap_used, reason = "in a test's helpers too a panic is the message")]

mod accuracy;
mod bad_input;
mod folder;
mod labels;
mod persons;
mod shared;
mod splink;
mod superseded;
