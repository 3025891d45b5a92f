//! The whole of it against a PDS of invented people: real HTTP, a clock that stands where the test puts it.
#![expect(clippy::unwrap_used, reason = "in a test's helpers too a panic is the message")]

mod client;
mod dfe;
mod reconciling;
mod sheets;
mod silence;
mod strategies;
mod support;
