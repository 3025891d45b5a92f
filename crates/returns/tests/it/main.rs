//! Returns, held to worked cases and to what another validator found in real-shaped files.
#![expect(clippy::unwrap_used, reason = "in a test's helpers too a panic is the message")]

mod cases;
mod earlier_years;
mod oracle;
mod quick;
mod reading;
mod reference;
mod reports;
mod samples;
mod shared;
mod spoilt;
mod ssda903;
