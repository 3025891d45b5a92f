//! What Cedar answers, with the rule that an error is a no.

use cedar_policy::{Authorizer, Decision, Entities, PolicyId, PolicySet, Request};

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes, because of these policies.
    Allowed(Vec<PolicyId>),
    /// No, because of these policies; none, if nothing permits it.
    Denied(Vec<PolicyId>),
    /// No, because a policy could not be evaluated. Cedar would go on without it, but it could be the one that forbids.
    Failed,
}

/// Puts one question to a set of policies.
pub fn answer(policies: &PolicySet, request: &Request, entities: &Entities) -> Answer {
    let response = Authorizer::new().is_authorized(request, policies, entities);
    if response.diagnostics().errors().next().is_some() {
        return Answer::Failed;
    }
    let because = response.diagnostics().reason().cloned().collect();
    match response.decision() {
        Decision::Allow => Answer::Allowed(because),
        Decision::Deny => Answer::Denied(because),
    }
}
