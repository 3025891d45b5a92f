//! One officer's looks as they stand on a night, and the lines they make.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Seconds;
use super::flag::Flag;
use super::look::Look;
use super::pattern::Pattern;
use super::peers::{Counts, Peers, SPANS};
use super::settings::{DAY, Settings};

/// How long looks are kept in mind.
const YEAR: Seconds = 365 * DAY;

/// A look and whether a person was shown it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub look: Look,
    pub shown: bool,
}

impl Seen {
    /// Whether work had its time to follow.
    pub fn settled(&self, now: Seconds, settings: &Settings) -> bool {
        now - self.look.at > settings.followed_by_work * DAY
    }

    /// What the look is worth now.
    fn points(&self, now: Seconds, settings: &Settings) -> u32 {
        let nothing_came = self.look.reason && self.settled(now, settings);
        self.look.points + if nothing_came { Flag::ReasonNothing.points() } else { 0 }
    }
}

/// A line that could be put before a person.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub staff: u32,
    pub pattern: Pattern,
    pub points: u32,
    /// Numbers of the looks in [`Officer::seen`], the weightiest first.
    pub looks: Vec<usize>,
    /// The count, its span in days and the peers' median, for a counted pattern.
    pub compared: Option<(u32, Seconds, f64)>,
}

/// What stands of one officer's looks.
#[derive(Debug, Default)]
pub(super) struct Officer {
    pub seen: Vec<Seen>,
}

impl Officer {
    /// Looks since a moment, oldest first.
    pub fn since(&self, from: Seconds) -> impl Iterator<Item = &Seen> {
        let first = self.seen.partition_point(|seen| seen.look.at < from);
        self.seen[first..].iter()
    }

    /// Drops what is explained by now and what is too long ago.
    pub fn tidy(&mut self, now: Seconds) {
        self.seen.retain(|seen| seen.look.at > now - YEAR && (seen.shown || seen.look.stands(now)));
    }

    /// The lines of a night with enough points, whatever their number.
    pub fn lines(
        &self,
        staff: u32,
        role: u32,
        counts: &Counts,
        peers: &Peers,
        now: Seconds,
        settings: &Settings,
    ) -> Vec<Candidate> {
        let mut lines = self.single(staff, now, settings);
        lines.extend(self.returns(staff, now, settings));
        lines.extend(self.counted(staff, role, counts, peers, now, settings));
        lines.retain(|line| line.points >= settings.least_points || line.pattern == Pattern::Emergency);
        lines
    }

    /// Looks that are odd on their own, grouped by their weightiest flag.
    fn single(&self, staff: u32, now: Seconds, settings: &Settings) -> Vec<Candidate> {
        let mut groups: BTreeMap<Pattern, Vec<usize>> = BTreeMap::new();
        for (number, seen) in self.seen.iter().enumerate().filter(|(_, seen)| !seen.shown) {
            groups.entry(Pattern::of(&seen.look)).or_default().push(number);
        }
        let line = |(pattern, mut looks): (Pattern, Vec<usize>)| {
            self.weightiest_first(&mut looks, now, settings);
            let days = self.days(&looks);
            let best = self.seen[looks[0]].points(now, settings);
            // Coming back to something odd is odder.
            let points = best + 3 * (days.min(6) - 1);
            Candidate { staff, pattern, points, looks, compared: None }
        };
        groups.into_iter().map(line).collect()
    }

    /// Families looked at on several days.
    fn returns(&self, staff: u32, now: Seconds, settings: &Settings) -> Vec<Candidate> {
        let mut families: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (number, seen) in self.seen.iter().enumerate() {
            if !seen.look.flags.has(Flag::Emergency) {
                families.entry(seen.look.family).or_default().push(number);
            }
        }
        families.into_values().filter_map(|looks| self.returns_to(staff, looks, now, settings)).collect()
    }

    fn returns_to(
        &self,
        staff: u32,
        mut looks: Vec<usize>,
        now: Seconds,
        settings: &Settings,
    ) -> Option<Candidate> {
        let days = self.days(&looks);
        let new = looks.iter().filter(|number| !self.seen[**number].shown).count();
        let grown = new >= 2 && new * 2 >= looks.len() - new;
        if days < 2 || !grown {
            return None;
        }
        let at = |number: &usize| self.seen[*number].look.at;
        let span = (at(looks.last()?) - at(looks.first()?)) / DAY;
        self.weightiest_first(&mut looks, now, settings);
        let best = self.seen[looks[0]].points(now, settings);
        // A question from a colleague is asked and answered within a few days; weeks apart it is something else.
        let apart = (span / 7).min(4) as u32;
        let points = best + 7 * (days.min(8) - 1) + 4 * apart;
        Some(Candidate { staff, pattern: Pattern::Returns, points, looks, compared: None })
    }

    /// Many families, compared with those in the same role.
    fn counted(
        &self,
        staff: u32,
        role: u32,
        counts: &Counts,
        peers: &Peers,
        now: Seconds,
        settings: &Settings,
    ) -> Vec<Candidate> {
        let mut lines = Vec::new();
        for (row, pattern) in Pattern::COUNTED.into_iter().enumerate() {
            let mut best: Option<Candidate> = None;
            for (column, span) in SPANS.into_iter().enumerate() {
                let count = counts[row][column];
                let Some(usual) = peers.usual(role, row, column).filter(|_| count >= 4) else { continue };
                let above = usual.above(count, 1.0);
                let points = (6.0 * above).clamp(0.0, 70.0) as u32;
                if best.as_ref().is_some_and(|best| best.points >= points) {
                    continue;
                }
                let from = now - span * DAY;
                let chosen = |seen: &Seen| {
                    seen.look.at >= from && pattern.counts(&seen.look, seen.settled(now, settings))
                };
                let mut looks: Vec<usize> = (0..self.seen.len()).filter(|n| chosen(&self.seen[*n])).collect();
                let new = looks.iter().filter(|number| !self.seen[**number].shown).count();
                // Asked about once, it is asked about again when there is twice as much.
                if new * 2 < looks.len() || new < 3 {
                    continue;
                }
                self.weightiest_first(&mut looks, now, settings);
                best = Some(Candidate {
                    staff,
                    pattern,
                    points,
                    looks,
                    compared: Some((count, span, usual.median)),
                });
            }
            lines.extend(best);
        }
        lines
    }

    fn weightiest_first(&self, looks: &mut [usize], now: Seconds, settings: &Settings) {
        looks.sort_by_key(|number| std::cmp::Reverse(self.seen[*number].points(now, settings)));
    }

    /// On how many days.
    fn days(&self, looks: &[usize]) -> u32 {
        looks.iter().map(|number| self.seen[*number].look.at.div_euclid(DAY)).collect::<BTreeSet<_>>().len()
            as u32
    }
}
