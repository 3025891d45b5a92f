//! How well a review does where the truth is known: by seeded incident, not by look.

use super::facts::{Facts, Incident, Seconds};
use super::pattern::Pattern;
use super::queue::{Item, Review};

/// An incident and when the queue showed it.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its kind.
    pub kind: String,
    /// Its name in the file.
    pub id: String,
    /// How many looks it has.
    pub looks: usize,
    /// Seconds from when it was recognisable until it was raised; nothing where it never was.
    pub after: Option<Seconds>,
}

/// The measure of a review.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Every incident.
    pub incidents: Vec<Found>,
    /// Lines raised that are not emergencies.
    pub lines: usize,
    /// Of them, those that hold a seeded look.
    pub true_lines: usize,
    /// The share of incidents that as many lines, each of one unexplained look drawn by chance, would have found.
    pub by_chance: f64,
}

impl Measured {
    /// The share of incidents found, from 0 to 1.
    pub fn recall(&self) -> f64 {
        self.incidents.iter().filter(|found| found.after.is_some()).count() as f64
            / self.incidents.len().max(1) as f64
    }

    /// The middle time to alert, in seconds; those never found count as longest.
    pub fn median_after(&self) -> Option<Seconds> {
        let mut all: Vec<Seconds> =
            self.incidents.iter().map(|found| found.after.unwrap_or(Seconds::MAX)).collect();
        let middle = all.len().checked_sub(1)? / 2;
        Some(*all.select_nth_unstable(middle).1).filter(|at| *at < Seconds::MAX)
    }
}

/// Measures a review against the incidents of a file.
pub fn measure(facts: &Facts, review: &Review) -> Measured {
    let unexplained = (review.reads - review.explained).max(1) as f64;
    let mut measured = Measured::default();
    let asked: Vec<&Item> = review.items.iter().filter(|item| item.pattern != Pattern::Emergency).collect();
    measured.lines = asked.len();
    measured.true_lines =
        asked.iter().filter(|item| facts.truth.iter().any(|incident| share(item, incident) > 0)).count();
    let drawn = (measured.lines as f64 / unexplained).min(1.0);
    for incident in &facts.truth {
        let looks =
            facts.reads.iter().filter(|read| belongs(incident, read.staff, read.person, read.at)).count();
        let raised = review.items.iter().filter(|item| shows(item, incident)).map(|item| item.raised).min();
        measured.by_chance += 1.0 - (1.0 - drawn).powi(looks as i32);
        measured.incidents.push(Found {
            kind: incident.kind.clone(),
            id: incident.id.clone(),
            looks,
            after: raised.map(|at| (at - incident.recognisable).max(0)),
        });
    }
    measured.by_chance /= facts.truth.len().max(1) as f64;
    measured
}

fn belongs(incident: &Incident, staff: u32, person: u32, at: Seconds) -> bool {
    staff == incident.staff
        && incident.during.from <= at
        && at <= incident.during.until
        && (incident.people.is_empty() || incident.people.contains(&person))
}

fn share(item: &Item, incident: &Incident) -> usize {
    item.looks.iter().filter(|look| belongs(incident, look.staff, look.person, look.at)).count()
}

/// Whether a line shows an incident so that who works the queue sees it: its weightiest look, or a third of its looks. One
/// look among many does not count as found.
fn shows(item: &Item, incident: &Incident) -> bool {
    let first = item.looks.first().is_some_and(|look| belongs(incident, look.staff, look.person, look.at));
    first || share(item, incident) * 3 >= item.looks.len()
}
