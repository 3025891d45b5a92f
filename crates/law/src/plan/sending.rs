//! Writing down that a copy went to somebody.

use jiff::civil::Date;

use crate::codes::code_enum;

code_enum! {
    /// How a copy reaches somebody.
    pub enum How {
        /// By post.
        Post = "post", "By post";
        /// By secure email.
        SecureEmail = "secure_email", "By secure email";
        /// Handed over, or left with somebody for them.
        ByHand = "by_hand", "Given by hand";
        /// Looked at together.
        InPerson = "in_person", "In person, at a meeting or visit";
        /// Read to them.
        ReadAloud = "read_aloud", "Read aloud to them";
    }
}

/// Why a copy cannot have gone on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayProblem {
    /// It has not come yet.
    Future,
    /// There was nothing to send.
    BeforeFinished,
}

/// Whether a copy of what was finished on one day can have gone on another.
pub fn day_problem(sent_on: Date, finished_on: Date, today: Date) -> Option<DayProblem> {
    if sent_on > today {
        Some(DayProblem::Future)
    } else if sent_on < finished_on {
        Some(DayProblem::BeforeFinished)
    } else {
        None
    }
}
