//! The access decision.

use jiff::{Timestamp, ToSpan};

use super::facts::{
    Action, Actor, Circumstances, EMERGENCY_HOURS, Grant, GrantKind, PersonFacts, PersonState, Role,
};
use super::{Basis, Decision, Why};

/// Decides whether `actor` may do `action` with the record of `person` at `now`.
pub fn decide(
    actor: &Actor,
    action: Action,
    person: &PersonFacts,
    circumstances: &Circumstances,
    now: Timestamp,
) -> Decision {
    // First of all: any other answer would say that the record exists.
    if person.state == PersonState::Sealed {
        return refuse(Why::NotFound);
    }
    if person.is_self {
        return refuse(Why::OwnRecord);
    }
    if person.is_kin {
        return refuse(Why::KinRecord);
    }
    // The officer watches the log of every record, restricted ones above all, and reads no record.
    if action == Action::SeeAccessLog && actor.is(Role::DataProtectionOfficer) {
        return permit(Basis::Role(Role::DataProtectionOfficer), None);
    }
    if !actor.roles.iter().any(|role| role_ever_does(*role, action)) {
        return refuse(Why::RoleNever);
    }
    match &person.state {
        PersonState::Sealed => refuse(Why::NotFound),
        PersonState::Restricted { named, contact, .. } => {
            let exists = || refuse(Why::RecordExists { contact: contact.clone() });
            // Nobody reads a restricted record only to type its letters.
            let reads = actor.roles.iter().any(|r| *r != Role::BusinessSupport && role_ever_does(*r, action));
            if action == Action::OpenNarrative && !reads {
                return exists();
            }
            if named.iter().any(|holder| actor.holds(holder)) {
                return permit(Basis::NamedOnRestriction, None);
            }
            let opens_restricted =
                |grant: &&Grant| matches!(grant.kind, GrantKind::Named | GrantKind::Emergency);
            if let Some(grant) =
                current_grants(actor, person, now).find(|g| opens_restricted(g) && reaches(g, action))
            {
                return by_grant(grant);
            }
            emergency(actor, action, circumstances, now).unwrap_or_else(exists)
        }
        PersonState::Open => open_record(actor, action, person, circumstances, now),
    }
}

/// The rules for a record that is neither restricted nor sealed.
fn open_record(
    actor: &Actor,
    action: Action,
    person: &PersonFacts,
    circumstances: &Circumstances,
    now: Timestamp,
) -> Decision {
    // What the job itself allows: every search is logged, and the desk's requests are the desk's.
    let by_role = |role: &&Role| match action {
        Action::SeeInResults => role_ever_does(**role, action),
        Action::OpenRequest | Action::ScreenRequest => is_duty(**role),
        Action::DecideRequest => **role == Role::DutyManager,
        _ => false,
    };
    if let Some(role) = actor.roles.iter().find(by_role) {
        return permit(Basis::Role(*role), None);
    }
    if let Some(grant) = current_grants(actor, person, now).find(|grant| reaches(grant, action)) {
        return by_grant(grant);
    }
    if let Some(decision) = emergency(actor, action, circumstances, now) {
        return decision;
    }
    let duty_may = actor.roles.iter().any(|role| is_duty(*role) && role_ever_does(*role, action));
    match circumstances.stated_reason() {
        Some(reason) if duty_may => permit(Basis::StatedReason(reason.to_owned()), None),
        None if duty_may => refuse(Why::ReasonNeeded),
        _ => refuse(Why::NoGrant),
    }
}

/// Whether a role does this with any record at all. Everything else narrows it.
fn role_ever_does(role: Role, action: Action) -> bool {
    use Action::{
        AmendPerson, DecideRequest, OpenNarrative, OpenPerson, OpenRequest, Restrict, ScreenRequest,
        SeeAccessLog, SeeInResults,
    };
    match role {
        Role::DutyManager => true,
        Role::DutyOfficer => !matches!(action, DecideRequest | SeeAccessLog | Restrict),
        Role::TeamManager => action != ScreenRequest,
        Role::Worker => {
            matches!(action, SeeInResults | OpenPerson | OpenNarrative | AmendPerson | OpenRequest)
        }
        Role::BusinessSupport => matches!(action, SeeInResults | OpenPerson | OpenNarrative | AmendPerson),
        Role::DataProtectionOfficer => action == SeeAccessLog,
        Role::Analyst | Role::Administrator => false,
    }
}

fn is_duty(role: Role) -> bool {
    matches!(role, Role::DutyOfficer | Role::DutyManager)
}

fn current_grants<'a>(
    actor: &'a Actor,
    person: &'a PersonFacts,
    now: Timestamp,
) -> impl Iterator<Item = &'a Grant> {
    person.grants.iter().filter(move |grant| actor.holds(&grant.holder) && grant.is_current(now))
}

/// Whether a grant of this kind carries this action. An emergency is for reading.
fn reaches(grant: &Grant, action: Action) -> bool {
    grant.kind != GrantKind::Emergency || is_reading(action)
}

fn is_reading(action: Action) -> bool {
    matches!(action, Action::OpenPerson | Action::OpenNarrative | Action::OpenRequest)
}

/// One record for four hours, for whoever works with families and says why. Both words and deed are reported.
fn emergency(
    actor: &Actor,
    action: Action,
    circumstances: &Circumstances,
    now: Timestamp,
) -> Option<Decision> {
    let reason = circumstances.stated_reason().filter(|_| circumstances.emergency)?;
    let may = |role: &Role| {
        matches!(role, Role::DutyOfficer | Role::DutyManager | Role::Worker | Role::TeamManager)
            && role_ever_does(*role, action)
    };
    if !is_reading(action) || !actor.roles.iter().any(may) {
        return None;
    }
    Some(permit(Basis::Emergency(reason.to_owned()), Some(now.checked_add(EMERGENCY_HOURS.hours()).ok()?)))
}

fn by_grant(grant: &Grant) -> Decision {
    permit(Basis::Grant { kind: grant.kind, source: grant.source.clone() }, grant.ends())
}

const fn permit(basis: Basis, until: Option<Timestamp>) -> Decision {
    Decision::Permit { basis, until }
}

const fn refuse(why: Why) -> Decision {
    Decision::Refuse { why }
}
