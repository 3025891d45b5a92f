//! Why a line is in the queue, in plain words.

use std::collections::BTreeSet;

use super::book::Book;
use super::facts::Seconds;
use super::flag::Flag;
use super::look::Look;
use super::moment;
use super::officer::Candidate;
use super::settings::{DAY, Settings};
use crate::working_days::plural;

/// What was done, then what is odd about it. The looks are the weightiest first. Nobody looked at is named.
pub(super) fn reasons(
    book: &Book,
    line: &Candidate,
    looks: &[Look],
    now: Seconds,
    settings: &Settings,
) -> Vec<String> {
    let officer = match book.facts.staff[line.staff as usize].name.as_str() {
        "" => "the officer",
        name => name,
    };
    let mut reasons = vec![done(looks, officer, now, settings)];
    if let Some((count, span, median)) = line.compared {
        let usual = if median < 1.0 { "none or hardly any".into() } else { format!("about {median:.0}") };
        reasons.push(format!(
            "{count} families in {span} days without a link; the usual in this role is {usual}."
        ));
    }
    reasons.extend(odd(looks));
    let nothing =
        looks.iter().filter(|look| look.reason && now - look.at > settings.followed_by_work * DAY).count();
    if nothing > 0 {
        reasons.push(format!(
            "A reason was stated for {} and no work followed within {} days.",
            plural(nothing as i64, "look"),
            settings.followed_by_work
        ));
    }
    reasons
}

/// "Opened at 21:40 on Sunday 8 March 2026. No allocation, request or meeting links Jo Brown to this person."
fn done(looks: &[Look], officer: &str, now: Seconds, settings: &Settings) -> String {
    let people: BTreeSet<u32> = looks.iter().map(|look| look.person).collect();
    let them = if people.len() == 1 { "this person" } else { "them" };
    let linked = looks.iter().all(|look| look.explained.is_some_and(|explained| explained.known < now));
    let link = match looks.first().and_then(|look| look.explained) {
        Some(explained) if linked => format!("{officer} is linked to {them}: {}.", explained.link.label()),
        _ => format!("No allocation, request or meeting links {officer} to {them}."),
    };
    let when = |at: Seconds| moment::words(at, &settings.zone);
    match looks {
        [one] => format!("Opened at {}. {link}", when(one.at)),
        _ => {
            let first = looks.iter().map(|look| look.at).min().unwrap_or_default();
            let last = looks.iter().map(|look| look.at).max().unwrap_or_default();
            let (first, last) = (moment::day(first, &settings.zone), moment::day(last, &settings.zone));
            let span = if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
            let records = plural(people.len() as i64, "record");
            format!("{records} opened {} {span}. {link}", plural(looks.len() as i64, "time"))
        }
    }
}

/// Each flag once, the weightiest first, with how many of the looks have it.
fn odd(looks: &[Look]) -> Vec<String> {
    let mut flags: Vec<Flag> = Flag::ALL.to_vec();
    flags.sort_by_key(|flag| std::cmp::Reverse(flag.points()));
    let said = |flag: Flag| {
        let count = looks.iter().filter(|look| look.flags.has(flag)).count();
        match (count, looks.len()) {
            (0, _) => None,
            (_, 1) => Some(format!("{}.", capital(flag.label()))),
            (n, all) if n == all => Some(format!("All looks: {}.", flag.label())),
            (n, all) => Some(format!("{n} of {all} looks: {}.", flag.label())),
        }
    };
    flags.into_iter().filter_map(said).collect()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
