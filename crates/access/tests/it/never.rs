//! What never happens, whatever the facts.

use access::{Action, Decision, Grant, Holder, PersonFacts, PersonState, Role, Why};

use crate::example::{actor, restricted};
use crate::random::{State, states};

const STATES: usize = 800;

fn with(state: &State, person: PersonFacts) -> State {
    State { person, ..state.clone() }
}

#[test]
fn a_restriction_never_widens() {
    for state in states(STATES) {
        let person = |how_closed| PersonFacts { state: how_closed, ..state.person.clone() };
        let open = with(&state, person(PersonState::Open)).decided();
        // Naming somebody is itself a grant; it is the restriction apart from its names that must not widen.
        let closed = with(&state, person(restricted(vec![]))).decided();
        assert!(!closed.is_permitted() || open.is_permitted(), "{open:?} {closed:?} {state:#?}");
        let unopened = PersonFacts { sealed_opening: None, ..person(PersonState::Sealed) };
        assert_eq!(with(&state, unopened).decided(), Decision::Refuse { why: Why::NotFound });
    }
}

#[test]
fn nobody_opens_their_own_or_their_kins_record() {
    for state in states(STATES) {
        for (is_self, is_kin) in [(true, false), (false, true)] {
            let named = restricted(vec![Holder::Account("amina".into())]);
            for how_closed in [PersonState::Open, named, PersonState::Sealed] {
                let person = PersonFacts { state: how_closed, is_self, is_kin, ..state.person.clone() };
                assert!(!with(&state, person).decided().is_permitted(), "{state:#?}");
            }
        }
    }
}

#[test]
fn a_grant_that_does_not_count_is_no_grant() {
    for state in states(STATES) {
        let now = crate::example::now();
        let counts = |grant: &&Grant| grant.is_current(now) && state.actor.holds(&grant.holder);
        let counting = state.person.grants.iter().filter(counts).cloned().collect();
        let without = with(&state, PersonFacts { grants: counting, ..state.person.clone() });
        assert_eq!(state.decided(), without.decided(), "{state:#?}");
    }
}

/// Analysts and administrators never, whatever they are given; the data protection officer only the log.
#[test]
fn some_roles_never_see_casework() {
    for mut state in states(STATES) {
        state.person.state = PersonState::Open;
        state.person.is_self = false;
        state.person.is_kin = false;
        for role in [Role::Analyst, Role::Administrator] {
            state.actor = actor(role);
            assert!(!state.decided().is_permitted());
        }
        state.actor = actor(Role::DataProtectionOfficer);
        assert_eq!(state.decided().is_permitted(), state.action == Action::SeeAccessLog);
    }
}

/// Not even when they were given another role as well.
#[test]
fn inspectors_only_read_and_partners_write_entries_and_change_nothing_else() {
    let reads = |action| matches!(action, Action::OpenPerson | Action::OpenNarrative);
    let writes = |action| action == Action::WriteEntry;
    let mut written = 0;
    for mut state in states(STATES) {
        let outsider = state.actor.is(Role::Inspector) || state.actor.is(Role::LeadPractitioner);
        if !outsider {
            state.actor.roles.push(Role::Inspector);
        }
        let may = reads(state.action) || writes(state.action) && !state.actor.is(Role::Inspector);
        assert!(may || !state.decided().is_permitted(), "{state:#?}");
        written += usize::from(writes(state.action) && state.decided().is_permitted());
    }
    assert!(written > 0, "some of them write entries");
}

/// That a second factor is missing is said to nobody who would not be let in with one.
#[test]
fn a_missing_second_factor_gives_nothing_away() {
    let mut told = 0;
    for mut state in states(STATES) {
        state.actor.stepped_up_at = None;
        if state.decided() == (Decision::Refuse { why: Why::StepUpNeeded }) {
            told += 1;
            state.actor.stepped_up_at = Some(crate::example::now());
            assert!(state.decided().is_permitted(), "{state:#?}");
        }
    }
    assert!(told > 10, "{told}");
}

#[test]
fn only_a_sealed_record_is_not_found() {
    assert!(Why::NotFound.hides_existence());
    assert!(!Why::RecordExists { contact: String::new() }.hides_existence());
    for state in states(STATES) {
        let decision = state.decided();
        let hidden = decision == Decision::Refuse { why: Why::NotFound };
        assert!(!hidden || state.person.state == PersonState::Sealed, "{state:#?}");
    }
}
