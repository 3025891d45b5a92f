//! Having said why, an officer need not say it again at every page of the same person for the rest of that day.
//!
//! A stated reason is good until midnight. Work that lasts longer comes as an allocation, a request in hand or a task,
//! each of which gives access of its own.

use jiff::Timestamp;
use ::access::{Basis, GrantKind};

use crate::access::Permit;
use crate::access::grant::{self, Holder, NewGrant};
use crate::{Result, Work, event};

/// Gives the officer access to this person until the end of the day, because of the reason the permit rests on. Does
/// nothing when the permit rests on something that lasts.
pub async fn keep_for_today(work: &mut Work, permit: &Permit) -> Result<()> {
    if !matches!(permit.basis(), Basis::StatedReason(_)) {
        return Ok(());
    }
    let (account, person) = (work.staff()?.account, permit.person()?);
    let note = event::note(ledger::Action::Granted)
        .about("person", person)
        .because(ledger::Code::of("stated_reason"));
    let source = event::record(work, note).await?;
    let valid_until = midnight_after(work.now());
    let holder = Holder::Account(account);
    let new =
        NewGrant { holder, person, kind: GrantKind::Task, source: ("stated_reason", source), valid_until };
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
