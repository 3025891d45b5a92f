//! What an assessment comes to.

use jiff::civil::Date;

use crate::codes::code_enum;

code_enum! {
    /// What follows an assessment.
    pub enum AssessmentOutcome {
        /// Several services work to one plan with the family.
        TeamPlan = "team_plan", "A plan with a team around the family";
        /// One service helps.
        OneAgency = "one_agency", "One service will help";
        /// The family wants no more help.
        NoMoreWanted = "no_more_wanted", "The family wants no more help";
        /// Nothing more is needed.
        NeedsMet = "needs_met", "Needs are met";
        /// Children's social care.
        StepUp = "step_up", "Step up to children's social care";
        /// Anything else, in words.
        Other = "other", "Something else";
    }
}

impl AssessmentOutcome {
    /// Whether Early Help goes on with a plan.
    pub const fn brings_plan(self) -> bool {
        matches!(self, Self::TeamPlan | Self::OneAgency)
    }

    /// Whether Early Help ends with it, so that closing comes next.
    pub const fn brings_closure(self) -> bool {
        matches!(self, Self::NoMoreWanted | Self::NeedsMet)
    }
}

/// The end of an assessment as typed.
#[derive(Debug, Clone, Default)]
pub struct OutcomeDraft {
    /// What follows.
    pub outcome: Option<AssessmentOutcome>,
    /// Why, or what.
    pub reason: String,
    /// When the team first meets.
    pub first_meeting: Option<Date>,
    /// When the assessment was shared with the family.
    pub shared_on: Option<Date>,
    /// Why it was not.
    pub not_shared_because: String,
}

/// What the end of an assessment lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutcomeProblem {
    /// No outcome.
    #[error("Select what follows this assessment")]
    Outcome,
    /// No reason.
    #[error("Enter why this follows")]
    Reason,
    /// No day for the first meeting.
    #[error("Enter the day the team first meets")]
    FirstMeeting,
    /// The family has not seen it.
    #[error("Enter the day you shared the assessment with the family, or why you have not")]
    Shared,
    /// Shared in the future.
    #[error("The day you shared the assessment must be today or in the past")]
    SharedInFuture,
}

/// Checks the end of an assessment that is completed on `today`.
///
/// # Errors
/// Everything it lacks.
pub fn check_outcome(draft: &OutcomeDraft, today: Date) -> Result<AssessmentOutcome, Vec<OutcomeProblem>> {
    let mut problems = Vec::new();
    let is_blank = draft.reason.trim().is_empty();
    match draft.outcome {
        None => problems.push(OutcomeProblem::Outcome),
        Some(AssessmentOutcome::TeamPlan) if draft.first_meeting.is_none() => {
            problems.push(OutcomeProblem::FirstMeeting);
        }
        Some(outcome) if !outcome.brings_plan() && is_blank => problems.push(OutcomeProblem::Reason),
        Some(_) => {}
    }
    match draft.shared_on {
        Some(shared) if shared > today => problems.push(OutcomeProblem::SharedInFuture),
        None if draft.not_shared_because.trim().is_empty() => problems.push(OutcomeProblem::Shared),
        _ => {}
    }
    match draft.outcome {
        Some(outcome) if problems.is_empty() => Ok(outcome),
        _ => Err(problems),
    }
}
