//! Invented returns: realistic, of any size, the same for the same seed, with or without errors put in on purpose.
//!
//! Nobody in them is real. Authority 999 does not exist, and pupil numbers begin with 004, which no council has. Without errors a return breaks no rule and is
//! valid against the schema of 2025-26; some queries can come up by chance, as they do in councils.

mod invent;
mod mistakes;
mod write;

use std::io::{self, Write};

use jiff::civil::Date;

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

/// Something wrong that was put in on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// At which child.
    pub child: String,
    /// Which rule must find it.
    pub rule: &'static str,
}

/// Writes the return, and says what was put in wrong.
///
/// # Errors
/// The writer's.
pub fn write(sample: &Sample, mut out: impl Write) -> io::Result<Vec<Mistake>> {
    let mut mistakes = Vec::new();
    write::beginning(&mut out, sample.year)?;
    for number in 0..sample.children {
        let mut dice = Dice::new(sample.seed, u64::from(number));
        let mut child = invent::child(&mut dice, sample.year, number);
        if dice.chance(sample.errors) {
            mistakes.extend(mistakes::put_in(&mut dice, sample.year, &mut child));
        }
        write::child(&mut out, &child, sample.year)?;
    }
    write::ending(&mut out)?;
    Ok(mistakes)
}

#[derive(Debug, Clone, Default)]
struct Child {
    id: String,
    upn: Option<String>,
    upn_unknown: Option<&'static str>,
    birth: Option<Date>,
    expected_birth: Option<Date>,
    sex: &'static str,
    death: Option<Date>,
    ethnicity: &'static str,
    disabilities: Vec<&'static str>,
    episodes: Vec<Episode>,
}

#[derive(Debug, Clone, Default)]
struct Episode {
    referral: Option<Date>,
    source: &'static str,
    need: Option<&'static str>,
    closure: Option<Date>,
    reason: Option<&'static str>,
    conference: Option<Date>,
    assessments: Vec<Assessment>,
    plans: Vec<(Date, Option<Date>)>,
    enquiries: Vec<Enquiry>,
    no_further_action: bool,
    protection: Vec<Protection>,
}

#[derive(Debug, Clone, Default)]
struct Assessment {
    start: Date,
    authorised: Option<Date>,
    factors: Vec<&'static str>,
}

#[derive(Debug, Clone, Default)]
struct Enquiry {
    start: Date,
    target: Option<Date>,
    conference: Option<Date>,
    not_required: bool,
}

#[derive(Debug, Clone, Default)]
struct Protection {
    start: Date,
    end: Option<Date>,
    category: &'static str,
    previous: u32,
    reviews: Vec<Date>,
}
