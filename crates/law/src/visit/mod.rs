//! Visits: for which children a visit counts, for which clock, and why or why not; and what is written down late.
//!
//! One visit to four children is one record. Each child has their own line in it, because only a child who was seen was
//! visited.

mod late;
#[cfg(test)]
mod tests;

pub use late::{Entry, EntryProblem, late_entry};

use jiff::Timestamp;

use crate::clocks::{Fact, to_london};
use crate::codes::code_enum;
use crate::pack::{Clock, Scope};
use crate::working_days::abbreviated;

code_enum! {
    /// How a visit took place.
    pub enum VisitManner {
        /// In person.
        FaceToFace = "face_to_face", "Face to face";
        /// By video. A telephone call is a case note, not a visit.
        Virtual = "virtual", "By video";
        /// Nobody was in, or nobody let the worker in.
        Unsuccessful = "unsuccessful", "Unsuccessful";
    }
}

/// One child's line of a visit.
#[derive(Debug, Clone, Default)]
pub struct ChildAtVisit {
    /// The child, by id.
    pub child: String,
    /// What the child is called, for the sentence.
    pub name: String,
    /// Whether the child was seen.
    pub seen: bool,
    /// Whether the child was seen without parents and carers.
    pub alone: bool,
    /// Why not seen, or why not alone.
    pub why_not: String,
}

/// What counts of a visit.
#[derive(Debug, Clone)]
pub struct Visit {
    /// How it took place.
    pub manner: VisitManner,
    /// When.
    pub at: Timestamp,
    /// Each child's line. A child of the family without a line was not seen.
    pub children: Vec<ChildAtVisit>,
}

/// Whether a visit counts for a clock, for one child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Whether it does.
    pub counts: bool,
    /// Why or why not, in one sentence.
    pub because: String,
}

impl Visit {
    /// The facts this visit is for one child: what a clock's `until` can name. None where the child was not seen.
    pub fn facts_for(&self, child: &str) -> Vec<Fact> {
        let Some(line) = self.line(child).filter(|line| line.seen) else { return Vec::new() };
        match self.manner {
            VisitManner::Unsuccessful => Vec::new(),
            VisitManner::Virtual => vec![Fact::ChildSeen],
            VisitManner::FaceToFace if line.alone => {
                vec![Fact::ChildSeen, Fact::ChildSeenFaceToFace, Fact::ChildSeenAlone]
            }
            VisitManner::FaceToFace => vec![Fact::ChildSeen, Fact::ChildSeenFaceToFace],
        }
    }

    /// Whether it counts for `clock`, for the child called `name`. `None` where no visit stops the clock at all.
    pub fn counts_for(&self, clock: &Clock, child: &str, name: &str) -> Option<Counts> {
        if clock.applies_to != Scope::Child || !SEEING.contains(&clock.until) {
            return None;
        }
        let counts = self.facts_for(child).contains(&clock.until);
        let day = abbreviated(to_london(self.at).date());
        let asked = format!("‘{}’", clock.name);
        let because = if counts {
            format!("Counts for {asked}: {name} was {} on {day}", what_was_seen(clock.until))
        } else {
            format!("Does not count for {asked}: {}", self.why_not(clock.until, child, name))
        };
        Some(Counts { counts, because })
    }

    fn line(&self, child: &str) -> Option<&ChildAtVisit> {
        self.children.iter().find(|line| line.child == child)
    }

    fn why_not(&self, needed: Fact, child: &str, name: &str) -> String {
        let line = self.line(child);
        let reason = line.map_or("", |line| line.why_not.trim());
        let reason = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
        match (self.manner, line) {
            (VisitManner::Unsuccessful, _) => "the visit was unsuccessful, so nobody was seen".to_owned(),
            (_, Some(line)) if !line.seen => format!("{name} was not seen{reason}"),
            (_, None) => format!("{name} was not seen"),
            (VisitManner::Virtual, Some(_)) => {
                format!("it was by video, and {name} must be {}", what_was_seen(needed))
            }
            (VisitManner::FaceToFace, Some(_)) => format!("{name} was seen, but not alone{reason}"),
        }
    }
}

/// The facts that only seeing a child brings about.
const SEEING: [Fact; 3] = [Fact::ChildSeen, Fact::ChildSeenFaceToFace, Fact::ChildSeenAlone];

fn what_was_seen(fact: Fact) -> &'static str {
    match fact {
        Fact::ChildSeenFaceToFace => "seen face to face",
        Fact::ChildSeenAlone => "seen face to face and alone",
        _ => "seen",
    }
}
