//! What is usual: how many families each officer looked at without a link, and how that spreads among those in the same role.

use std::collections::HashMap;

use super::book::Book;
use super::facts::Seconds;
use super::officer::Officer;
use super::pattern::Pattern;
use super::robust::Spread;
use super::settings::{DAY, Settings};

/// The spans looked back over, in days: a busy month, and half a year for what is done slowly.
pub(super) const SPANS: [Seconds; 2] = [28, 182];

/// Fewer peers than this say nothing; then everybody is a peer.
const ENOUGH: usize = 12;

/// Counts of families: by pattern, by span.
pub(super) type Counts = [[u32; SPANS.len()]; Pattern::COUNTED.len()];

/// The counts of one officer at a moment.
pub(super) fn counts(officer: &Officer, now: Seconds, settings: &Settings) -> Counts {
    let mut counts = Counts::default();
    for (row, pattern) in counts.iter_mut().zip(Pattern::COUNTED) {
        for (count, span) in row.iter_mut().zip(SPANS) {
            let counted =
                officer.since(now - span * DAY).filter(|s| pattern.counts(&s.look, s.settled(now, settings)));
            let mut families: Vec<u32> = counted.map(|seen| seen.look.family).collect();
            families.sort_unstable();
            families.dedup();
            *count = families.len() as u32;
        }
    }
    counts
}

/// The spreads of one night, by role.
pub(super) struct Peers {
    by_role: HashMap<u32, Spreads>,
    all: Spreads,
}

type Spreads = [[Option<Spread>; SPANS.len()]; Pattern::COUNTED.len()];

impl Peers {
    pub fn of(book: &Book, counts: &[Counts]) -> Self {
        let mut by_role: HashMap<u32, Vec<&Counts>> = HashMap::new();
        for (staff, counts) in book.facts.staff.iter().zip(counts) {
            by_role.entry(staff.role).or_default().push(counts);
        }
        by_role.retain(|_, all| all.len() >= ENOUGH);
        Self {
            by_role: by_role.into_iter().map(|(role, all)| (role, spreads(&all))).collect(),
            all: spreads(&counts.iter().collect::<Vec<_>>()),
        }
    }

    /// What is usual for an officer of a role.
    pub fn usual(&self, role: u32, pattern: usize, span: usize) -> Option<Spread> {
        self.by_role.get(&role).unwrap_or(&self.all)[pattern][span]
    }
}

fn spreads(all: &[&Counts]) -> Spreads {
    let mut spreads = Spreads::default();
    for (pattern, row) in spreads.iter_mut().enumerate() {
        for (span, spread) in row.iter_mut().enumerate() {
            let mut column: Vec<u32> = all.iter().map(|counts| counts[pattern][span]).collect();
            *spread = Spread::of(&mut column);
        }
    }
    spreads
}
