//! Amina, who asks, and what she may be tied by.

use access::{
    Actor, Circumstances, Grant, GrantKind, Holder, PersonFacts, PersonState, RestrictionCategory, Role,
};
use jiff::{Span, Timestamp, ToSpan};

pub fn now() -> Timestamp {
    "2026-06-15T10:00:00Z".parse().expect("a moment")
}

pub fn ago(span: Span) -> Timestamp {
    now().checked_sub(span).expect("a moment")
}

/// Signed in with her second factor a minute ago.
pub fn actor(role: Role) -> Actor {
    Actor {
        account: "amina".into(),
        roles: vec![role],
        teams: vec!["north".into()],
        trained_until: None,
        stepped_up_at: Some(ago(1.minute())),
    }
}

pub fn amina() -> Holder {
    Holder::Account("amina".into())
}

/// Given an hour ago, until an hour from now.
pub fn grant(kind: GrantKind) -> Grant {
    Grant {
        holder: amina(),
        kind,
        source: "event on 1 June 2026".into(),
        valid_from: ago(1.hour()),
        valid_until: Some(now().checked_add(1.hour()).expect("a moment")),
        reviewed: None,
    }
}

pub fn restricted(named: Vec<Holder>) -> PersonState {
    let contact = "the duty manager on 01234 567890".to_owned();
    PersonState::Restricted { category: RestrictionCategory::Staff, named, contact }
}

pub fn facts(state: PersonState, grants: Vec<Grant>) -> PersonFacts {
    PersonFacts { state, grants, ..PersonFacts::not_matched() }
}

pub fn reason(emergency: bool) -> Circumstances {
    Circumstances { reason: Some("Call from a school about a bruise".into()), emergency }
}
