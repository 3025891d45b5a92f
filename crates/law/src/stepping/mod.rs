//! Stepping up to children's social care and down again without losing the story (promise P09).
//!
//! The family keeps one record. Stepping up pauses Early Help: its clocks stand still and nothing is closed, so that stepping
//! down takes up where it stopped.

mod carried;
mod down;
#[cfg(test)]
mod tests;
mod up;

pub use carried::{Carried, OnFile, carried};
pub use down::{DownDraft, DownProblem, FourChecks, Handover, can_close_after_step_down, check_down};
pub use up::{Paused, UpDraft, UpProblem, UpRoute, check_up};

/// The pause of `clocks.toml` that holds while children's social care leads.
pub const PAUSE: &str = "stepped-up";
