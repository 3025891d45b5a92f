//! What is written down late needs a reason.

use jiff::Timestamp;

use crate::clocks::Met;
use crate::pack::{Clock, Council};
use crate::working_days::CannotCompute;

/// Whether an entry is written down in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// In time.
    InTime,
    /// Late. A reason is asked for if the council's clock wants one.
    Late {
        /// "Written down 2 working days late: it was due by 5pm on Thursday 11 June 2026".
        told: String,
        /// Whether the reason must be given.
        needs_reason: bool,
    },
}

/// Why an entry cannot be kept as it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryProblem {
    /// The event lies ahead.
    #[error("The date and time must be now or in the past")]
    Future,
    /// Late without a reason.
    #[error("Enter why this is written down late")]
    WhyLate,
    /// The calendar does not reach.
    #[error(transparent)]
    CannotCompute(#[from] CannotCompute),
}

/// Whether something that happened at `happened` and is written down at `recorded` is in time by `clock` (`case-note`,
/// `visit-record`), with the reason typed.
///
/// # Errors
/// What to put right, as the sentence to show.
pub fn late_entry(
    clock: &Clock,
    council: &Council,
    happened: Timestamp,
    recorded: Timestamp,
    reason: &str,
) -> Result<Entry, EntryProblem> {
    if happened > recorded {
        return Err(EntryProblem::Future);
    }
    let due = clock.rule(council).start(happened)?;
    match due.met_at(recorded) {
        Met::InTime => Ok(Entry::InTime),
        Met::Late(_) if clock.late_reason && reason.trim().is_empty() => Err(EntryProblem::WhyLate),
        Met::Late(by) => {
            let told = format!("Written down {by}: it was {}", due.due_in_words());
            Ok(Entry::Late { told, needs_reason: clock.late_reason })
        }
    }
}
