//! A list to choose from by weight.

use crate::dice::Dice;

/// Words with their weights, summed so that one number finds its word.
#[derive(Default)]
pub(crate) struct Weighted {
    words: Vec<&'static str>,
    upto: Vec<u32>,
}

impl Weighted {
    /// Adds a word; a weight of nothing is left out.
    pub fn add(&mut self, word: &'static str, weight: u32) {
        if weight > 0 {
            self.upto.push(self.total() + weight);
            self.words.push(word);
        }
    }

    fn total(&self) -> u32 {
        self.upto.last().copied().unwrap_or(0)
    }

    /// One word by weight.
    pub fn pick(&self, dice: &mut Dice) -> &'static str {
        let roll = dice.below(self.total());
        self.words[self.upto.partition_point(|upto| *upto <= roll)]
    }
}
