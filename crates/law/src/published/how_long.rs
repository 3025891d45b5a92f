//! How long a class of record is kept, in words.

use crate::pack::{Reading, Retention, Unless};
use crate::statutes::{self, Floor};

use super::phrases::fill;
use super::{Printing, Text};

/// "For 25 years from the child's date of birth", with its exceptions; or that nobody has decided.
pub(super) fn how_long(print: &Printing<'_>, rule: &Retention) -> String {
    let say = print.say;
    let Some(period) = rule.period else { return say.keep.undecided.clone() };
    let places =
        |period, trigger| [("period", say.amount(period)), ("since", say.since.of(trigger).to_owned())];
    let filled = |phrase: &str, places: &[(&str, String)]| {
        let places: Vec<(&str, &str)> =
            places.iter().map(|(place, words)| (*place, words.as_str())).collect();
        fill(phrase, &places)
    };
    let mut words = filled(&say.keep.lasts, &places(period, rule.trigger));
    for one in &rule.unless {
        let [period, since] = places(one.period, one.trigger);
        let when = ("when", say.when.of(one.when).to_owned());
        words.push_str(&filled(&say.keep.unless, &[period, since, when]));
    }
    if let Some(or) = &rule.or {
        let phrase = match or.reading {
            Reading::Later => &say.keep.or_later,
            Reading::Earlier => &say.keep.or_earlier,
        };
        words.push_str(&filled(phrase, &places(or.period, or.trigger)));
    }
    words
}

/// "it is destroyed"; both where the notice leaves two open.
pub(super) fn then(print: &Printing<'_>, rule: &Retention) -> String {
    let say = print.say;
    let one = say.action.of(rule.action);
    match rule.or_action {
        Some(other) => fill(&say.keep.either, &[("one", one), ("other", say.action.of(other))]),
        None => one.to_owned(),
    }
}

/// "For 25 years from the child's date of birth; then it is destroyed."
pub(super) fn how_long_then(print: &Printing<'_>, rule: &Retention) -> String {
    let words = how_long(print, rule);
    if rule.period.is_none() {
        return words;
    }
    fill(&print.say.keep.then, &[("how_long", &words), ("then", &then(print, rule))])
}

/// What the law says of the same records where it asks for longer, or counts from something else.
pub(super) fn law_says(print: &Printing<'_>, rule: &Retention) -> Vec<Text> {
    let one = |floor: &'static Floor| {
        Text::fill(&print.say.keep.law_longer, &[("says", &print.always_english(&floor.says))])
    };
    longer(rule).into_iter().map(one).collect()
}

/// The laws that ask for longer than this class, or count from something else.
pub(super) fn longer(rule: &Retention) -> Vec<&'static Floor> {
    let Some(period) = rule.period else { return Vec::new() };
    let is_longer = |floor: &&Floor| {
        let same_people = rule.people.iter().any(|role| floor.people.contains(role));
        let allows = |one: &Unless| {
            let lawful =
                floor.unless.iter().find(|other| other.when == one.when && other.trigger == one.trigger);
            lawful.is_some_and(|lawful| !one.period.is_shorter_than(lawful.period))
        };
        let is_kept = rule.trigger == floor.trigger
            && !period.is_shorter_than(floor.period)
            && rule.unless.iter().all(allows);
        same_people && !is_kept
    };
    statutes::floors().iter().filter(is_longer).collect()
}
