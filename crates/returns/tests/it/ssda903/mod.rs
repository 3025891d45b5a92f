//! SSDA903.

mod corpus;
mod needs;
mod reading;
mod rules;
mod samples;
mod soak;
