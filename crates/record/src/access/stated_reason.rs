//! Having said why, an officer need not say it again at every page of the same person for the rest of that day.
//!
//! A stated reason is good until midnight. Work that lasts longer comes as an allocation, a request in hand or a task,
//! each of which gives access of its own.

use ::access::GrantKind;
use jiff::Timestamp;
use uuid::Uuid;

use super::grant::{self, Holder, NewGrant};
use crate::{Result, Work, event};

/// Gives the officer access to this person until the end of the day.
pub(super) async fn keep_for_today(work: &mut Work, person: Uuid) -> Result<()> {
    let account = work.staff()?.account;
    let note = event::note(ledger::Action::Granted)
        .about("person", person)
        .because(ledger::Code::of("stated_reason"));
    let source = event::record(work, note).await?;
    let new = NewGrant {
        holder: Holder::Account(account),
        person,
        kind: GrantKind::StatedReason,
        source: ("stated_reason", source),
        valid_until: midnight_after(work.now()),
    };
    grant::give(work, &new).await
}

fn midnight_after(now: Timestamp) -> Option<Timestamp> {
    let there = law::clocks::to_london(now);
    Some(there.tomorrow().ok()?.start_of_day().ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_at_midnight_in_england_in_summer_too() {
        let midnight = |now: &str| midnight_after(now.parse().expect("a time")).expect("a day").to_string();
        assert_eq!(midnight("2026-06-15T09:00:00Z"), "2026-06-15T23:00:00Z");
        assert_eq!(midnight("2026-01-15T09:00:00Z"), "2026-01-16T00:00:00Z");
        // Half past midnight in summer is the day before in Greenwich.
        assert_eq!(midnight("2026-06-15T23:30:00Z"), "2026-06-16T23:00:00Z");
    }
}
