//! The queue on a real database.

mod nightly;
mod queue;
mod schedule;
mod support;
