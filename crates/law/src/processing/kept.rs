//! How long an activity's information is kept: the notice's classes, those first in which a table or question of it stands. Of a
//! pack that is only read, all are equal.

use super::activity::Kept;
use super::held::{Held, Place};
use super::words;
use crate::pack::{Notice, Retention};
use crate::statutes;

pub(super) fn of(notice: &Notice, held: Option<&Held>) -> Vec<Kept> {
    let named = held.map(named);
    let is_named = |class: &str| named.as_ref().is_none_or(|named| named.contains(&class));
    let mut kept: Vec<Kept> =
        notice.retention.iter().map(|rule| class(rule, is_named(&rule.class))).collect();
    kept.sort_by_key(|class| !class.named);
    kept
}

/// The classes of what is collected for the activity; where nothing is, of what it needs and another collects.
fn named(held: &Held) -> Vec<&str> {
    let mut named = classes(&held.collected);
    named.extend(held.questions.iter().map(|question| question.retention.as_str()));
    if named.is_empty() { classes(&held.needed) } else { named }
}

fn classes(places: &[Place]) -> Vec<&str> {
    places.iter().filter_map(|place| place.retention.as_deref()).collect()
}

fn class(rule: &Retention, named: bool) -> Kept {
    let floors =
        statutes::floors().iter().filter(|floor| floor.people.iter().any(|role| rule.people.contains(role)));
    Kept {
        class: rule.class.to_string(),
        name: rule.called(),
        covers: rule.covers.clone(),
        how_long: words::how_long(rule),
        citation: rule.citation.clone(),
        law: floors.map(|floor| format!("{}: {}", floor.law, floor.says)).collect(),
        named,
        rule: rule.clone(),
    }
}
