//! What is said, to the page and in the ledger.

use access::{Action, Basis, Circumstances, Decision, GrantKind, PersonFacts, PersonState, Role};
use jiff::ToSpan;

use crate::example::{actor, facts, grant, now, reason, restricted};

fn said(decision: Decision) -> String {
    match decision {
        Decision::Permit { basis, .. } => basis.in_words(),
        Decision::Refuse { why } => why.in_words(),
    }
}

fn open(role: Role, person: &PersonFacts, circumstances: &Circumstances) -> Decision {
    access::decide(&actor(role), Action::OpenPerson, person, circumstances, now())
}

#[test]
fn says_why_in_words() {
    let nothing = Circumstances::default();
    let tied = |kind| facts(PersonState::Open, vec![grant(kind)]);
    assert_eq!(
        said(open(Role::Worker, &tied(GrantKind::Allocation), &nothing)),
        "Allocated to work with this person: event on 1 June 2026"
    );
    assert_eq!(
        said(open(Role::LeadPractitioner, &tied(GrantKind::Network), &nothing)),
        "In the team around the family: event on 1 June 2026"
    );
    assert_eq!(
        said(open(Role::Inspector, &tied(GrantKind::AuditSample), &nothing)),
        "Drawn for an audit or inspection: event on 1 June 2026"
    );
    assert_eq!(
        said(open(Role::DutyOfficer, &PersonFacts::not_matched(), &reason(false))),
        "Duty work, reason given: Call from a school about a bruise"
    );
    assert_eq!(
        said(open(Role::Worker, &facts(restricted(vec![]), vec![]), &reason(false))),
        "A record exists. To ask about it, contact the duty manager on 01234 567890"
    );
    let untrained = access::Actor { trained_until: Some(now()), ..actor(Role::Worker) };
    let decision =
        access::decide(&untrained, Action::OpenPerson, &tied(GrantKind::Allocation), &nothing, now());
    assert_eq!(said(decision), "Your data protection training has run out. Renew it to open records again");
}

#[test]
fn an_emergency_lasts_four_hours_and_alerts() {
    let decision = open(Role::Worker, &PersonFacts::not_matched(), &reason(true));
    let Decision::Permit { basis, until } = decision else { panic!("refused") };
    assert!(basis.must_alert());
    assert_eq!(basis, Basis::Emergency("Call from a school about a bruise".into()));
    assert_eq!(until, Some(now().checked_add(4.hours()).unwrap()));
    let silent = Circumstances { reason: Some("  ".into()), emergency: true };
    assert!(!open(Role::Worker, &PersonFacts::not_matched(), &silent).is_permitted());
}
