//! Chance, from ChaCha streams.
//!
//! We map random words to choices ourselves rather than through rand's distributions: those may change their
//! arithmetic between releases, and a seed must give the same council for ever.

use jiff::civil::Date;
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use crate::days;

/// A stream of chance.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream numbered `stream` of a seed. Each family has its own, so that one more throw in one family does not
    /// change all that follow.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A whole number from 0 to `n - 1`.
    pub fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(n)) >> 32) as u32
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        debug_assert!(low <= high);
        low + self.below((high - low + 1) as u32) as i32
    }

    /// True `in_ten_thousand` times out of 10,000.
    pub fn chance(&mut self, in_ten_thousand: u32) -> bool {
        self.below(10_000) < in_ten_thousand
    }

    /// One of them, all as likely.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u32) as usize]
    }

    /// One of them by weight.
    pub fn weighted<T: Copy>(&mut self, choices: &[(T, u32)]) -> T {
        let total: u32 = choices.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(total);
        for (choice, weight) in choices {
            if left < *weight {
                return *choice;
            }
            left -= weight;
        }
        choices[choices.len() - 1].0
    }

    /// A day from `first` to `last`, both included; `first` when they are the wrong way round.
    pub fn day(&mut self, first: Date, last: Date) -> Date {
        let span = days::between(first, last);
        if span <= 0 { first } else { days::plus(first, self.between(0, span)) }
    }

    /// A time of day in office hours, as hour and minute.
    pub fn office_time(&mut self) -> (i8, i8) {
        (self.between(9, 16) as i8, self.between(0, 59) as i8)
    }

    /// A version 4 UUID.
    pub fn uuid(&mut self) -> Uuid {
        let mut bytes = [0u8; 16];
        self.0.fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}
