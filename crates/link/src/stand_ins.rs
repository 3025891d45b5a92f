//! Valid numbers in place of numbers that are sealed.
//!
//! A record keeps NHS numbers and UPNs sealed and knows only a keyed hash of each: whether two are the same, and nothing else. The plan for
//! children compares numbers, and what it learned of "different numbers, both valid" holds for them. So each hash is given a valid
//! number of its own, in the order of first mention. Two valid numbers are never one slip apart: their check digits see to that.

use std::collections::HashMap;

use crate::plan::Check;

/// Gives the same valid number for the same hash, and never one number for two.
pub struct StandIns {
    kind: Check,
    /// Whatever is tried next.
    next: u64,
    given: HashMap<String, String>,
}

impl StandIns {
    /// For NHS numbers: they begin with 9, a range that was never issued.
    pub fn nhs_numbers() -> Self {
        Self { kind: Check::Nhs, next: 9_000_000_000, given: HashMap::new() }
    }

    /// For unique pupil numbers: of authority 989, which does not exist.
    pub fn upns() -> Self {
        Self { kind: Check::Upn, next: 0, given: HashMap::new() }
    }

    /// The number for a hash.
    pub fn of(&mut self, hash: &str) -> &str {
        if !self.given.contains_key(hash) {
            let number = self.another();
            self.given.insert(hash.to_owned(), number);
        }
        &self.given[hash]
    }

    /// The numbers for hashes that stand in one text with `|` between them.
    pub fn of_each(&mut self, hashes: &str) -> String {
        hashes.split('|').map(|hash| self.of(hash).to_owned()).collect::<Vec<_>>().join("|")
    }

    fn another(&mut self) -> String {
        loop {
            let number = match self.kind {
                Check::Nhs => self.next.to_string(),
                // The last two digits say which letter is tried.
                Check::Upn => {
                    let letter = char::from(b'A' + (self.next % 26) as u8);
                    format!("{letter}989{:09}", self.next / 26)
                }
            };
            self.next += 1;
            if self.kind.passes(number.as_bytes()) {
                return number;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_hash_has_a_valid_number_of_its_own() {
        for (mut stand_ins, kind) in [(StandIns::nhs_numbers(), Check::Nhs), (StandIns::upns(), Check::Upn)] {
            let numbers: Vec<String> =
                (0..5_000).map(|hash| stand_ins.of(&format!("{hash:x}")).to_owned()).collect();
            assert!(numbers.iter().all(|number| kind.passes(number.as_bytes())));
            assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
            assert_eq!(stand_ins.of("7b"), numbers[0x7b]);
            assert_eq!(stand_ins.of_each("7b|0"), format!("{}|{}", numbers[0x7b], numbers[0]));
        }
    }

    #[test]
    fn no_two_of_them_are_one_slip_apart() {
        for mut stand_ins in [StandIns::nhs_numbers(), StandIns::upns()] {
            let numbers: Vec<String> =
                (0..400).map(|hash| stand_ins.of(&format!("{hash:x}")).to_owned()).collect();
            for (at, one) in numbers.iter().enumerate() {
                for other in &numbers[..at] {
                    assert!(strsim::damerau_levenshtein(one, other) > 1, "{one} {other}");
                }
            }
        }
    }
}
