//! Invented returns: realistic, of any size, this year's and last year's, the same for the same seed, with or without errors put
//! in on purpose.
//!
//! Nobody in them is real: pupil numbers begin with A004, which no council has, and postcodes lie in the area ZZ, which does not
//! exist. Without errors a return breaks no rule of 2026-27.

mod before;
mod invent;
mod mistakes;
mod write;
mod xml;

pub use mistakes::Mistake;
pub use write::files;
pub use xml::xml;

use super::returned::Return;
use crate::dice::Dice;
use crate::year::CollectionYear;

/// What to invent.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// For which year.
    pub year: CollectionYear,
    /// How many children.
    pub children: u32,
    /// The same seed gives the same return.
    pub seed: u64,
    /// Of so many children in a thousand something is wrong.
    pub errors: u32,
}

/// What was invented.
#[derive(Debug, Clone, Default)]
pub struct Invented {
    /// This year's return.
    pub now: Return,
    /// Last year's.
    pub last: Return,
    /// What was put in wrong.
    pub mistakes: Vec<Mistake>,
}

/// Marks the streams of chance of the year before.
const BEFORE: u64 = 1 << 32;

/// Invents a return and the one of the year before.
pub fn invent(sample: &Sample) -> Invented {
    let mut invented = Invented::default();
    invented.now.submitted = [true; 12];
    invented.last.submitted = [true; 12];
    for number in 0..sample.children {
        let mut dice = Dice::new(sample.seed, u64::from(number));
        let before = mistakes::Lengths::of(&invented.now);
        invent::child(&mut dice, sample.year, number, &mut invented);
        if dice.chance(sample.errors)
            && let Some(mistake) = mistakes::put_in(&mut dice, &mut invented.now, &before)
        {
            invented.mistakes.push(mistake);
        }
        // A stream of its own: what last year was like changes nothing in this year.
        before::child(
            &mut Dice::new(sample.seed, BEFORE | u64::from(number)),
            sample.year,
            number,
            &mut invented,
        );
    }
    invented.now.work_out_uasc();
    invented.last.work_out_uasc();
    invented
}
