//! An invented year of looks at records: 500 officers, 20,000 people, about two million reads, and among them some that
//! nobody should have taken. It exists to measure `law::access_review`, and is written to be hard on it.
//!
//! Innocent people leave looks that nothing explains: they click on the wrong line, are asked for advice across the corridor,
//! stand in for a sick colleague before anybody writes it down, take a call that comes to nothing, finish a case after they
//! moved. Snooping comes in kinds modelled on cases that became known, and in two [variants](Variant): one to tune on, one
//! held out, with other numbers and with two kinds more that no flag was written for.
//!
//! The same seed and variant write the same bytes on every machine. Lines are those of docs/reference/access-review.md.

mod innocent;
mod paper;
mod plan;
mod snoops;
mod work_day;
mod world;

use std::io::{self, Write};

use paper::Paper;
use world::World;

/// Which set of numbers the snooping follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// The one that weights may be set on.
    Tuned,
    /// Fewer looks, in office hours, with reasons stated, slower; and two kinds more.
    HeldOut,
}

/// What to write.
#[derive(Debug, Clone, Copy)]
pub struct LooksSettings {
    /// The seed.
    pub seed: u64,
    /// How the snooping is done.
    pub variant: Variant,
    /// How many officers, at least 100.
    pub staff: usize,
    /// How many people, at least.
    pub people: usize,
    /// How many days from 1 September 2025.
    pub days: i64,
    /// Incidents of each kind.
    pub incidents: usize,
}

impl LooksSettings {
    /// The year of issue 4: 500 officers, 20,000 people.
    pub const fn year(seed: u64, variant: Variant) -> Self {
        Self { seed, variant, staff: 500, people: 20_000, days: 365, incidents: 5 }
    }
}

/// Writes the year as lines of JSON.
///
/// # Errors
/// Only those of `out`.
pub fn write(settings: &LooksSettings, out: impl Write) -> io::Result<()> {
    let mut world = World::new(settings);
    let incidents = plan::plan(&mut world, settings);
    let mut paper = Paper::new(out);
    world.write(&mut paper)?;
    work_day::year(&mut world, settings, &mut paper)?;
    innocent::year(&mut world, settings, &mut paper)?;
    for incident in &incidents {
        snoops::write(&world, incident, &mut paper)?;
    }
    paper.finish()
}
