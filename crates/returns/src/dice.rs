//! Chance for invented returns. The same seed gives the same return on every machine, so numbers become choices here and not in a library
//! that may change its mind.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// A stream of chance.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of this number, of a seed. Each child has its own: one more throw in one child changes no other.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A whole number from 0 to `n - 1`; 0 for none.
    pub fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(n)) >> 32) as u32
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below(high.saturating_sub(low).saturating_add(1).max(1).unsigned_abs()) as i32
    }

    /// True `in_a_thousand` times out of 1,000.
    pub fn chance(&mut self, in_a_thousand: u32) -> bool {
        self.below(1_000) < in_a_thousand
    }

    /// One of them, all as likely. `T::default()` of nothing.
    pub fn pick<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        let at = self.below(u32::try_from(choices.len()).unwrap_or(u32::MAX)) as usize;
        choices.get(at).copied().unwrap_or_default()
    }

    /// A day from `first` to `last`, both included; `first` when they are the wrong way round.
    pub fn day(&mut self, first: Date, last: Date) -> Date {
        let days = first.until(last).map_or(0, |it| it.get_days());
        if days <= 0 { first } else { plus(first, self.between(0, days)) }
    }
}

/// So many days later; the same day where the calendar ends.
pub fn plus(date: Date, days: i32) -> Date {
    date.checked_add(days.days()).unwrap_or(date)
}
