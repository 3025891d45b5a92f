//! Clocks: how long the council has, when time is up, and how that was worked out.
//!
//! A [`Clock`] is data that a council's pack can set within the law. [`Clock::start`] turns it and the moment something
//! happened into a [`Due`], which carries its arithmetic in words and says at any later moment where it stands.

mod definition;
mod due;
mod london;
mod office_hours;
mod rag;
mod statutory;
mod working_hours;

pub use definition::{Clock, Unit};
pub use due::{Due, Met, Standing, State};
pub use london::{london, to_london};
pub use office_hours::OfficeHours;
pub use rag::RagClocks;
pub use statutory::{STATUTORY, Statutory};

#[cfg(test)]
mod tests;
