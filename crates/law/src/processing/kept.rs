//! How long an activity's information is kept: the notice's classes, those first in which a table or question of it stands. Of a
//! pack that is only read, all are equal.

use super::activity::Kept;
use super::held::Held;
use super::words;
use crate::pack::{Notice, Retention};
use crate::statutes;

pub(super) fn of(notice: &Notice, held: Option<&Held>) -> Vec<Kept> {
    let named = |class: &str| {
        held.is_none_or(|held| {
            let tables =
                held.collected.iter().chain(&held.needed).filter_map(|place| place.retention.as_deref());
            let questions = held.questions.iter().map(|question| question.retention.as_str());
            tables.chain(questions).any(|one| one == class)
        })
    };
    let mut kept: Vec<Kept> = notice.retention.iter().map(|rule| class(rule, named(&rule.class))).collect();
    kept.sort_by_key(|class| !class.named);
    kept
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
