//! The same decision written in Rust, apart from the policies and before them, to compare them with. Nothing of the
//! crate's own reckoning of times is used here.

use access::{
    Action, Actor, Basis, Circumstances, Decision, Grant, GrantKind, PersonFacts, PersonState, Role, Why,
};
use jiff::{Timestamp, ToSpan};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const STAFF: [Role; 5] =
    [Role::DutyOfficer, Role::DutyManager, Role::Worker, Role::TeamManager, Role::BusinessSupport];

/// One question.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    pub actor: &'a Actor,
    pub action: Action,
    pub person: &'a PersonFacts,
    pub said: &'a Circumstances,
    pub now: Timestamp,
}

pub fn decide(question: &Question) -> Decision {
    let Question { actor, action, person, .. } = *question;
    if person.state == PersonState::Sealed {
        return question.sealed();
    }
    if person.is_self {
        return refuse(Why::OwnRecord);
    }
    if person.is_kin {
        return refuse(Why::KinRecord);
    }
    if question.untrained() {
        return refuse(Why::TrainingExpired);
    }
    if !actor.roles.iter().any(|role| role_ever_does(*role, action)) || question.outsider_overreaches() {
        return refuse(Why::RoleNever);
    }
    match &person.state {
        PersonState::Restricted { contact, .. } => question.restricted(contact),
        _ => question.open(),
    }
}

