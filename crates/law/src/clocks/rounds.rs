//! One clock over the facts of one family, child or paper: what started it, what stopped it, and again.

use jiff::Timestamp;
use jiff::civil::Date;

use super::board::CaseFacts;
use super::due::Due;
use super::fact::{Fact, Happened, Of, Pause, When};
use super::london::to_london;
use super::pauses::Pauses;
use crate::pack::{Clock, Clocks, Council, Scope};
use crate::working_days::{Calendar, CannotCompute};

/// One counting of a clock, from a start to a stop.
#[derive(Debug, Clone)]
pub(super) struct Round<'f> {
    pub began: &'f Happened,
    /// Whether the repeating limit counts, and not the first one.
    pub is_again: bool,
}

/// Where the rounds of a clock have got to.
#[derive(Debug, Clone, Default)]
pub(super) struct Rounds<'f> {
    /// The round that is open.
    pub open: Option<Round<'f>>,
    /// The last round that was stopped, and by what.
    pub stopped: Option<(Round<'f>, &'f Happened)>,
    /// What ended the work before the clock was stopped.
    pub ended: Option<&'f Happened>,
}

/// Follows a clock through the facts that are about `of` and have happened by `now`, in order.
pub(super) fn follow<'f>(clock: &Clock, facts: &'f CaseFacts, of: &Of, now: Timestamp) -> Rounds<'f> {
    let has_happened = |one: &&Happened| match one.when {
        When::At(at) => at <= now,
        When::On(date) => date <= to_london(now).date(),
    };
    let mut about: Vec<&Happened> =
        facts.happened.iter().filter(has_happened).filter(|one| is_about(&one.of, of)).collect();
    // Of facts of one day, what starts a clock counts first: dates alone cannot say more.
    let rank = |fact: Fact| match fact {
        _ if fact == clock.starts => 0,
        _ if fact == clock.until => 1,
        _ => 2,
    };
    let moment = |one: &Happened| match one.when {
        When::At(at) => Some(at),
        When::On(_) => None,
    };
    about.sort_by_key(|one| (one.when.date(), rank(one.fact), moment(one)));

    let mut rounds = Rounds::default();
    for happened in about {
        let fact = happened.fact;
        match rounds.open.take() {
            Some(round) if fact == clock.until => {
                rounds.open = clock.then_every.map(|_| Round { began: happened, is_again: true });
                rounds.stopped = Some((round, happened));
            }
            // Once the work is closed nothing is owed but what closing itself brings. Papers are still to be written.
            Some(round) if fact == Fact::InvolvementClosed && clock.applies_to != Scope::Record => {
                if clock.starts == Fact::InvolvementClosed {
                    rounds.open = Some(round);
                } else {
                    rounds.ended = Some(happened);
                }
            }
            Some(round) => rounds.open = Some(round),
            None if fact == clock.starts && rounds.ended.is_none() => {
                rounds.open = Some(Round { began: happened, is_again: false });
            }
            None => {}
        }
    }
    rounds
}

/// Whether something that happened to `whom` concerns a clock of `of`.
fn is_about(whom: &Of, of: &Of) -> bool {
    match (whom, of) {
        (Of::Record(one), Of::Record(other)) => one == other,
        (Of::Record(_), _) | (_, Of::Record(_)) => false,
        // A clock of the family is stopped by what happens to any of its children.
        (_, Of::Family) | (Of::Family, Of::Child(_)) => true,
        (Of::Child(one), Of::Child(other)) => one == other,
    }
}

/// When a round is due, with the pauses the clock knows. A pause without an end counts up to `today`.
pub(super) fn due(
    clock: &Clock,
    clocks: &Clocks,
    council: &Council,
    facts: &CaseFacts,
    of: &Of,
    round: &Round<'_>,
    today: Date,
) -> Result<Due, CannotCompute> {
    let limit = clock.then_every.filter(|_| round.is_again).unwrap_or(clock.limit);
    let rule = clock.rule_of(limit, council);
    let spans = pauses_of(clock, facts, of)
        .map(|pause| (pause.first, pause.last.unwrap_or(today), clocks.why_paused(&pause.reason)));
    let pauses = Pauses::of(spans)?;
    let event = match round.began.when {
        When::On(_) if limit.is_in_hours() => {
            format!(
                "{} (the time was not written down, so the end of the day counts)",
                round.began.fact.label()
            )
        }
        _ => round.began.fact.label().to_owned(),
    };
    rule.start_told(Calendar::named(rule.calendar), &event, round.began.when.as_start()?, &pauses)
}

/// The pauses that stop a clock for somebody.
pub(super) fn pauses_of<'f>(clock: &Clock, facts: &'f CaseFacts, of: &Of) -> impl Iterator<Item = &'f Pause> {
    let reasons: Vec<String> = clock.pauses.iter().map(ToString::to_string).collect();
    let of = of.clone();
    facts
        .pauses
        .iter()
        .filter(move |pause| (pause.of == of || pause.of == Of::Family) && reasons.contains(&pause.reason))
}
