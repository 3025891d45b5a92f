//! What a clock says at a moment.

use jiff::civil::Date;

use super::due::Due;
use super::fact::{Fact, Of};
use crate::working_days::{CannotCompute, abbreviated};

/// Where a clock of casework stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockState {
    /// What starts it has not happened.
    NotStarted {
        /// What it waits for.
        waits_for: Fact,
    },
    /// There is time left.
    Running {
        /// Whether the council wants to be reminded by now.
        is_soon: bool,
    },
    /// Time is up before the day ends.
    DueToday,
    /// Time is up.
    Overdue,
    /// It stands still.
    Paused {
        /// The first day of the pause.
        since: Date,
        /// Why, in the council's words.
        why: String,
    },
    /// What it waited for happened in time.
    Met {
        /// The day.
        on: Date,
    },
    /// It happened late.
    MetLate {
        /// The day.
        on: Date,
        /// "2 working days late".
        by: String,
    },
    /// The work was closed first, so it is no longer owed.
    Ended {
        /// The day of closing.
        on: Date,
    },
    /// The day cannot be worked out.
    CannotTell(CannotCompute),
}

impl ClockState {
    /// The label that goes beside any colour.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::NotStarted { .. } => "Not started",
            Self::Running { is_soon: true } => "Due soon",
            Self::Running { is_soon: false } => "On time",
            Self::DueToday => "Due today",
            Self::Overdue => "Overdue",
            Self::Paused { .. } => "Paused",
            Self::Met { .. } => "Met",
            Self::MetLate { .. } => "Met late",
            Self::Ended { .. } => "No longer needed",
            Self::CannotTell(_) => "Cannot be worked out",
        }
    }

    /// Whether somebody still has to do something.
    pub const fn is_open(&self) -> bool {
        matches!(
            self,
            Self::Running { .. } | Self::DueToday | Self::Overdue | Self::Paused { .. } | Self::CannotTell(_)
        )
    }
}

/// How the last round of a clock that begins again went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastTime {
    /// The day it was stopped.
    pub on: Date,
    /// How late; `None` in time, or where that cannot be worked out.
    pub late_by: Option<String>,
    /// Where what stopped it is written down.
    pub source: String,
}

/// One clock, read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The id in `clocks.toml`.
    pub clock: String,
    /// What must be done.
    pub name: String,
    /// About whom.
    pub of: Of,
    /// Where it stands.
    pub state: ClockState,
    /// The same in words: "due Thu 18 June 2026 – 3 working days left".
    pub text: String,
    /// When time is or was up; `None` where it has not started or cannot be worked out.
    pub due: Option<Due>,
    /// The arithmetic: "Assessment begun Thursday 4 June 2026, counted from …, so due by 5pm on …". Empty before the start.
    pub told: String,
    /// Where what started it is written down.
    pub started_by: Option<String>,
    /// How the round before went, for a clock that begins again.
    pub last_time: Option<LastTime>,
    /// Whether the council asks why it is late.
    pub needs_reason: bool,
}

impl Reading {
    pub(super) fn words(state: &ClockState, due: Option<&Due>, at_the_moment: &str) -> String {
        match state {
            ClockState::NotStarted { waits_for } => {
                format!("not started – counts from: {}", waits_for.code())
            }
            ClockState::Running { .. } | ClockState::DueToday | ClockState::Overdue => {
                at_the_moment.to_owned()
            }
            ClockState::Paused { since, why } => {
                let later = due.map(|due| format!(", due {} at the earliest", abbreviated(due.date())));
                format!("paused since {} ({why}){}", abbreviated(*since), later.unwrap_or_default())
            }
            ClockState::Met { on } => format!("met on {}", abbreviated(*on)),
            ClockState::MetLate { on, by } => format!("met on {} – {by}", abbreviated(*on)),
            ClockState::Ended { on } => format!("no longer needed – closed on {}", abbreviated(*on)),
            ClockState::CannotTell(why) => format!("no day can be worked out – {why}"),
        }
    }
}
