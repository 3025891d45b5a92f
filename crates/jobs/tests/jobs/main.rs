//! The queue on a real database.
#![expect(clippy::unwrap_used, reason = "in a test's helpers too a panic is the message")]

mod duplicates;
mod nightly;
mod queue;
mod schedule;
mod support;
