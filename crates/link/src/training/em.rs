//! Expectation–maximisation (Dempster, Laird and Rubin 1977) of a Fellegi–Sunter model over counted patterns.

use crate::prepared::Pattern;

/// What is known before a round, and after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    /// Which part of the pairs is one person.
    pub matches: f64,
    /// For every comparison that takes part, how often each level is met among those; `None` for a comparison that does
    /// not, and for a level that says nothing.
    pub m: Vec<Vec<Option<f64>>>,
    /// The same among the others.
    pub u: Vec<Vec<Option<f64>>>,
}

/// Which probabilities a round moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moves {
    /// `m` and λ.
    M,
    /// `u` and λ.
    U,
    /// All.
    Both,
}

/// How many pairs show each pattern, in the order of the patterns.
pub type Counts = Vec<(Pattern, u64)>;

/// Pairs that somebody has decided: patterns, and as how many pairs each counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decided {
    /// Of one person: they count towards `m`, where it moves.
    pub same: Vec<(Pattern, f64)>,
    /// Of two: they count towards `u`, where it moves.
    pub different: Vec<(Pattern, f64)>,
    /// How many of one person, and how many of two, are of the pairs that are looked at: they count towards λ.
    pub of_rule: [f64; 2],
}

impl Mixture {
    /// One round: how probable each pattern is of one person, and from that everything anew.
    pub fn round(&self, counts: &Counts, decided: &Decided, moves: Moves) -> Self {
        let mut next = self.clone();
        let blank = |known: &Vec<Vec<Option<f64>>>| -> Vec<Vec<f64>> {
            known.iter().map(|levels| vec![0.0; levels.len()]).collect()
        };
        let (mut m, mut u) = (blank(&self.m), blank(&self.u));
        let count_in = |side: &mut Vec<Vec<f64>>, pattern: Pattern, count: f64| {
            for (comparison, known) in self.m.iter().enumerate() {
                let level = pattern.level(comparison);
                if known.get(level).is_some_and(Option::is_some) {
                    side[comparison][level] += count;
                }
            }
        };
        let (mut all, mut of_one) = (decided.of_rule[0] + decided.of_rule[1], decided.of_rule[0]);
        for (pattern, count) in counts {
            let count = *count as f64;
            let matched = self.probability(*pattern);
            all += count;
            of_one += count * matched;
            count_in(&mut m, *pattern, count * matched);
            count_in(&mut u, *pattern, count * (1.0 - matched));
        }
        decided.same.iter().for_each(|(pattern, count)| count_in(&mut m, *pattern, *count));
        decided.different.iter().for_each(|(pattern, count)| count_in(&mut u, *pattern, *count));
        next.matches = if all > 0.0 { of_one / all } else { self.matches };
        if moves != Moves::U {
            next.m = shares(&self.m, &m);
        }
        if moves != Moves::M {
            next.u = shares(&self.u, &u);
        }
        next
    }

    /// How probable it is that a pair with this pattern is one person.
    pub fn probability(&self, pattern: Pattern) -> f64 {
        let (mut one, mut other) = (self.matches, 1.0 - self.matches);
        for comparison in 0..self.m.len() {
            let level = pattern.level(comparison);
            if let (Some(Some(m)), Some(Some(u))) =
                (self.m[comparison].get(level), self.u[comparison].get(level))
            {
                one *= m;
                other *= u;
            }
        }
        if one + other > 0.0 { one / (one + other) } else { 0.0 }
    }

    /// Rounds until nothing moves more than `convergence`, at most `most`. How many there were is returned beside.
    pub fn settled(
        &self,
        counts: &Counts,
        decided: &Decided,
        moves: Moves,
        convergence: f64,
        most: usize,
    ) -> (Self, usize) {
        let mut now = self.clone();
        for round in 1..=most {
            let next = now.round(counts, decided, moves);
            let moved = now.distance(&next);
            now = next;
            if moved < convergence {
                return (now, round);
            }
        }
        (now, most)
    }

    /// The most that any probability differs.
    pub fn distance(&self, other: &Self) -> f64 {
        let of = |one: &[Vec<Option<f64>>], two: &[Vec<Option<f64>>]| {
            one.iter()
                .flatten()
                .zip(two.iter().flatten())
                .filter_map(|(a, b)| Some((a.as_ref()? - b.as_ref()?).abs()))
                .fold(0.0, f64::max)
        };
        of(&self.m, &other.m).max(of(&self.u, &other.u)).max((self.matches - other.matches).abs())
    }
}

/// Counts as shares of their comparison; where nothing was counted, what was known stays.
fn shares(known: &[Vec<Option<f64>>], counted: &[Vec<f64>]) -> Vec<Vec<Option<f64>>> {
    known
        .iter()
        .zip(counted)
        .map(|(known, counted)| {
            let all: f64 = counted.iter().sum();
            if all <= 0.0 {
                return known.clone();
            }
            known.iter().zip(counted).map(|(known, count)| known.map(|_| count / all)).collect()
        })
        .collect()
}
