//! The whole decision as one committed table.
//!
//! To accept a change to it: `KITH_ACCEPT=1 cargo test -p access`, then read the difference.

use access::{
    Action, Actor, Basis, Circumstances, Decision, Grant, GrantKind, Holder, PersonFacts, PersonState, Role,
    SealedOpening, Why, decide,
};
use jiff::ToSpan;

use crate::example::{actor, ago, amina, facts, grant, now, reason, restricted};

const MATRIX: &str = include_str!("matrix.txt");

/// One letter for each answer, so that a page of them can be read.
fn letter(decision: &Decision) -> char {
    match decision {
        Decision::Permit { basis, .. } => match basis {
            Basis::Role(_) => 'P',
            Basis::Grant { .. } => 'G',
            Basis::StatedReason(_) => 'S',
            Basis::NamedOnRestriction => 'N',
            Basis::SealedOpening { .. } => 'A',
            Basis::Emergency(_) => 'E',
        },
        Decision::Refuse { why } => match why {
            Why::NotFound => '0',
            Why::RecordExists { .. } => 'x',
            Why::OwnRecord => 'o',
            Why::KinRecord => 'k',
            Why::TrainingExpired => 't',
            Why::RoleNever => '-',
            Why::NoGrant => '.',
            Why::ReasonNeeded => '?',
            Why::StepUpNeeded => '2',
            Why::PolicyFailed => '!',
        },
    }
}

/// A state of the world, and how the actor in it differs from one just signed in.
type Setting = (&'static str, PersonFacts, Circumstances, fn(Actor) -> Actor);

fn ended(kind: GrantKind) -> Grant {
    Grant { valid_until: Some(now()), ..grant(kind) }
}

fn settings() -> Vec<Setting> {
    let mut all: Vec<Setting> = Vec::new();
    all.extend(open_records());
    all.extend(closed_records());
    all.extend(special_cases());
    all
}

fn open_records() -> Vec<Setting> {
    let open = |grants| facts(PersonState::Open, grants);
    let said = Circumstances::default;
    let mut all: Vec<Setting> = vec![
        ("open, no grant", open(vec![]), said(), same),
        ("open, no grant, reason", open(vec![]), reason(false), same),
        ("open, no grant, emergency", open(vec![]), reason(true), same),
        ("open, no grant, emergency, no 2nd", open(vec![]), reason(true), stale),
        ("open, grant ended", open(vec![ended(GrantKind::Allocation)]), said(), same),
        ("open, allocated, no 2nd factor", open(vec![grant(GrantKind::Allocation)]), said(), stale),
        ("open, allocated, untrained", open(vec![grant(GrantKind::Allocation)]), said(), untrained),
    ];
    for kind in GrantKind::ALL {
        all.push((open_with(*kind), open(vec![grant(*kind)]), said(), same));
    }
    all
}

const fn open_with(kind: GrantKind) -> &'static str {
    match kind {
        GrantKind::Allocation => "open, allocated",
        GrantKind::Team => "open, open to their team",
        GrantKind::Network => "open, team around the family",
        GrantKind::Supervision => "open, supervises",
        GrantKind::Request => "open, request in hand",
        GrantKind::Task => "open, task",
        GrantKind::Conference => "open, invited to a conference",
        GrantKind::RightsRequest => "open, rights request",
        GrantKind::AuditSample => "open, audit sample",
        GrantKind::Named => "open, named grant",
        GrantKind::Emergency => "open, emergency grant",
        GrantKind::StatedReason => "open, said why earlier",
    }
}

