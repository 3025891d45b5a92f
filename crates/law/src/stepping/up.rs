//! Stepping up.

use jiff::civil::Date;

use super::PAUSE;
use crate::clocks::{Of, Pause};
use crate::codes::code_enum;
use crate::working_days::long;

code_enum! {
    /// Where work steps up to.
    pub enum UpRoute {
        /// A social worker assesses.
        Assessment = "assessment", "Children's social care assessment";
        /// Significant harm is suspected: now, not at the next meeting.
        StrategyDiscussion = "strategy_discussion", "Strategy discussion";
    }
}

/// A step up as typed.
#[derive(Debug, Clone, Default)]
pub struct UpDraft {
    /// The day.
    pub on: Option<Date>,
    /// Where to.
    pub route: Option<UpRoute>,
    /// What has changed.
    pub reason: String,
    /// The children it is about, by id.
    pub children: Vec<String>,
    /// Whether the family has been told.
    pub family_told: bool,
    /// Why not: telling may put a child at risk.
    pub not_told_because: String,
}

/// What a step up lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UpProblem {
    /// No day, or one ahead.
    #[error("The day must be today or in the past")]
    On,
    /// No route.
    #[error("Select where this steps up to")]
    Route,
    /// No reason.
    #[error("Enter what has changed and for which child")]
    Reason,
    /// No child.
    #[error("Select the children this is about")]
    Children,
    /// The family does not know.
    #[error("Say that the family has been told, or why not yet")]
    FamilyTold,
}

/// What stepping up does to Early Help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paused {
    /// Where to.
    pub route: UpRoute,
    /// The pause of its clocks, open until work steps down or closes.
    pub pause: Pause,
    /// The sentence for the family's page.
    pub told: String,
}

/// Checks a step up and says what becomes of Early Help: it is paused from that day, and not closed.
///
/// # Errors
/// Everything it lacks.
pub fn check_up(draft: &UpDraft, today: Date) -> Result<Paused, Vec<UpProblem>> {
    let mut problems = Vec::new();
    let on = draft.on.filter(|on| *on <= today);
    if on.is_none() {
        problems.push(UpProblem::On);
    }
    if draft.route.is_none() {
        problems.push(UpProblem::Route);
    }
    if draft.reason.trim().is_empty() {
        problems.push(UpProblem::Reason);
    }
    if draft.children.is_empty() {
        problems.push(UpProblem::Children);
    }
    if !draft.family_told && draft.not_told_because.trim().is_empty() {
        problems.push(UpProblem::FamilyTold);
    }
    match (on, draft.route) {
        (Some(on), Some(route)) if problems.is_empty() => {
            let told = format!(
                "Stepped up on {}: {}. Early Help is paused, not closed, and its clocks stand still",
                long(on),
                route.label()
            );
            let pause = Pause { reason: PAUSE.to_owned(), first: on, last: None, of: Of::Family };
            Ok(Paused { route, pause, told })
        }
        _ => Err(problems),
    }
}
