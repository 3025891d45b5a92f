//! Assessments: what is unfinished, for how long it has been going on, and what it comes to (promise P04).
//!
//! A draft may be incomplete for as long as it is one. To complete it, every section, every child's voice and every need must
//! be there, or say why not yet: "not yet, because" is an answer, silence is not.

mod outcome;
#[cfg(test)]
mod tests;
mod unfinished;

pub use outcome::{AssessmentOutcome, OutcomeDraft, OutcomeProblem, check_outcome};
pub use unfinished::{Part, Unfinished, progress, unfinished};

use jiff::civil::Date;

use crate::working_days::{Calendar, long, plural};

/// How far one part has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Filled {
    /// Nothing is there.
    #[default]
    Missing,
    /// Nothing yet, and why.
    NotYet {
        /// "not yet, because …".
        because: String,
    },
    /// It is there.
    Done,
}

/// A section of the form that must be filled.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How far it is.
    pub filled: Filled,
}

/// What is known of one child's view of their life.
#[derive(Debug, Clone)]
pub struct ChildsVoice {
    /// The child, by id.
    pub child: String,
    /// What the child is called.
    pub name: String,
    /// Whether somebody of the service has seen the child in this assessment.
    pub seen: bool,
    /// Whether the child's voice is there. Watching a baby counts.
    pub filled: Filled,
}

/// A need under one heading.
#[derive(Debug, Clone)]
pub struct Need {
    /// Its id.
    pub id: String,
    /// The heading: "Housing".
    pub heading: String,
    /// Whether there is a need. Strengths alone have no scores.
    pub is_identified: bool,
    /// The family's score, 0 to 10.
    pub family_score: Option<u8>,
    /// The worker's score, 0 to 10.
    pub worker_score: Option<u8>,
    /// Why there is no score yet.
    pub no_score_because: String,
}

/// An assessment of a family, as far as it has come.
#[derive(Debug, Clone, Default)]
pub struct Assessment {
    /// Sections without those below: front sheet, agreement, story, parents' views, risk, analysis.
    pub sections: Vec<Section>,
    /// Every child of the family.
    pub voices: Vec<ChildsVoice>,
    /// Needs under their headings.
    pub needs: Vec<Need>,
    /// Whether somebody agreed to take part.
    pub is_agreed: bool,
    /// Whether the privacy notice was explained.
    pub is_notice_explained: bool,
    /// What it comes to.
    pub outcome: Option<AssessmentOutcome>,
}

/// "Begun on Thursday 4 June 2026: 12 days ago, 8 of them working days". Past the end of the calendar, without the working
/// days.
pub fn days_since(begun: Date, today: Date) -> String {
    if begun >= today {
        return format!("Begun on {}", long(begun));
    }
    let days = plural(begun.duration_until(today).as_hours() / 24, "day");
    let begun_on = long(begun);
    match Calendar::england_and_wales().working_days_between(begun, today) {
        Ok(1) => format!("Begun on {begun_on}: {days} ago, 1 of them a working day"),
        Ok(worked) => format!("Begun on {begun_on}: {days} ago, {worked} of them working days"),
        Err(_) => format!("Begun on {begun_on}: {days} ago"),
    }
}
