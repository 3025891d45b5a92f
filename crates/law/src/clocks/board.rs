//! Every clock of a family, read from what happened.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::due::{Due, Met, Standing};
use super::fact::{Happened, Of, Pause};
use super::london::to_london;
use super::reading::{ClockState, LastTime, Reading};
use super::rounds::{Round, due, follow, pauses_of};
use crate::pack::{Clock, Clocks, Council, Scope};
use crate::working_days::CannotCompute;

/// What is known of one family's involvement.
#[derive(Debug, Clone, Default)]
pub struct CaseFacts {
    /// The children whose clocks are counted, by id.
    pub children: Vec<String>,
    /// What happened, in any order.
    pub happened: Vec<Happened>,
    /// When clocks stood still, in any order.
    pub pauses: Vec<Pause>,
}

/// Reads every clock for whom it applies to: the family, each child, and each paper that has started one. In the order
/// of `clocks.toml`.
pub fn readings(clocks: &Clocks, council: &Council, facts: &CaseFacts, now: Timestamp) -> Vec<Reading> {
    let mut all = Vec::new();
    for clock in &clocks.clock {
        let whom: Vec<Of> = match clock.applies_to {
            Scope::Family => vec![Of::Family],
            Scope::Child => facts.children.iter().cloned().map(Of::Child).collect(),
            Scope::Record => papers(clock, facts),
        };
        all.extend(whom.iter().map(|of| reading(clock, clocks, council, facts, of, now)));
    }
    all
}

fn papers(clock: &Clock, facts: &CaseFacts) -> Vec<Of> {
    let started = facts.happened.iter().filter(|one| one.fact == clock.starts);
    let papers: BTreeSet<&Of> = started.map(|one| &one.of).filter(|of| matches!(of, Of::Record(_))).collect();
    papers.into_iter().cloned().collect()
}

/// Reads one clock for the family, a child or a paper. What happens after `now` is left out.
pub fn reading(
    clock: &Clock,
    clocks: &Clocks,
    council: &Council,
    facts: &CaseFacts,
    of: &Of,
    now: Timestamp,
) -> Reading {
    let today = to_london(now).date();
    let rounds = follow(clock, facts, of, now);
    let when_due = |round: &Round<'_>| due(clock, clocks, council, facts, of, round, today);

    let stopped = rounds.stopped.as_ref().map(|(round, by)| (when_due(round), *by, round.clone()));
    let last = stopped.as_ref().map(|(due, by, _)| {
        let late_by = match due.as_ref().map_err(Clone::clone).and_then(|due| met(due, by)) {
            Ok(Met::Late(by)) => Some(by),
            Ok(Met::InTime) | Err(_) => None,
        };
        LastTime { on: by.when.date(), late_by, source: by.source.clone() }
    });

    let (began, worked_out) = match (&rounds.open, &rounds.ended, stopped) {
        (Some(round), _, _) => (Some(round.began.source.clone()), Some(when_due(round))),
        (None, None, Some((due, _, round))) => (Some(round.began.source.clone()), Some(due)),
        _ => (None, None),
    };
    let (due, cannot) = match worked_out {
        Some(Ok(due)) => (Some(due), None),
        Some(Err(why)) => (None, Some(why)),
        None => (None, None),
    };
    let mut at_the_moment = String::new();
    let state = match (&rounds.open, &rounds.ended, &last, &due, cannot) {
        (_, Some(closed), ..) => ClockState::Ended { on: closed.when.date() },
        (_, None, _, _, Some(why)) => ClockState::CannotTell(why),
        (None, None, Some(last), ..) => match last.late_by.clone() {
            Some(by) => ClockState::MetLate { on: last.on, by },
            None => ClockState::Met { on: last.on },
        },
        (Some(_), None, _, Some(due), None) => match paused(clock, clocks, facts, of, due, now) {
            Some(paused) => paused,
            None => {
                let state = due.state_at(now);
                at_the_moment = state.text;
                match state.standing {
                    Standing::Overdue => ClockState::Overdue,
                    Standing::DueToday => ClockState::DueToday,
                    Standing::OnTime => ClockState::Running { is_soon: clock.is_soon(due, now) },
                }
            }
        },
        _ => ClockState::NotStarted { waits_for: clock.starts },
    };
    let is_late = matches!(state, ClockState::Overdue | ClockState::MetLate { .. });
    Reading {
        clock: clock.id.to_string(),
        name: clock.name.clone(),
        of: of.clone(),
        text: Reading::words(&state, due.as_ref(), &at_the_moment),
        told: due.as_ref().map_or_else(String::new, |due| due.explanation().to_owned()),
        due,
        started_by: began,
        last_time: last.filter(|_| clock.then_every.is_some()),
        needs_reason: is_late && clock.late_reason,
        state,
    }
}

/// The pause a clock stands in, unless time was up before it began. On the last day of one that has an end the clock is said to
/// run: that day does not count, but nothing waits for it any more.
fn paused(
    clock: &Clock,
    clocks: &Clocks,
    facts: &CaseFacts,
    of: &Of,
    due: &Due,
    now: Timestamp,
) -> Option<ClockState> {
    let today = to_london(now).date();
    let pause = pauses_of(clock, facts, of)
        .filter(|pause| pause.first <= today && pause.last.is_none_or(|last| last > today))
        .min_by_key(|pause| pause.first)?;
    let was_running = due.date() >= pause.first && !clock.limit.is_in_hours();
    was_running.then(|| ClockState::Paused { since: pause.first, why: clocks.why_paused(&pause.reason) })
}

/// Whether what stopped a clock did so in time. Of a day alone, the whole day it was due counts as in time.
fn met(due: &Due, by: &Happened) -> Result<Met, CannotCompute> {
    Ok(due.met_at(by.when.as_stop()?))
}