impl Question<'_> {
    fn sealed(&self) -> Decision {
        let Some(opening) = &self.person.sealed_opening else { return refuse(Why::NotFound) };
        let two = opening.asked_by == self.actor.account && opening.approved_by != self.actor.account;
        let reads = matches!(self.action, Action::OpenPerson | Action::OpenNarrative);
        let never = self.person.is_self || self.person.is_kin || self.untrained();
        if !(two && reads && self.within(opening.since, 4 * HOUR) && self.works_with_families()) || never {
            return refuse(Why::NotFound);
        }
        if !self.stepped_up(5 * MINUTE) {
            return refuse(Why::StepUpNeeded);
        }
        let basis = Basis::SealedOpening { approved_by: opening.approved_by.clone() };
        Decision::Permit { basis, until: opening.since.checked_add(4.hours()).ok() }
    }

    fn restricted(&self, contact: &str) -> Decision {
        let exists = || refuse(Why::RecordExists { contact: contact.to_owned() });
        let reads = |role: &Role| *role != Role::BusinessSupport && role_ever_does(*role, self.action);
        if self.action == Action::OpenNarrative && !self.actor.roles.iter().any(reads) {
            return exists();
        }
        let found = self
            .officer_watches()
            .or_else(|| self.named_on_restriction())
            .or_else(|| self.by_tie(&[GrantKind::Named, GrantKind::Emergency]));
        match (found, self.declared()) {
            (Some(found), _) if self.stepped_up_enough() => found,
            (_, Some(declared)) if self.stepped_up(5 * MINUTE) => declared,
            (Some(_), _) | (_, Some(_)) => refuse(Why::StepUpNeeded),
            (None, None) => exists(),
        }
    }

    fn open(&self) -> Decision {
        let duty_does = |role: &Role| is_duty(*role) && role_ever_does(*role, self.action);
        let duty_may = self.actor.roles.iter().any(duty_does);
        let stated = self
            .said
            .stated_reason()
            .filter(|_| duty_may)
            .map(|reason| Decision::Permit { basis: Basis::StatedReason(reason.to_owned()), until: None });
        let found = self.by_role().or_else(|| self.by_tie(GrantKind::ALL));
        let declared = self.declared();
        if let Some(decision) = found.clone().filter(|_| self.stepped_up_enough()) {
            return decision;
        }
        if let Some(decision) = declared.clone().filter(|_| self.stepped_up(5 * MINUTE)) {
            return decision;
        }
        if let Some(decision) = stated.clone().filter(|_| self.stepped_up_enough()) {
            return decision;
        }
        if found.is_some() || declared.is_some() || stated.is_some() {
            return refuse(Why::StepUpNeeded);
        }
        refuse(if duty_may { Why::ReasonNeeded } else { Why::NoGrant })
    }

    fn by_role(&self) -> Option<Decision> {
        let by_role = |role: &&Role| match self.action {
            Action::SeeInResults => STAFF.contains(role),
            Action::OpenRequest | Action::ScreenRequest => is_duty(**role),
            Action::DecideRequest => **role == Role::DutyManager,
            Action::SeeAccessLog => **role == Role::DataProtectionOfficer,
            _ => false,
        };
        let role = self.actor.roles.iter().find(by_role)?;
        Some(Decision::Permit { basis: Basis::Role(*role), until: None })
    }

    fn officer_watches(&self) -> Option<Decision> {
        (self.action == Action::SeeAccessLog).then(|| self.by_role()).flatten()
    }

    fn named_on_restriction(&self) -> Option<Decision> {
        let PersonState::Restricted { named, .. } = &self.person.state else { return None };
        let is_named = named.iter().any(|holder| self.actor.holds(holder));
        let may = self.has(&STAFF) || self.actor.is(Role::LeadPractitioner);
        (is_named && may).then_some(Decision::Permit { basis: Basis::NamedOnRestriction, until: None })
    }

    /// The first kind, in the order of [`GrantKind::ALL`], of which a grant counts; of that kind the one that ends last.
    fn by_tie(&self, kinds: &[GrantKind]) -> Option<Decision> {
        let mine = |grant: &&Grant| self.actor.holds(&grant.holder) && self.counts(grant);
        kinds.iter().filter(|kind| self.carries(**kind)).find_map(|kind| {
            let of_kind = self.person.grants.iter().filter(|grant| grant.kind == *kind).filter(mine);
            let grant = of_kind.max_by_key(|grant| end(grant))?;
            let until = (end(grant) != i64::MAX)
                .then(|| grant.valid_until.into_iter().chain(longest_end(grant)).min())
                .flatten();
            Some(Decision::Permit {
                basis: Basis::Grant { kind: *kind, source: grant.source.clone() },
                until,
            })
        })
    }

    /// Whether a grant of this kind carries this action for somebody in the actor's roles.
    fn carries(&self, kind: GrantKind) -> bool {
        let partner = self.actor.is(Role::LeadPractitioner);
        let opens = matches!(self.action, Action::OpenPerson | Action::OpenNarrative);
        match kind {
            GrantKind::Emergency | GrantKind::RightsRequest => is_reading(self.action) && self.has(&STAFF),
            GrantKind::Conference => is_reading(self.action) && (self.has(&STAFF) || partner),
            GrantKind::AuditSample => {
                opens && self.has(&[Role::DutyManager, Role::Worker, Role::TeamManager, Role::Inspector])
            }
            GrantKind::StatedReason => {
                self.actor.roles.iter().any(|role| is_duty(*role) && role_ever_does(*role, self.action))
            }
            GrantKind::Network | GrantKind::Named => self.has(&STAFF) || partner,
            _ => self.has(&STAFF),
        }
    }

    fn counts(&self, grant: &Grant) -> bool {
        let now = self.now.as_millisecond();
        if grant.kind == GrantKind::AuditSample && grant.valid_until.is_none() {
            return false;
        }
        grant.valid_from.as_millisecond() <= now && now < end(grant)
    }

    /// Somebody may be in danger; the second factor apart.
    fn declared(&self) -> Option<Decision> {
        let reason = self.said.stated_reason().filter(|_| self.said.emergency)?;
        if !is_reading(self.action) || !self.works_with_families() {
            return None;
        }
        let until = self.now.checked_add(4.hours()).ok();
        Some(Decision::Permit { basis: Basis::Emergency(reason.to_owned()), until })
    }

    fn stepped_up_enough(&self) -> bool {
        let closed = matches!(self.person.state, PersonState::Restricted { .. });
        match self.action {
            Action::Restrict => self.stepped_up(5 * MINUTE),
            Action::SeeInResults | Action::SeeAccessLog => true,
            _ => !closed || self.stepped_up(60 * MINUTE),
        }
    }

    fn stepped_up(&self, within: i64) -> bool {
        self.actor.stepped_up_at.is_some_and(|at| self.within(at, within))
    }

    fn within(&self, since: Timestamp, millis: i64) -> bool {
        (0..millis).contains(&(self.now.as_millisecond() - since.as_millisecond()))
    }

    fn untrained(&self) -> bool {
        self.actor.trained_until.is_some_and(|until| self.now.as_millisecond() >= until.as_millisecond())
    }

    fn outsider_overreaches(&self) -> bool {
        let opens = matches!(self.action, Action::OpenPerson | Action::OpenNarrative);
        let writes = self.action == Action::WriteEntry;
        self.has(&[Role::Inspector]) && !opens || self.has(&[Role::LeadPractitioner]) && !opens && !writes
    }

    fn works_with_families(&self) -> bool {
        self.has(&[Role::DutyOfficer, Role::DutyManager, Role::Worker, Role::TeamManager])
    }

    fn has(&self, roles: &[Role]) -> bool {
        self.actor.roles.iter().any(|role| roles.contains(role))
    }
}

