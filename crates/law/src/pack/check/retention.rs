//! Whether each retention class can be computed, and by one rule only.

use super::super::notice::Notice;
use super::super::problem::Problems;
use super::super::retention::{Retention, Trigger};

pub(super) fn check(notice: &Notice, problems: &mut Problems<'_>) {
    for rule in &notice.retention {
        period(rule, problems);
        scope(rule, problems);
        triggers(rule, problems);
    }
    rests(notice, problems);
}

fn period(rule: &Retention, problems: &mut Problems<'_>) {
    let class = &rule.class;
    match (rule.trigger, rule.period) {
        (Trigger::Undecided, Some(period)) => {
            let message = format!("the class ‘{class}’ is undecided but is kept for {period}");
            problems.at(class, message, "name the event it runs from, or take the period out");
        }
        (trigger, None) if trigger != Trigger::Undecided => {
            let message = format!("the class ‘{class}’ does not say how long it is kept");
            problems.at(class, message, "add period = \"… years\", or trigger = \"undecided\"");
        }
        _ => {}
    }
    let others = rule.unless.iter().map(|one| (one.trigger, one.period));
    let others = others.chain(rule.or.iter().map(|one| (one.trigger, one.period)));
    for (trigger, period) in others.clone() {
        if trigger == Trigger::Undecided {
            let message = format!("an exception of the class ‘{class}’ runs {period} from nothing");
            problems.at(class, message, "name the event it runs from");
        }
    }
    for period in rule.period.into_iter().chain(others.map(|(_, period)| period)) {
        if !period.unit.is_on_a_calendar() {
            let message = format!("the class ‘{class}’ is kept for {period}");
            problems.at(class, message, "give days, weeks, months or years");
        }
    }
}

fn scope(rule: &Retention, problems: &mut Problems<'_>) {
    let class = &rule.class;
    match (rule.people.is_empty(), rule.records.is_empty()) {
        (true, true) => {
            let instead = "add people = [\"child\"] or records = [\"front-door-call\"]";
            problems.at(class, format!("the class ‘{class}’ covers nobody and nothing"), instead);
        }
        (false, false) => {
            let message = format!("the class ‘{class}’ covers people and records at once");
            problems.at(class, message, "split it: a record kept by its own date is a class of its own");
        }
        _ => {}
    }
    if rule.rest && rule.people.is_empty() {
        let message = format!("the class ‘{class}’ is for the rest but names no people");
        problems.at(class, message, "add people = [\"child\"]");
    }
}

/// Whether the events a class counts from can happen to what it covers. One that cannot would never have a date.
fn triggers(rule: &Retention, problems: &mut Problems<'_>) {
    let class = &rule.class;
    let of_records = |trigger: Trigger| {
        matches!(
            trigger,
            Trigger::Call | Trigger::YearCreated | Trigger::LastSaved | Trigger::Closure | Trigger::Undecided
        )
    };
    let of_people =
        |trigger: Trigger| !matches!(trigger, Trigger::Call | Trigger::YearCreated | Trigger::LastSaved);
    let others = rule.unless.iter().map(|one| one.trigger).chain(rule.or.iter().map(|one| one.trigger));
    for trigger in std::iter::once(rule.trigger).chain(others) {
        if !rule.records.is_empty() && !of_records(trigger) {
            let message = format!("the class ‘{class}’ covers records and runs from {}", trigger.words());
            problems.at(class, message, "a record runs from call, year-created, last-saved or closure");
        }
        if !rule.people.is_empty() && !of_people(trigger) {
            let message = format!("the class ‘{class}’ covers people and runs from {}", trigger.words());
            problems.at(
                class,
                message,
                "name the records with records = […], or an event in somebody's life",
            );
        }
    }
    if rule.or.is_some() && rule.period.is_none() {
        let message = format!("the class ‘{class}’ has an ‘or’ beside nothing");
        problems.at(class, message, "give trigger and period for the first of the two");
    }
}

/// Two classes for "all other records" of the same people would each wait for the other.
fn rests(notice: &Notice, problems: &mut Problems<'_>) {
    let rests: Vec<&Retention> = notice.retention.iter().filter(|rule| rule.rest).collect();
    for (index, rule) in rests.iter().enumerate() {
        let twin =
            rests[..index].iter().find(|other| other.people.iter().any(|role| rule.people.contains(role)));
        if let Some(twin) = twin {
            let message =
                format!("‘{}’ and ‘{}’ each take all others of the same people", twin.class, rule.class);
            problems.at(&rule.class, message, "only one class can be the rest");
        }
    }
}
