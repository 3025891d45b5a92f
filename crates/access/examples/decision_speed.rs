//! How long a decision takes: `cargo run --release -p access --example decision_speed`.

use std::time::{Duration, Instant};

use access::{
    Action, Actor, Circumstances, Grant, GrantKind, Holder, PersonFacts, PersonState, RestrictionCategory,
    Role,
};
use jiff::{Timestamp, ToSpan};

const ROUNDS: usize = 20_000;

fn time<T>(of: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(of());
    start.elapsed()
}

fn main() {
    let now: Timestamp = "2026-06-15T10:00:00Z".parse().expect("a moment");
    let rounds = std::env::args().nth(1).map_or(ROUNDS, |number| number.parse().expect("a number"));
    access::check().expect("policies that can be followed");
    for (name, actor, person) in questions(now) {
        let ask = || access::decide(&actor, Action::OpenPerson, &person, &Circumstances::default(), now);
        let mut took: Vec<Duration> = (0..rounds).map(|_| time(ask)).collect();
        took.sort_unstable();
        let at = |share: usize| took[(took.len() * share / 1000).min(took.len() - 1)];
        let answer = if ask().is_permitted() { "permitted" } else { "refused" };
        println!(
            "{name:<36} {answer:<10} min {:>9.1?}  median {:>9.1?}  p99 {:>9.1?}  p99.9 {:>9.1?}",
            took[0],
            at(500),
            at(990),
            at(999)
        );
    }
}

fn questions(now: Timestamp) -> Vec<(&'static str, Actor, PersonFacts)> {
    let ago = |hours: i64| now.checked_sub(hours.hours()).expect("a moment");
    let actor = |role| Actor {
        account: "0197c0de-0000-7000-8000-000000000001".into(),
        roles: vec![role],
        teams: vec!["0197c0de-0000-7000-8000-00000000000a".into()],
        trained_until: Some(now.checked_add(1000.hours()).expect("a moment")),
        stepped_up_at: Some(ago(2)),
    };
    let grants = |kinds: &[GrantKind]| -> Vec<Grant> {
        kinds
            .iter()
            .map(|kind| Grant {
                holder: Holder::Account("0197c0de-0000-7000-8000-000000000001".into()),
                kind: *kind,
                source: "allocation".into(),
                valid_from: ago(3),
                valid_until: None,
                reviewed: None,
            })
            .collect()
    };
    let open = |kinds: &[GrantKind]| PersonFacts { grants: grants(kinds), ..PersonFacts::not_matched() };
    let restricted = PersonState::Restricted {
        category: RestrictionCategory::Staff,
        named: Vec::new(),
        contact: "the duty manager".into(),
    };
    vec![
        ("a worker, allocated", actor(Role::Worker), open(&[GrantKind::Allocation])),
        ("a worker, every kind of grant", actor(Role::Worker), open(GrantKind::ALL)),
        ("a worker, nothing", actor(Role::Worker), open(&[])),
        (
            "named, second factor too long ago",
            actor(Role::Worker),
            PersonFacts { state: restricted, ..open(&[GrantKind::Named]) },
        ),
    ]
}
