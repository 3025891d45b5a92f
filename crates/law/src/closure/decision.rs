//! The manager's word on a closure.

use super::Readiness;
use crate::codes::code_enum;

code_enum! {
    /// What the manager decides.
    pub enum ManagerDecision {
        /// Work ends.
        Approve = "approve", "Approve";
        /// Back to the worker, with what is missing.
        Return = "return", "Return";
    }
}

/// Why a manager's word cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ManagerProblem {
    /// No decision.
    #[error("Select approve or return")]
    Decision,
    /// Returned without a word.
    #[error("Enter what has to be done before you can approve")]
    Reason,
    /// Something stands in the way.
    #[error("This cannot be approved yet: return it, or wait until what stands in the way is done")]
    NotReady,
    /// Managers do not sign their own work.
    #[error("Somebody else must approve this: you are the lead practitioner")]
    OwnWork,
}

/// Checks a manager's decision on a closure.
///
/// # Errors
/// What it lacks.
pub fn check_decision(
    decision: Option<ManagerDecision>,
    reason: &str,
    readiness: &Readiness,
    is_own_work: bool,
) -> Result<ManagerDecision, ManagerProblem> {
    match decision {
        None => Err(ManagerProblem::Decision),
        Some(_) if is_own_work => Err(ManagerProblem::OwnWork),
        Some(ManagerDecision::Return) if reason.trim().is_empty() => Err(ManagerProblem::Reason),
        Some(ManagerDecision::Approve) if !readiness.can_close() => Err(ManagerProblem::NotReady),
        Some(decision) => Ok(decision),
    }
}
