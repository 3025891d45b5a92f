//! Comparing the names typed with every name a person has.

use super::{Candidate, Likeness, Reason};
use crate::fold::{fold, words};
use crate::query::{Plan, Reading};
use crate::{nicknames, sound};

/// From this many letters on, two letters different is still likely the same name.
const LONG: usize = 7;

/// Adds the reasons of the best reading of the names; false where names were typed and no reading fits both.
pub(super) fn compare(plan: &Plan, candidate: &Candidate, reasons: &mut Vec<Reason>) -> bool {
    let ways = plan.readings();
    let current = (candidate.first.as_str(), candidate.last.as_str(), false);
    let others = candidate.other_names.iter().map(|(first, last)| (first.as_str(), last.as_str(), true));
    let best = std::iter::once(current)
        .chain(others)
        .flat_map(|name| ways.iter().filter_map(move |way| fits(way, candidate, name)))
        .max_by_key(|found| found.iter().map(Reason::points).sum::<i32>());
    let fits = best.is_some();
    reasons.extend(best.into_iter().flatten());
    fits
}

/// The reasons if both names of one reading fit one name of the person.
fn fits(
    way: &Reading<'_>,
    person: &Candidate,
    (first, last, is_other): (&str, &str, bool),
) -> Option<Vec<Reason>> {
    let mut reasons = Vec::with_capacity(4);
    if !way.first.is_empty() {
        reasons.push(first_reason(way.first, person, first)?);
    }
    if !way.last.is_empty() {
        reasons.push(last_reason(&way.last.concat(), last)?);
    }
    if way.swapped {
        reasons.push(Reason::NamesSwapped);
    }
    if is_other {
        reasons.push(Reason::OtherName);
    }
    Some(reasons)
}

fn first_reason(typed: &str, person: &Candidate, first: &str) -> Option<Reason> {
    let firsts = best(typed, first, first_likeness).map(Reason::FirstName);
    let known_as = best(typed, &person.known_as, first_likeness).map(Reason::KnownAs);
    let middle = best(typed, &person.middle, first_likeness)
        .filter(|likeness| *likeness <= Likeness::OneLetter)
        .map(Reason::MiddleName);
    [firsts, known_as, middle].into_iter().flatten().max_by_key(Reason::points)
}

fn last_reason(typed: &str, last: &str) -> Option<Reason> {
    let whole = likeness(typed, &fold(last)).map(Reason::LastName);
    let parts = words(last);
    if parts.len() < 2 {
        return whole;
    }
    let part = parts.iter().filter_map(|part| likeness(typed, part)).min().map(Reason::PartOfLastName);
    [whole, part].into_iter().flatten().max_by_key(Reason::points)
}

/// The best likeness of the typed word with a name run together or any of its words.
fn best(typed: &str, name: &str, alike: fn(&str, &str) -> Option<Likeness>) -> Option<Likeness> {
    let parts = words(name);
    let whole = if parts.len() > 1 { Some(fold(name)) } else { None };
    parts.iter().chain(&whole).filter_map(|word| alike(typed, word)).min()
}

fn first_likeness(typed: &str, known: &str) -> Option<Likeness> {
    let spelt = likeness(typed, known);
    let form = nicknames::are_forms_of_one_name(typed, known).then_some(Likeness::Form);
    spelt.into_iter().chain(form).min()
}

/// How alike two folded words are.
fn likeness(typed: &str, known: &str) -> Option<Likeness> {
    if typed.is_empty() || known.is_empty() {
        return None;
    }
    if typed == known {
        return Some(Likeness::Same);
    }
    let (short, long) = {
        let (a, b) = (typed.chars().count(), known.chars().count());
        (a.min(b), a.max(b))
    };
    let typed_letters = typed.chars().count();
    if typed_letters == 1 || short == 1 {
        return (typed.chars().next() == known.chars().next()).then_some(Likeness::Initial);
    }
    let may_be_near = long - short <= 2;
    let edits = if may_be_near { strsim::osa_distance(typed, known) } else { usize::MAX };
    match () {
        () if edits == 1 => Some(Likeness::OneLetter),
        () if typed_letters >= 3 && known.starts_with(typed) => Some(Likeness::Begins),
        () if sound::alike(typed, known) => Some(Likeness::Sounds),
        () if edits == 2 && short >= LONG => Some(Likeness::TwoLetters),
        () => None,
    }
}
