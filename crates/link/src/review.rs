//! Clerical review: what a sample of pairs that people have read says of all pairs.
//!
//! Pairs are put into *bands* of weight ([`Band`]). Of each band some pairs are read, chosen at random ([`turn`] gives such an
//! order), and what was decided of those is taken for the whole band (the estimator of Horvitz and Thompson 1952, where every
//! pair of a band has the same chance to be read). [`Estimates`] adds the bands up to links that are false and links that are
//! missed, each with a 95 per cent interval; [`Agreement`] says how far two readers decide alike.
//!
//! Pairs that no rule made are not there to be read: a missed link here is one that was compared and weighed too little.

mod agreement;
mod interval;
#[cfg(test)]
mod tests;

pub use agreement::Agreement;
pub use interval::Interval;

use crate::prepared::mixed;
use crate::scoring::probability;

/// What somebody decided of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// One person.
    Same,
    /// Two.
    Different,
    /// It cannot be told.
    NotSure,
}

/// A pair that was weighed, and what was decided of it where somebody has read it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// log2 of the odds that it is one person.
    pub weight: f64,
    /// `None` where nobody has read it.
    pub answer: Option<Answer>,
}

/// The pairs of one band of weight, counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// From this weight on …
    pub from: f64,
    /// … and below this one.
    pub to: f64,
    /// How many pairs it has, read or not.
    pub pairs: u64,
    /// How many of them are one person, as the model believes: the sum of their probabilities.
    pub believed: f64,
    /// Read, and one person.
    pub same: u64,
    /// Read, and two.
    pub different: u64,
    /// Read, and it could not be told.
    pub not_sure: u64,
}

/// What was read, taken for all.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Estimates {
    /// How many pairs from the threshold on are two people.
    pub false_links: Interval,
    /// How many pairs below it are one person.
    pub missed_links: Interval,
    /// How many pairs there are from the threshold on.
    pub links: u64,
    /// How many pairs were read.
    pub read: u64,
    /// How many pairs are in bands of which nobody has read any. Of those the model is believed, and the intervals do not say
    /// how far it may be wrong.
    pub unread: u64,
}

impl Band {
    /// An empty band.
    pub fn new(from: f64, to: f64) -> Self {
        Self { from, to, pairs: 0, believed: 0.0, same: 0, different: 0, not_sure: 0 }
    }

    /// Puts every pair into its band. `cuts` are the weights where a band ends and the next begins, in any order; the
    /// threshold has to be one of them.
    pub fn of(pairs: impl IntoIterator<Item = Pair>, cuts: &[f64]) -> Vec<Self> {
        let mut cuts = cuts.to_vec();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup();
        let from = std::iter::once(f64::NEG_INFINITY).chain(cuts.iter().copied());
        let to = cuts.iter().copied().chain(std::iter::once(f64::INFINITY));
        let mut bands: Vec<Self> = from.zip(to).map(|(from, to)| Self::new(from, to)).collect();
        for pair in pairs {
            let band = &mut bands[cuts.partition_point(|cut| *cut <= pair.weight)];
            band.pairs += 1;
            band.believed += probability(pair.weight);
            match pair.answer {
                Some(Answer::Same) => band.same += 1,
                Some(Answer::Different) => band.different += 1,
                Some(Answer::NotSure) => band.not_sure += 1,
                None => {}
            }
        }
        bands
    }

    /// How many of its pairs somebody has read.
    pub fn read(&self) -> u64 {
        self.same + self.different + self.not_sure
    }

    /// How many of its pairs are one person. Where nobody has read any, what the model believes.
    ///
    /// A pair that could not be told is left out of the value; the interval goes from all of them being two people to all
    /// being one.
    pub fn one_person(&self) -> Interval {
        let read = self.read();
        if read == 0 {
            return Interval::sure(self.believed);
        }
        let decided = self.same + self.different;
        Interval {
            low: Interval::total(self.same, read, self.pairs).low,
            value: if decided == 0 {
                self.believed
            } else {
                self.pairs as f64 * self.same as f64 / decided as f64
            },
            high: Interval::total(self.same + self.not_sure, read, self.pairs).high,
        }
    }
}

impl Estimates {
    /// Adds bands up. A band belongs to the links where it begins at `threshold` (a weight) or above it.
    pub fn of(bands: &[Band], threshold: f64) -> Self {
        let (mut false_links, mut missed_links) = (Vec::new(), Vec::new());
        let mut estimates = Self::default();
        for band in bands.iter().filter(|band| band.pairs > 0) {
            let one_person = band.one_person();
            if band.from >= threshold {
                estimates.links += band.pairs;
                false_links.push(one_person.rest_of(band.pairs as f64));
            } else {
                missed_links.push(one_person);
            }
            estimates.read += band.read();
            estimates.unread += if band.read() == 0 { band.pairs } else { 0 };
        }
        Self {
            false_links: Interval::sum(&false_links),
            missed_links: Interval::sum(&missed_links),
            ..estimates
        }
    }

    /// Which part of the links is right; nothing where there are none.
    pub fn precision(&self) -> Option<Interval> {
        let links = self.links as f64;
        (self.links > 0).then(|| self.false_links.rest_of(links).over(links))
    }
}

/// The cuts between bands for a threshold: at it, and one, two, four and eight bits to each side.
pub fn cuts(threshold: f64) -> Vec<f64> {
    [-8.0, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0, 8.0].map(|bits| threshold + bits).to_vec()
}

/// When it is a pair's turn to be read: the lowest number first. The order has nothing to do with what the pair is like, so
/// that those read so far are a random sample of their band, and it is the same each time and whichever id is named first.
pub fn turn(one: &str, other: &str) -> u64 {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    let letters = first.bytes().chain([0]).chain(second.bytes());
    letters.fold(0, |hash, letter| mixed(hash ^ u64::from(letter)))
}
