//! Chronologies: what happened in a child's life that mattered, from before birth until now.
//!
//! A chronology is not a list of every contact. Its rows come from what casework records anyway and from what somebody adds,
//! and an event of several children is one row with several subjects.

mod approximate;
mod automatic;
mod filter;
mod merge;
mod row;
#[cfg(test)]
mod tests;

pub use approximate::ApproximateDate;
pub use automatic::{CaseEvent, CaseEventKind, row_of};
pub use filter::Filter;
pub use merge::merge;
pub use row::{Category, MOST_HEADLINE, Origin, Row, RowProblem, Subject, check};
