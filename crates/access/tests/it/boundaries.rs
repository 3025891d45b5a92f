//! The moments at which things begin and end: the policies and [`access::Grant::ends`] agree to the millisecond.

use access::{Action, Decision, Grant, GrantKind, PersonState, Role, SealedOpening, review_due};
use jiff::{SignedDuration, Timestamp};

use crate::example::{actor, facts, grant, now, reason, restricted};

const MILLISECOND: SignedDuration = SignedDuration::from_millis(1);

/// Whether the policies let somebody in by nothing but this grant.
fn counts(grant: &Grant, at: Timestamp) -> bool {
    let role = match grant.kind {
        GrantKind::StatedReason => Role::DutyOfficer,
        GrantKind::AuditSample => Role::Inspector,
        _ => Role::Worker,
    };
    let person = facts(PersonState::Open, vec![grant.clone()]);
    access::decide(&actor(role), Action::OpenPerson, &person, &Default::default(), at).is_permitted()
}

#[test]
fn every_kind_of_grant_begins_and_ends_when_rust_says() {
    let hour = SignedDuration::from_hours(1);
    for kind in GrantKind::ALL {
        let given = Grant { valid_from: now(), valid_until: None, ..grant(*kind) };
        let ended = Grant { valid_until: Some(now() + hour), ..given.clone() };
        let reviewed = Grant { reviewed: Some(now() + hour), ..given.clone() };
        for grant in [given, ended, reviewed] {
            let mut moments = vec![now() - MILLISECOND, now(), now() + MILLISECOND];
            moments
                .extend(grant.ends().iter().flat_map(|end| [*end - MILLISECOND, *end, *end + MILLISECOND]));
            moments.push(now() + SignedDuration::from_hours(24 * 10_000));
            for at in moments {
                assert_eq!(counts(&grant, at), grant.is_current(at), "{kind:?} at {at}: {grant:?}");
            }
        }
    }
}

/// Whatever was written down. The figures are those of issue 4 and of the governance handbook.
#[test]
fn nothing_outlives_its_longest() {
    let longest = [
        (GrantKind::Emergency, 4),
        (GrantKind::StatedReason, 24),
        (GrantKind::Task, 14 * 24),
        (GrantKind::Allocation, 183 * 24),
        (GrantKind::Team, 183 * 24),
        (GrantKind::Network, 183 * 24),
    ];
    for (kind, hours) in longest {
        let end = now() + SignedDuration::from_hours(hours);
        let endless = Grant { valid_from: now(), valid_until: None, ..grant(kind) };
        let too_long = Grant { valid_until: Some(end + MILLISECOND), ..endless.clone() };
        for grant in [endless, too_long] {
            assert!(counts(&grant, end - MILLISECOND), "{kind:?}");
            assert!(!counts(&grant, end), "{kind:?}");
        }
    }
}

#[test]
fn a_review_gives_an_involvement_six_more_months_and_is_due_after_ninety_days() {
    let reviewed = now() + SignedDuration::from_hours(24 * 100);
    let allocation = Grant { valid_from: now(), valid_until: None, ..grant(GrantKind::Allocation) };
    let again = Grant { reviewed: Some(reviewed), ..allocation.clone() };
    assert!(!counts(&allocation, now() + SignedDuration::from_hours(24 * 183)));
    assert!(counts(&again, now() + SignedDuration::from_hours(24 * 282)));
    assert_eq!(review_due(&allocation).unwrap().to_string(), "2026-09-13");
    assert_eq!(review_due(&again).unwrap().to_string(), "2026-12-22");
    assert_eq!(review_due(&grant(GrantKind::Task)), None);
}

#[test]
fn an_audit_sample_counts_only_if_it_was_said_until_when() {
    let endless = Grant { valid_until: None, ..grant(GrantKind::AuditSample) };
    assert!(!counts(&endless, now()));
    assert!(counts(&grant(GrantKind::AuditSample), now()));
}

#[test]
fn a_second_factor_is_good_for_five_minutes_and_for_a_restricted_record_an_hour() {
    let named = facts(restricted(vec![]), vec![grant(GrantKind::Named)]);
    let allocated = facts(PersonState::Open, vec![grant(GrantKind::Allocation)]);
    let nobody = facts(PersonState::Open, vec![]);
    let cases = [
        (Action::OpenPerson, &named, Default::default(), 60),
        (Action::AmendPerson, &named, Default::default(), 60),
        (Action::Restrict, &allocated, Default::default(), 5),
        (Action::Restrict, &named, Default::default(), 5),
        (Action::OpenPerson, &nobody, reason(true), 5),
    ];
    for (action, person, said, minutes) in cases {
        let asked = |stepped_up_at| {
            let manager = access::Actor { stepped_up_at, ..actor(Role::TeamManager) };
            access::decide(&manager, action, person, &said, now())
        };
        let limit = now() - SignedDuration::from_mins(minutes);
        assert!(asked(Some(limit + MILLISECOND)).is_permitted(), "{action:?}");
        for too_late in [Some(limit), Some(now() + MILLISECOND), None] {
            assert_eq!(asked(too_late), Decision::Refuse { why: access::Why::StepUpNeeded }, "{action:?}");
        }
    }
}

#[test]
fn a_sealed_record_is_open_for_four_hours() {
    let opened = |since| access::PersonFacts {
        sealed_opening: Some(SealedOpening { asked_by: "amina".into(), approved_by: "bilal".into(), since }),
        ..facts(PersonState::Sealed, vec![])
    };
    let open = |since| {
        let nothing_said = Default::default();
        access::decide(&actor(Role::Worker), Action::OpenPerson, &opened(since), &nothing_said, now())
    };
    let limit = now() - SignedDuration::from_hours(4);
    assert!(open(now()).is_permitted());
    assert!(open(limit + MILLISECOND).is_permitted());
    for never in [limit, now() + MILLISECOND] {
        assert_eq!(open(never), Decision::Refuse { why: access::Why::NotFound });
    }
}