fn closed_records() -> Vec<Setting> {
    let by_name = || restricted(vec![amina()]);
    let by_team = restricted(vec![Holder::Team("north".into())]);
    let other = || restricted(vec![Holder::Account("bilal".into()), Holder::Team("south".into())]);
    let said = Circumstances::default;
    let with = |kind| facts(other(), vec![grant(kind)]);
    vec![
        ("restricted, not named", facts(other(), vec![]), said(), same),
        ("restricted, not named, reason", facts(other(), vec![]), reason(false), same),
        ("restricted, not named, emergency", facts(other(), vec![]), reason(true), same),
        ("restricted, emergency, no 2nd", facts(other(), vec![]), reason(true), stale),
        ("restricted, allocated, not named", with(GrantKind::Allocation), said(), same),
        ("restricted, network, not named", with(GrantKind::Network), said(), same),
        ("restricted, audit sample", with(GrantKind::AuditSample), said(), same),
        ("restricted, named", facts(by_name(), vec![]), said(), same),
        ("restricted, named, half an hour ago", facts(by_name(), vec![]), said(), half_an_hour),
        ("restricted, named, no 2nd factor", facts(by_name(), vec![]), said(), stale),
        ("restricted, team named", facts(by_team, vec![]), said(), same),
        ("restricted, named grant", with(GrantKind::Named), said(), same),
        ("restricted, named grant ended", facts(other(), vec![ended(GrantKind::Named)]), said(), same),
        ("restricted, emergency grant", with(GrantKind::Emergency), said(), same),
    ]
}

fn special_cases() -> Vec<Setting> {
    let allocated = || facts(PersonState::Open, vec![grant(GrantKind::Allocation)]);
    let sealed = || facts(PersonState::Sealed, vec![grant(GrantKind::Named)]);
    let opened = |approved_by: &str| PersonFacts {
        sealed_opening: Some(SealedOpening {
            asked_by: "amina".into(),
            approved_by: approved_by.into(),
            since: ago(1.hour()),
        }),
        ..sealed()
    };
    let said = Circumstances::default;
    vec![
        ("sealed, named grant, emergency", sealed(), reason(true), same),
        ("sealed, opened by two", opened("bilal"), said(), same),
        ("sealed, opened by two, no 2nd", opened("bilal"), said(), stale),
        ("sealed, opened alone", opened("amina"), reason(true), same),
        ("sealed, opened by two, kin", PersonFacts { is_kin: true, ..opened("bilal") }, said(), same),
        ("own record, allocated", PersonFacts { is_self: true, ..allocated() }, reason(true), same),
        ("kin's record, allocated", PersonFacts { is_kin: true, ..allocated() }, reason(true), same),
        (
            "own record, restricted, named",
            PersonFacts { is_self: true, ..facts(restricted(vec![amina()]), vec![]) },
            reason(true),
            same,
        ),
    ]
}

fn same(actor: Actor) -> Actor {
    actor
}

/// Signed in this morning, and not asked for the second factor since.
fn stale(actor: Actor) -> Actor {
    Actor { stepped_up_at: Some(ago(2.hours())), ..actor }
}

fn half_an_hour(actor: Actor) -> Actor {
    Actor { stepped_up_at: Some(ago(30.minutes())), ..actor }
}

fn untrained(actor: Actor) -> Actor {
    Actor { trained_until: Some(now()), ..actor }
}

fn matrix() -> String {
    let mut text = String::from(
        "Who may do what. One letter an action, in this order:\n  \
         see in results, open person, open narrative, amend person, open request, screen, decide, access log, restrict\n\
         P part of the job   G by grant   S stated reason   N named on the restriction   E emergency, 4 hours\n\
         A sealed, two people said so   2 second factor first   t training has run out\n\
         . no grant   ? say why first   x \"a record exists\"   0 not found   o own   k kin   - never in this role\n\
         The second factor was used a minute ago where nothing is said.\n",
    );
    for role in Role::ALL {
        text += &format!("\n{}\n", role.label());
        for (name, person, circumstances, changed) in settings() {
            let actor = changed(actor(*role));
            let letters: String = Action::ALL
                .iter()
                .map(|action| letter(&decide(&actor, *action, &person, &circumstances, now())))
                .collect();
            text += &format!("  {name:<36} {letters}\n");
        }
    }
    text
}

#[test]
fn the_committed_matrix_is_what_is_decided() {
    let found = matrix();
    if std::env::var_os("KITH_ACCEPT").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/matrix.txt");
        std::fs::write(path, &found).unwrap();
        return;
    }
    for (found, committed) in found.lines().zip(MATRIX.lines()) {
        assert_eq!(found, committed);
    }
    assert_eq!(found.lines().count(), MATRIX.lines().count());
}
