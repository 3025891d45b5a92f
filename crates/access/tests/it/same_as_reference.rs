//! The policies and the rules written in Rust answer alike, whatever the facts.

use std::collections::BTreeMap;

use access::{Decision, GrantKind};

use crate::random::states;
use crate::reference;

/// 20,000 random states; more by `KITH_ACCESS_STATES=1000000 cargo test --release -p access policies_and_rules`.
#[test]
fn policies_and_rules_answer_alike() {
    let asked = std::env::var("KITH_ACCESS_STATES").ok();
    let how_many = asked.map_or(20_000, |number| number.parse().expect("a number"));
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for state in states(how_many) {
        let decision = state.decided();
        assert_eq!(decision, reference::decide(&state.question()), "{state:#?}");
        *seen.entry(answer(&decision)).or_default() += 1;
    }
    println!("{how_many} states: {seen:?}");
    // A comparison in which an answer never comes up would say nothing of it.
    for kind in GrantKind::ALL {
        assert!(seen.contains_key(kind.code()), "nobody was let in by {}", kind.code());
    }
    let others = ["role", "named_on_restriction", "sealed_opening", "emergency_declared", "not_found"];
    let refusals =
        ["own_record", "kin_record", "training_expired", "role_never", "record_exists", "no_grant"];
    for answer in others.iter().chain(&refusals).chain(&["reason_needed", "step_up_needed"]) {
        assert!(seen.contains_key(answer), "nobody was told {answer}");
    }
    assert!(!seen.contains_key("policy_failed"));
}

fn answer(decision: &Decision) -> &'static str {
    match decision {
        Decision::Permit { basis, .. } => basis.code(),
        Decision::Refuse { why } => why.code(),
    }
}
