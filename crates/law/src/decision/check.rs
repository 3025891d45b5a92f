//! Whether a decision can be made as it stands.

use jiff::Timestamp;

use super::outcome::{InvolvementKind, Needs, Outcome};
use crate::clocks::{Due, Met};
use crate::codes::LevelOfNeed;

/// A decision as typed.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// What happens next.
    pub outcome: Option<Outcome>,
    /// Why.
    pub rationale: String,
    /// Level of need.
    pub level: Option<LevelOfNeed>,
    /// The team that takes it on, by its id.
    pub team: Option<String>,
    /// The service, agency or council, in words.
    pub passed_to: String,
    /// The open involvement it is added to, by its id.
    pub involvement: Option<String>,
    /// Why it was decided late.
    pub late_reason: String,
}

/// What is known besides.
#[derive(Debug, Clone)]
pub struct Circumstances<'a> {
    /// When the decision is made.
    pub decided_at: Timestamp,
    /// The clock of the request; `None` where the calendar does not reach, and then nothing is late.
    pub due: Option<&'a Due>,
    /// Whether the child has an open involvement.
    pub has_open_involvement: bool,
}

/// A field of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionField {
    /// What happens next.
    Outcome,
    /// Why.
    Rationale,
    /// Level of need.
    Level,
    /// Team.
    Team,
    /// Service, agency or council.
    PassedTo,
    /// Open involvement.
    Involvement,
    /// Why it was late.
    LateReason,
}

/// Something to put right, beside its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: DecisionField,
    /// The sentence to show.
    pub message: &'static str,
}

/// A decision that can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What happens next.
    pub outcome: Outcome,
    /// Why.
    pub rationale: String,
    /// Level of need.
    pub level: LevelOfNeed,
    /// The team that takes it on, where the outcome has one.
    pub team: Option<String>,
    /// The service, agency or council, where the outcome has one.
    pub passed_to: Option<String>,
    /// The open involvement it is added to, where the outcome has one.
    pub involvement: Option<String>,
    /// In time, or how late; `None` where no time limit could be worked out.
    pub met: Option<Met>,
    /// Why it was late, exactly where it was.
    pub late_reason: Option<String>,
    /// The involvement it opens.
    pub starts: Option<InvolvementKind>,
    /// Whether collecting about the child ends.
    pub ends_collecting: bool,
}

/// Checks a decision. What the outcome has no use for is dropped, so that a changed mind leaves nothing behind.
pub fn check(draft: &Draft, circumstances: &Circumstances<'_>) -> Result<Decided, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut wrong = |field, message| problems.push(Problem { field, message });

    let rationale = draft.rationale.trim();
    let passed_to = filled(&draft.passed_to);
    let team = draft.team.as_deref().and_then(filled);
    let involvement = draft.involvement.as_deref().and_then(filled);
    let met = circumstances.due.map(|due| due.met_at(circumstances.decided_at));
    let is_late = matches!(met, Some(Met::Late(_)));
    let late_reason = filled(&draft.late_reason).filter(|_| is_late);

    if draft.outcome.is_none() {
        wrong(DecisionField::Outcome, "Select what happens next");
    }
    if rationale.is_empty() {
        wrong(DecisionField::Rationale, "Enter the reasons for this decision");
    }
    if draft.level.is_none() {
        wrong(DecisionField::Level, "Select the level of need");
    }
    if let Some(outcome) = draft.outcome {
        match outcome.needs() {
            Needs::Team if team.is_none() => {
                wrong(DecisionField::Team, "Select the team that will take this on")
            }
            Needs::Agency if passed_to.is_none() => {
                wrong(DecisionField::PassedTo, "Enter the service or agency")
            }
            Needs::Council if passed_to.is_none() => wrong(DecisionField::PassedTo, "Enter the council"),
            Needs::OpenInvolvement if !circumstances.has_open_involvement => {
                wrong(
                    DecisionField::Outcome,
                    "This child has no open work to add this to. Select another outcome",
                );
            }
            Needs::OpenInvolvement if involvement.is_none() => {
                wrong(DecisionField::Involvement, "Select the work this is added to");
            }
            _ => {}
        }
        if draft.level == Some(LevelOfNeed::Specialist) && outcome.leaves_child_without_help() {
            wrong(
                DecisionField::Outcome,
                "Level 4 means a child may be at risk of significant harm. Select an outcome that helps the child, or another level",
            );
        }
    }
    if is_late && late_reason.is_none() {
        wrong(DecisionField::LateReason, "Enter why the decision is late");
    }
    let (Some(outcome), Some(level), true) = (draft.outcome, draft.level, problems.is_empty()) else {
        return Err(problems);
    };
    let needs = outcome.needs();
    Ok(Decided {
        outcome,
        rationale: rationale.to_owned(),
        level,
        team: team.filter(|_| needs == Needs::Team),
        passed_to: passed_to.filter(|_| matches!(needs, Needs::Agency | Needs::Council)),
        involvement: involvement.filter(|_| needs == Needs::OpenInvolvement),
        met,
        late_reason,
        starts: outcome.starts(),
        ends_collecting: outcome.ends_collecting(),
    })
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
