//! Reviews: what may be decided at one, and when the next is due (promise P10).

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::clocks::{CaseFacts, Fact, Happened, Of, When, reading};
use crate::codes::code_enum;
use crate::pack::{Clocks, Council};
use crate::working_days::{day_month_year, long};

code_enum! {
    /// How a review is held.
    pub enum ReviewManner {
        /// Everybody in a room.
        Meeting = "meeting", "Meeting";
        /// By telephone.
        Phone = "phone", "Telephone";
        /// By video.
        Virtual = "virtual", "Video meeting";
        /// Everybody writes.
        Paper = "paper", "In writing";
    }
}

code_enum! {
    /// What a review decides.
    pub enum ReviewDecision {
        /// The plan goes on.
        Continue = "continue", "Carry on with the plan";
        /// The plan goes on, changed.
        ChangePlan = "change_plan", "Change the plan";
        /// To children's social care.
        StepUp = "step_up", "Step up to children's social care";
        /// To one service, without a team.
        StepDown = "step_down", "Step down to one service";
        /// Work ends.
        Close = "close", "Close";
    }
}

impl ReviewDecision {
    /// Whether the plan goes on, so that there is a next review.
    pub const fn goes_on(self) -> bool {
        matches!(self, Self::Continue | Self::ChangePlan)
    }

    /// Whether it says what for: everything but carrying on.
    pub const fn needs_reason(self) -> bool {
        !matches!(self, Self::Continue)
    }
}

/// A review as typed.
#[derive(Debug, Clone, Default)]
pub struct ReviewDraft {
    /// The day.
    pub held_on: Option<Date>,
    /// How.
    pub manner: Option<ReviewManner>,
    /// What was decided.
    pub decision: Option<ReviewDecision>,
    /// Why.
    pub reason: String,
    /// The next review.
    pub next_on: Option<Date>,
    /// Why the next review is later than the council's clock has it.
    pub next_late_because: String,
    /// Whether somebody has a new worry about a child's safety.
    pub new_safety_concern: bool,
    /// What was done about it.
    pub concern_response: String,
    /// Open actions whose status nobody said, by what they are called.
    pub actions_not_reviewed: Vec<String>,
}

/// What a review lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewProblem {
    /// No day.
    #[error("Enter the day of the review")]
    HeldOn,
    /// A day ahead.
    #[error("The day of the review must be today or in the past")]
    HeldInFuture,
    /// Before the plan was there.
    #[error("The review cannot be before the plan was shared on {0}")]
    BeforePlan(String),
    /// No manner.
    #[error("Select how the review was held")]
    Manner,
    /// No decision.
    #[error("Select what was decided")]
    Decision,
    /// No reason.
    #[error("Enter the reasons for this decision")]
    Reason,
    /// No next day.
    #[error("Enter the day of the next review")]
    NextOn,
    /// The next day is not after this one.
    #[error("The next review must be after this one")]
    NextBeforeThis,
    /// The next day is later than the clock allows.
    #[error("The next review is due by {0}. Enter an earlier day, or why it is later")]
    NextTooLate(String),
    /// A worry about safety without an answer.
    #[error("Someone is worried about a child's safety. Select step up, or enter what was done")]
    Concern,
    /// An action was left out.
    #[error("Say how ‘{0}’ stands")]
    Action(String),
}

/// A review that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// The day.
    pub held_on: Date,
    /// How.
    pub manner: ReviewManner,
    /// What was decided.
    pub decision: ReviewDecision,
    /// The next review, where the plan goes on.
    pub next_on: Option<Date>,
}

/// Checks a review. `latest_next` is [`latest_next`]'s answer for its day, `None` where that cannot be worked out.
///
/// # Errors
/// Everything it lacks.
pub fn check(
    draft: &ReviewDraft,
    plan_shared_on: Date,
    latest_next: Option<Date>,
    today: Date,
) -> Result<Reviewed, Vec<ReviewProblem>> {
    let mut problems = Vec::new();
    match draft.held_on {
        None => problems.push(ReviewProblem::HeldOn),
        Some(held) if held > today => problems.push(ReviewProblem::HeldInFuture),
        Some(held) if held < plan_shared_on => {
            problems.push(ReviewProblem::BeforePlan(day_month_year(plan_shared_on)));
        }
        Some(_) => {}
    }
    if draft.manner.is_none() {
        problems.push(ReviewProblem::Manner);
    }
    let steps_up = draft.decision == Some(ReviewDecision::StepUp);
    let goes_on = draft.decision.is_some_and(ReviewDecision::goes_on);
    match draft.decision {
        None => problems.push(ReviewProblem::Decision),
        Some(decision) if decision.needs_reason() && draft.reason.trim().is_empty() => {
            problems.push(ReviewProblem::Reason);
        }
        Some(_) => {}
    }
    match draft.next_on {
        _ if !goes_on => {}
        None => problems.push(ReviewProblem::NextOn),
        Some(next) if draft.held_on.is_some_and(|held| next <= held) => {
            problems.push(ReviewProblem::NextBeforeThis);
        }
        Some(next) => {
            if let Some(latest) = latest_next.filter(|latest| next > *latest)
                && draft.next_late_because.trim().is_empty()
            {
                problems.push(ReviewProblem::NextTooLate(day_month_year(latest)));
            }
        }
    }
    if draft.new_safety_concern && !steps_up && draft.concern_response.trim().is_empty() {
        problems.push(ReviewProblem::Concern);
    }
    // Who steps up does so at once: what is left of the plan is looked at afterwards.
    if !steps_up {
        problems.extend(draft.actions_not_reviewed.iter().cloned().map(ReviewProblem::Action));
    }
    match (draft.held_on, draft.manner, draft.decision) {
        (Some(held_on), Some(manner), Some(decision)) if problems.is_empty() => {
            Ok(Reviewed { held_on, manner, decision, next_on: draft.next_on.filter(|_| goes_on) })
        }
        _ => Err(problems),
    }
}

/// The last day on which the next review is in time after one held on `held_on`, and the arithmetic. `None` where the
/// council has no clock ‘review’ that begins again, or its calendar does not reach.
pub fn latest_next(
    clocks: &Clocks,
    council: &Council,
    plan_shared_on: Date,
    held_on: Date,
    now: Timestamp,
) -> Option<(Date, String)> {
    let clock = clocks.get("review").filter(|clock| clock.then_every.is_some())?;
    let fact = |fact, day| Happened { fact, when: When::On(day), of: Of::Family, source: String::new() };
    let facts = CaseFacts {
        happened: vec![fact(Fact::PlanShared, plan_shared_on), fact(Fact::ReviewHeld, held_on)],
        ..CaseFacts::default()
    };
    let due = reading(clock, clocks, council, &facts, &Of::Family, now).due?;
    Some((due.date(), due.explanation().to_owned()))
}

/// "Third review, held on Monday 4 May 2026", for a heading. `number` counts from 1.
pub fn heading(number: usize, held_on: Date) -> String {
    let name = match number {
        1 => "First review".to_owned(),
        2 => "Second review".to_owned(),
        3 => "Third review".to_owned(),
        more => format!("Review {more}"),
    };
    format!("{name}, held on {}", long(held_on))
}
