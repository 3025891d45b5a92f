//! The access decision.

use std::sync::LazyLock;

use cedar_policy::PolicyId;
use jiff::{Timestamp, ToSpan};

use crate::answer::{Answer, answer};
use crate::asking::Asking;
use crate::facts::{Action, Actor, Circumstances, EMERGENCY_HOURS, PersonFacts, PersonState};
use crate::meaning::{Ground, Meaning, Said};
use crate::policies::{Policies, Problem};
use crate::{Basis, Decision, Why};

static KITHS_OWN: LazyLock<Result<Policies, Problem>> = LazyLock::new(Policies::embedded);

/// Reads and checks Kith's policies. To be called when the program starts: it must not start with policies it cannot
/// follow.
pub fn check() -> Result<(), Problem> {
    KITHS_OWN.as_ref().map(|_| ()).map_err(Clone::clone)
}

/// Decides whether `actor` may do `action` with the record of `person` at `now`.
///
/// Without readable policies ([`check`]) the answer is no.
pub fn decide(
    actor: &Actor,
    action: Action,
    person: &PersonFacts,
    circumstances: &Circumstances,
    now: Timestamp,
) -> Decision {
    match &*KITHS_OWN {
        Ok(policies) => policies.decide(actor, action, person, circumstances, now),
        Err(_) => refuse(failed(person)),
    }
}

/// What the policies answer to one question.
enum Verdict<'a> {
    Permitted(&'a Ground),
    /// With what the policies that forbid say, if any does.
    Refused(Option<Said>),
    Failed,
}

impl Policies {
    /// Decides by these policies. See [`decide`].
    pub fn decide(
        &self,
        actor: &Actor,
        action: Action,
        person: &PersonFacts,
        circumstances: &Circumstances,
        now: Timestamp,
    ) -> Decision {
        let asking = Asking::new(actor, action, person, circumstances, now);
        match self.ask(&asking) {
            Verdict::Permitted(ground) => permit(ground, &asking, circumstances),
            Verdict::Refused(_) => refuse(self.why_not(&asking)),
            Verdict::Failed => refuse(failed(person)),
        }
    }

    fn ask(&self, asking: &Asking<'_>) -> Verdict<'_> {
        let (Ok(request), Ok(entities)) = (asking.request(self), asking.entities(self)) else {
            return Verdict::Failed;
        };
        let meanings = |ids: Vec<PolicyId>| ids.into_iter().filter_map(|id| self.meanings.get(&id));
        match answer(&self.set, &request, &entities) {
            Answer::Failed => Verdict::Failed,
            Answer::Allowed(ids) => meanings(ids)
                .filter_map(|meaning| match meaning {
                    Meaning::Permits(ground) => Some(ground),
                    Meaning::Forbids(_) => None,
                })
                .min()
                .map_or(Verdict::Failed, Verdict::Permitted),
            Answer::Denied(ids) => Verdict::Refused(
                meanings(ids)
                    .filter_map(|meaning| match meaning {
                        Meaning::Forbids(said) => Some(*said),
                        Meaning::Permits(_) => None,
                    })
                    .min(),
            ),
        }
    }

    /// What to say of a refusal. The policies are asked again, as if the actor had just used their second factor, and
    /// then as if they had said why: when that is all that is missing, they are told so, and nobody else is.
    fn why_not(&self, asking: &Asking<'_>) -> Why {
        let stepped_up = Asking { stepped_up_at: Some(asking.now), ..*asking };
        let said = match self.ask(&stepped_up) {
            Verdict::Permitted(_) => return Why::StepUpNeeded,
            Verdict::Failed => return failed(asking.person),
            Verdict::Refused(said) => said,
        };
        let contact = match &asking.person.state {
            PersonState::Sealed => return Why::NotFound,
            PersonState::Restricted { contact, .. } => Some(contact.clone()),
            PersonState::Open => None,
        };
        match (said, contact) {
            (Some(Said::NotFound), _) => Why::NotFound,
            (Some(Said::OwnRecord), _) => Why::OwnRecord,
            (Some(Said::KinRecord), _) => Why::KinRecord,
            (Some(Said::TrainingExpired), _) => Why::TrainingExpired,
            (Some(Said::RoleNever), _) => Why::RoleNever,
            (_, Some(contact)) => Why::RecordExists { contact },
            (_, None) => {
                let with_reason = Asking { reason: true, emergency: false, ..stepped_up };
                match self.ask(&with_reason) {
                    Verdict::Permitted(_) => Why::ReasonNeeded,
                    Verdict::Refused(_) => Why::NoGrant,
                    Verdict::Failed => failed(asking.person),
                }
            }
        }
    }
}

fn permit(ground: &Ground, asking: &Asking<'_>, circumstances: &Circumstances) -> Decision {
    let reason = || circumstances.stated_reason().unwrap_or_default().to_owned();
    let four_hours_from = |at: Timestamp| at.checked_add(EMERGENCY_HOURS.hours()).ok();
    let (basis, until) = match ground {
        Ground::Role(named) => {
            let Some(role) = asking.actor.roles.iter().find(|role| named.contains(role)) else {
                return refuse(failed(asking.person));
            };
            (Basis::Role(*role), None)
        }
        Ground::NamedOnRestriction => (Basis::NamedOnRestriction, None),
        Ground::Sealed => {
            let Some(opening) = &asking.person.sealed_opening else { return refuse(failed(asking.person)) };
            let basis = Basis::SealedOpening { approved_by: opening.approved_by.clone() };
            (basis, four_hours_from(opening.since))
        }
        Ground::Tie(kind) => {
            let Some(grant) = asking.tie(*kind) else { return refuse(failed(asking.person)) };
            (Basis::Grant { kind: *kind, source: grant.source.clone() }, grant.ends())
        }
        Ground::EmergencyDeclared => (Basis::Emergency(reason()), four_hours_from(asking.now)),
        Ground::StatedReasonNow => (Basis::StatedReason(reason()), None),
    };
    Decision::Permit { basis, until }
}

/// What to say when the policies fail: even then nobody learns of a sealed record.
fn failed(person: &PersonFacts) -> Why {
    if person.state == PersonState::Sealed { Why::NotFound } else { Why::PolicyFailed }
}

const fn refuse(why: Why) -> Decision {
    Decision::Refuse { why }
}