/// When a grant ends, in milliseconds; the end of time if it does not.
fn end(grant: &Grant) -> i64 {
    let ends = grant.valid_until.into_iter().chain(longest_end(grant)).min();
    ends.map_or(i64::MAX, Timestamp::as_millisecond)
}

fn longest_end(grant: &Grant) -> Option<Timestamp> {
    let (from, millis) = match grant.kind {
        GrantKind::Allocation | GrantKind::Team | GrantKind::Network => {
            (grant.reviewed.unwrap_or(grant.valid_from), 183 * DAY)
        }
        GrantKind::Task => (grant.valid_from, 14 * DAY),
        GrantKind::Emergency => (grant.valid_from, 4 * HOUR),
        GrantKind::StatedReason => (grant.valid_from, DAY),
        _ => return None,
    };
    Timestamp::from_millisecond(from.as_millisecond() + millis).ok()
}

/// Whether a role does this with any record at all. Everything else narrows it.
fn role_ever_does(role: Role, action: Action) -> bool {
    use Action::{
        AmendPerson, DecideRequest, OpenNarrative, OpenPerson, OpenRequest, Restrict, ScreenRequest,
        SeeAccessLog, SeeInResults, WriteEntry,
    };
    match role {
        Role::DutyManager => true,
        Role::DutyOfficer => !matches!(action, DecideRequest | SeeAccessLog | Restrict),
        Role::TeamManager => action != ScreenRequest,
        Role::Worker => {
            matches!(
                action,
                SeeInResults | OpenPerson | OpenNarrative | AmendPerson | WriteEntry | OpenRequest
            )
        }
        Role::BusinessSupport => {
            matches!(action, SeeInResults | OpenPerson | OpenNarrative | AmendPerson | WriteEntry)
        }
        Role::LeadPractitioner => matches!(action, OpenPerson | OpenNarrative | WriteEntry),
        Role::Inspector => matches!(action, OpenPerson | OpenNarrative),
        Role::DataProtectionOfficer => action == SeeAccessLog,
        Role::Analyst | Role::Administrator => false,
    }
}

fn is_duty(role: Role) -> bool {
    matches!(role, Role::DutyOfficer | Role::DutyManager)
}

fn is_reading(action: Action) -> bool {
    matches!(action, Action::OpenPerson | Action::OpenNarrative | Action::OpenRequest)
}

const fn refuse(why: Why) -> Decision {
    Decision::Refuse { why }
}
