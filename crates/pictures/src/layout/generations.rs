//! Which row everybody is in: parents above children, couples and brothers and sisters side by side where that is
//! possible.

use crate::family::{Clean, CoupleKind, Pair, ParentKind};
use crate::layout::unions::Union;

/// People who must share a row, while those sets are being joined.
struct Sets<'a> {
    clean: &'a Clean,
    /// The set each person is in, named by one of its members.
    set: Vec<usize>,
    members: Vec<Vec<usize>>,
    children: Vec<Vec<usize>>,
}

/// The row of each person; the top row of all is 0.
pub(crate) fn rows(clean: &Clean, pairs: &[Pair], unions: &[Union]) -> Vec<usize> {
    let count = clean.people.len();
    let mut children = vec![vec![]; count];
    for tie in &clean.ties {
        children[tie.parent].push(tie.child);
    }
    let mut sets =
        Sets { clean, set: (0..count).collect(), members: (0..count).map(|it| vec![it]).collect(), children };
    // What is tried first wins where not everything is possible.
    let known = |pair: &&Pair| pair.kind != CoupleKind::NotRecorded;
    for pair in pairs.iter().filter(known).chain(pairs.iter().filter(|it| !known(it))) {
        sets.join(pair.one, pair.other);
    }
    for union in unions {
        for two in union.children.windows(2) {
            sets.join(two[0].0, two[1].0);
        }
    }
    for parent in 0..count {
        let born = clean.ties.iter().filter(|it| it.parent == parent && it.kind == ParentKind::Birth);
        let born: Vec<usize> = born.map(|it| it.child).collect();
        for two in born.windows(2) {
            sets.join(two[0], two[1]);
        }
    }
    sets.rows()
}

impl Sets<'_> {
    /// Puts two people in one row, unless one would then have to be above themselves.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.set[one], self.set[other]);
        if one == other || self.is_above(one, other) || self.is_above(other, one) {
            return;
        }
        let moved = std::mem::take(&mut self.members[other]);
        for person in &moved {
            self.set[*person] = one;
        }
        self.members[one].extend(moved);
    }

    fn is_above(&self, upper: usize, lower: usize) -> bool {
        let mut seen = vec![false; self.set.len()];
        let mut waiting = vec![upper];
        while let Some(set) = waiting.pop() {
            if std::mem::replace(&mut seen[set], true) {
                continue;
            }
            for below in self.below(set) {
                if below == lower {
                    return true;
                }
                waiting.push(below);
            }
        }
        false
    }

    /// The sets of the children of a set's members.
    fn below(&self, set: usize) -> impl Iterator<Item = usize> + '_ {
        self.members[set].iter().flat_map(|it| &self.children[*it]).map(|child| self.set[*child])
    }

    /// As high as can be, then each set pulled down to just above its children.
    fn rows(&self) -> Vec<usize> {
        let order = self.top_down();
        let mut row = vec![0; self.set.len()];
        for set in &order {
            for below in self.below(*set) {
                row[below] = row[below].max(row[*set] + 1);
            }
        }
        // Twice, because a set without children follows its parents only once they have come down.
        for _ in 0..2 {
            for set in order.iter().rev() {
                if let Some(highest) = self.below(*set).map(|it| row[it]).min() {
                    row[*set] = highest - 1;
                }
            }
            for set in &order {
                let childless = self.below(*set).next().is_none();
                let parents = self.clean.ties.iter().filter(|tie| self.set[tie.child] == *set);
                if childless && let Some(lowest) = parents.map(|tie| row[self.set[tie.parent]]).max() {
                    row[*set] = lowest + 1;
                }
            }
        }
        self.set.iter().map(|set| row[*set]).collect()
    }

    /// Every set after all sets above it.
    fn top_down(&self) -> Vec<usize> {
        let sets = || (0..self.set.len()).filter(|it| !self.members[*it].is_empty());
        let mut above = vec![0; self.set.len()];
        for set in sets() {
            for below in self.below(set) {
                above[below] += 1;
            }
        }
        let mut order: Vec<usize> = sets().filter(|it| above[*it] == 0).collect();
        let mut next = 0;
        while next < order.len() {
            for below in self.below(order[next]) {
                above[below] -= 1;
                if above[below] == 0 {
                    order.push(below);
                }
            }
            next += 1;
        }
        order
    }
}
