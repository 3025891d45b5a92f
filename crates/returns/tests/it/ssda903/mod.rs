//! SSDA903.

mod corpus;
mod reading;
mod rules;
mod samples;
mod soak;
