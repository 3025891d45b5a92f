//! Clocks: how long the council has, when time is up, and how that was worked out.
//!
//! A [`Clock`] is data that a council's pack can set within the law. [`Clock::start`] turns it and the moment something
//! happened into a [`Due`], which carries its arithmetic in words and says at any later moment where it stands.
//!
//! In casework one clock follows from another and some never stop: [`readings`] takes the facts of a family's record, the
//! pauses and the moment, and reads every clock of `clocks.toml` from them.

mod board;
mod definition;
mod due;
mod fact;
mod london;
mod office_hours;
mod pauses;
mod rag;
mod reading;
mod rounds;
mod statutory;
mod working_hours;

pub use board::{CaseFacts, reading, readings};
pub use definition::{Clock, Unit};
pub use due::{Due, Met, Standing, State};
pub use fact::{Fact, Happened, Of, Pause, When};
pub use london::{london, to_london};
pub use office_hours::OfficeHours;
pub use rag::RagClocks;
pub use reading::{ClockState, LastTime, Reading};
pub use statutory::{STATUTORY, Statutory};

#[cfg(test)]
mod board_tests;
#[cfg(test)]
mod tests;
