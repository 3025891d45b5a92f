//! A ledger with a past: who searched, opened and wrote what, spread over the years before today. For load tests and
//! for pages that show who has viewed a record.

use jiff::{SignedDuration, Timestamp};
use ledger::{Action, Actor, Code, Detail, Event, Salt};
use marlshire::Rows;
use uuid::Uuid;

use super::batch::{Batch, Sealer};
use super::stamp::Stamp;
use super::table::Table;
use super::{day, desk};
use crate::Result;

/// How far back events go.
const YEARS: SignedDuration = SignedDuration::from_hours(24 * 365 * 3);

/// Roles whose daily work it is to open records.
const LOOKING: [&str; 4] = ["duty_officer", "duty_manager", "worker", "team_manager"];

/// Who may have done something, and to whom.
#[derive(Default)]
pub(super) struct Lookers {
    accounts: Vec<Uuid>,
    /// People, with the moment their record began.
    people: Vec<(Uuid, Timestamp)>,
}

impl Lookers {
    /// Adds the staff and the people among some rows. Nobody has looked at the cast yet: tests count who does.
    pub fn add(&mut self, rows: &Rows, stamp: &Stamp) -> Result<()> {
        let looking =
            rows.account_roles.iter().filter(|row| LOOKING.contains(&row.role) && row.valid_until.is_none());
        self.accounts.extend(looking.map(|row| row.account_id));
        for person in rows.people.iter().filter(|person| !desk::is_cast(&person.id)) {
            self.people.push((person.id, stamp.not_later(day(person.created_on)?)));
        }
        Ok(())
    }
}

/// Writes one event: the `place`th of `of`. They are in order of time, as the ledger's numbers are.
pub(super) fn write(
    batch: &mut Batch,
    sealer: &mut Sealer,
    cast: &Lookers,
    now: Timestamp,
    place: u64,
    of: u64,
) {
    let mut dice = [0; 24];
    sealer.fill(&mut dice);
    let draw = |from: usize, below: usize| number(&dice[from..from + 4]) % below.max(1);
    let at = moment(now, place, of);
    let Some(actor) = cast.accounts.get(draw(0, cast.accounts.len())) else { return };
    let Some((person, since)) = cast.people.get(draw(4, cast.people.len())) else { return };
    let action = match draw(8, 100) {
        // Nobody can have opened a record before it began.
        ..60 if *since <= at => Action::Opened,
        60..72 if *since <= at => Action::Amended,
        72..88 => Action::SawInResults,
        _ => Action::Searched,
    };
    let mut event = Event::new(sealer.id(), at, Actor::Account(*actor), action);
    event = match action {
        Action::Opened => event.about(Code::of("person"), *person).because(Code::of("allocation")),
        Action::Amended => {
            event.about(Code::of("person"), *person).with(Code::of("profile"), Detail::Flag(true))
        }
        _ => event.with(Code::of("people"), Detail::Count(draw(12, 20) as u32)),
    };
    let mut salt = [0; 16];
    sealer.fill(&mut salt);
    line(batch, &event, &Salt::new(salt));
}

/// One event as a line of COPY.
pub(super) fn line(batch: &mut Batch, event: &Event, salt: &Salt) {
    let subject = event.subject();
    let level = event.action().level();
    let line = batch
        .line(Table::Event)
        .id(event.id())
        .at(event.at())
        .text(&event.actor().kind())
        .maybe_id(event.actor().id())
        .text(event.action().name());
    let line = match level {
        Some(level) => line.int(level),
        None => line.null(),
    };
    let line = line
        .maybe_text(subject.map(|subject| subject.kind.as_str()))
        .maybe_id(subject.map(|subject| subject.id));
    let line = line.maybe_text(event.basis().map(Code::as_str)).json(&event.details().to_json());
    drop(line.bytes(salt.as_bytes()).bytes(&event.leaf(salt)));
}

/// Even steps from three years ago until a minute ago.
fn moment(now: Timestamp, place: u64, of: u64) -> Timestamp {
    let whole = YEARS.as_secs();
    let gone = (i128::from(whole) * i128::from(place) / i128::from(of.max(1))) as i64;
    now - SignedDuration::from_secs(whole - gone + 60)
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |sum, byte| (sum << 8) | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_rise_and_stop_before_now() {
        let now: Timestamp = "2026-09-14T09:30:00Z".parse().unwrap();
        let all: Vec<Timestamp> = (0..1000).map(|place| moment(now, place, 1000)).collect();
        assert!(all.is_sorted());
        assert!(all.iter().all(|at| *at < now && *at >= now - YEARS - SignedDuration::from_mins(2)));
    }
}
