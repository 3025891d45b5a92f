//! Random states of the world, drawn so that what matters happens often: moments at and around every limit, people in
//! several roles, grants of others.

use access::{
    Action, Actor, Circumstances, Grant, GrantKind, Holder, PersonFacts, PersonState, RestrictionCategory,
    Role, SealedOpening,
};
use jiff::{SignedDuration, Timestamp};
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use crate::example::now;
use crate::reference::Question;

/// Everything one question needs.
#[derive(Debug, Clone)]
pub struct State {
    pub actor: Actor,
    pub action: Action,
    pub person: PersonFacts,
    pub said: Circumstances,
}

impl State {
    pub fn question(&self) -> Question<'_> {
        Question {
            actor: &self.actor,
            action: self.action,
            person: &self.person,
            said: &self.said,
            now: now(),
        }
    }

    /// What the policies decide.
    pub fn decided(&self) -> access::Decision {
        access::decide(&self.actor, self.action, &self.person, &self.said, now())
    }
}

/// The same states every time: a difference found can be looked at again.
pub fn states(how_many: usize) -> impl Iterator<Item = State> {
    let mut rng = ChaCha8Rng::seed_from_u64(46);
    (0..how_many).map(move |_| state(&mut rng))
}

fn state(rng: &mut ChaCha8Rng) -> State {
    State { actor: actor(rng), action: one(rng, Action::ALL), person: person(rng), said: said(rng) }
}

fn actor(rng: &mut ChaCha8Rng) -> Actor {
    let how_many = one(rng, &[0, 1, 1, 1, 1, 2, 2, 3]);
    Actor {
        account: "amina".into(),
        roles: (0..how_many).map(|_| one(rng, Role::ALL)).collect(),
        teams: some(rng, 0.7, |_| "north".to_owned()).into_iter().collect(),
        trained_until: some(rng, 0.2, moment),
        stepped_up_at: some(rng, 0.7, recent),
    }
}

fn person(rng: &mut ChaCha8Rng) -> PersonFacts {
    let state = match rng.random_range(0..10) {
        0..5 => PersonState::Open,
        5..8 => PersonState::Restricted {
            category: RestrictionCategory::Staff,
            named: (0..rng.random_range(0..3)).map(|_| holder(rng)).collect(),
            contact: "the duty manager".into(),
        },
        _ => PersonState::Sealed,
    };
    PersonFacts {
        state,
        grants: (0..rng.random_range(0..5)).map(|nth| grant(rng, nth)).collect(),
        is_self: rng.random_bool(0.05),
        is_kin: rng.random_bool(0.05),
        sealed_opening: some(rng, 0.6, |rng| SealedOpening {
            asked_by: one(rng, &["amina", "amina", "amina", "bilal"]).into(),
            approved_by: one(rng, &["amina", "bilal", "bilal", "bilal"]).into(),
            since: recent(rng),
        }),
    }
}

fn grant(rng: &mut ChaCha8Rng, nth: usize) -> Grant {
    Grant {
        holder: holder(rng),
        kind: one(rng, GrantKind::ALL),
        source: format!("event {nth}"),
        valid_from: moment(rng),
        valid_until: some(rng, 0.4, moment),
        reviewed: some(rng, 0.3, moment),
    }
}

fn holder(rng: &mut ChaCha8Rng) -> Holder {
    match rng.random_range(0..8) {
        0..4 => Holder::Account("amina".into()),
        4..6 => Holder::Team("north".into()),
        6 => Holder::Team("south".into()),
        _ => Holder::Account("bilal".into()),
    }
}

fn said(rng: &mut ChaCha8Rng) -> Circumstances {
    Circumstances {
        reason: some(rng, 0.5, |rng| one(rng, &["", "  ", "a call", "a letter"]).to_owned()),
        emergency: rng.random_bool(0.3),
    }
}

/// A moment at which something may just have begun, ended or run out.
fn moment(rng: &mut ChaCha8Rng) -> Timestamp {
    const HOURS: [i64; 9] = [0, 1, 4, 23, 24, 14 * 24, 90 * 24, 183 * 24, 400 * 24];
    let past = SignedDuration::from_hours(one(rng, &HOURS));
    let nudge = SignedDuration::from_millis(one(rng, &[0, 0, -1, 1, -3_600_000, 3_600_000]));
    let signed = if rng.random_bool(0.85) { -past } else { past };
    now() + signed + nudge
}

/// A moment around the limits of a second factor and of a sealed opening.
fn recent(rng: &mut ChaCha8Rng) -> Timestamp {
    let past = SignedDuration::from_mins(one(rng, &[0, 1, 4, 5, 30, 59, 60, 61, 239, 240]));
    now() - past + SignedDuration::from_millis(one(rng, &[0, 0, -1, 1]))
}

fn one<T: Copy>(rng: &mut ChaCha8Rng, from: &[T]) -> T {
    *from.choose(rng).expect("something to choose from")
}

fn some<T>(rng: &mut ChaCha8Rng, likely: f64, of: impl FnOnce(&mut ChaCha8Rng) -> T) -> Option<T> {
    if rng.random_bool(likely) { Some(of(rng)) } else { None }
}
