//! Stepping down, and what must be looked at before.

use jiff::civil::Date;

use super::PAUSE;
use crate::clocks::Pause;
use crate::working_days::day_month_year;

/// What must be true before work steps down. Each is a person's word, with what it rests on.
#[derive(Debug, Clone, Default)]
pub struct FourChecks {
    /// The threshold has been read again, and the family's needs are below it.
    pub threshold_read_again: bool,
    /// The goals of the work that goes on are clear.
    pub goals_are_clear: bool,
    /// The family and its network agree.
    pub family_agrees: bool,
    /// The significant tasks of the social work plan that are still open, by what they are called.
    pub tasks_outstanding: Vec<String>,
}

/// The meeting at which one team hands over to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handover {
    /// The day.
    pub on: Date,
    /// Whether the family was there or was told what was said.
    pub family_took_part: bool,
}

/// A step down as typed.
#[derive(Debug, Clone, Default)]
pub struct DownDraft {
    /// The day.
    pub on: Option<Date>,
    /// Why.
    pub reason: String,
    /// The four checks.
    pub checks: FourChecks,
    /// The lead practitioner who takes over, by id.
    pub new_lead: Option<String>,
    /// Whether that person has accepted.
    pub lead_accepts: bool,
}

/// What a step down lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DownProblem {
    /// No day, or one ahead.
    #[error("The day must be today or in the past")]
    On,
    /// No reason.
    #[error("Enter why social care is no longer needed")]
    Reason,
    /// The threshold.
    #[error("Read the threshold document again and say that the family's needs are below it")]
    Threshold,
    /// The goals.
    #[error("Make the goals of the work that goes on clear")]
    Goals,
    /// The family.
    #[error("Ask whether the family and its network agree")]
    Agreement,
    /// A task.
    #[error("‘{0}’ is still open: finish it, or hand it over as an action of the plan")]
    Task(String),
    /// Nobody takes over.
    #[error("Select the lead practitioner who takes over")]
    NewLead,
    /// Nobody has accepted.
    #[error("The new lead practitioner has not accepted yet")]
    NotAccepted,
}

/// Checks a step down: the four checks, and somebody who takes over. Gives the sentence for the family's page. Early Help goes
/// on where it was paused; pass its pause to close it with the day, `None` where there was no Early Help before.
///
/// # Errors
/// Everything it lacks.
pub fn check_down(
    draft: &DownDraft,
    paused: Option<&mut Pause>,
    today: Date,
) -> Result<String, Vec<DownProblem>> {
    let mut problems = Vec::new();
    let pause = paused.filter(|pause| pause.reason == PAUSE && pause.last.is_none());
    let on = draft.on.filter(|on| *on <= today && pause.as_ref().is_none_or(|pause| *on >= pause.first));
    if on.is_none() {
        problems.push(DownProblem::On);
    }
    if draft.reason.trim().is_empty() {
        problems.push(DownProblem::Reason);
    }
    if !draft.checks.threshold_read_again {
        problems.push(DownProblem::Threshold);
    }
    if !draft.checks.goals_are_clear {
        problems.push(DownProblem::Goals);
    }
    if !draft.checks.family_agrees {
        problems.push(DownProblem::Agreement);
    }
    problems.extend(draft.checks.tasks_outstanding.iter().cloned().map(DownProblem::Task));
    match &draft.new_lead {
        None => problems.push(DownProblem::NewLead),
        Some(_) if !draft.lead_accepts => problems.push(DownProblem::NotAccepted),
        Some(_) => {}
    }
    let Some(on) = on.filter(|_| problems.is_empty()) else { return Err(problems) };
    let day = day_month_year(on);
    Ok(match pause {
        Some(pause) => {
            pause.last = Some(on);
            let since = day_month_year(pause.first);
            format!("Stepped down on {day}. Early Help goes on; it was paused from {since} to {day}")
        }
        None => format!("Stepped down on {day}. Early Help begins with what social care knew"),
    })
}

/// Whether the social work can be closed after a step down: only once both teams have met to hand over.
///
/// # Errors
/// The sentence to show.
pub fn can_close_after_step_down(handover: Option<Handover>, today: Date) -> Result<(), &'static str> {
    match handover {
        None => Err("Hold the handover meeting with the family before you close"),
        Some(handover) if handover.on > today => Err("The handover meeting has not been held yet"),
        Some(handover) if !handover.family_took_part => {
            Err("Say that the family took part in the handover, or was told what was said")
        }
        Some(_) => Ok(()),
    }
}
