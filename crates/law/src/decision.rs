//! A manager's decision about one child of a request: what it must say, what it starts, and who is told.
//!
//! A decision is made for each child, is never edited and only added to (`record` keeps it so). These are the rules it
//! must meet before it is made.

mod check;
mod outcome;
mod telling;

pub use check::{Circumstances, Decided, DecisionField, Draft, Problem, check};
pub use outcome::{InvolvementKind, Needs, Outcome};
pub use telling::{Audience, Referrer, Telling, TellingProblem, check_telling, must_tell};

#[cfg(test)]
mod tests;
