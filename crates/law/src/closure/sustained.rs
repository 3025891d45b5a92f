//! The check after closure: has what changed lasted?
//!
//! The rules follow the Supporting Families programme as it was until March 2025: a whole family's needs under several
//! headings, every one improved, and still so months later. Councils set the numbers.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{NeedAtEnd, NeedOutcome};
use crate::casework::CaseworkRules;
use crate::codes::code_enum;
use crate::working_days::{day_month_year, long, plural};

code_enum! {
    /// How the family was asked.
    pub enum AskedHow {
        /// At home.
        Visit = "visit", "A visit";
        /// On the telephone or a screen.
        Call = "call", "A call";
        /// Where people met.
        Meeting = "meeting", "A meeting";
        /// Nobody was reached, so nobody can say.
        NotReached = "not_reached", "Nobody was reached";
    }
}

code_enum! {
    /// Whether what changed under a heading has lasted.
    pub enum Lasts {
        /// It has.
        Yes = "yes", "Yes, it has lasted";
        /// It has not.
        No = "no", "No";
        /// The family did not say.
        NotKnown = "not_known", "We do not know";
    }
}

/// What somebody found when they asked.
#[derive(Debug, Clone)]
pub struct CheckMade {
    /// The day.
    pub on: Date,
    /// The needs, by id, whose improvement has lasted.
    pub lasting: Vec<String>,
}

/// What the check comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sustained {
    /// It is too early to ask.
    NotYet {
        /// The sentence to show.
        told: String,
    },
    /// It is time to ask.
    Ask {
        /// The sentence to show.
        told: String,
    },
    /// It counts as a result.
    Result {
        /// The sentence to show.
        told: String,
    },
    /// It does not.
    NoResult {
        /// Each reason, as a sentence.
        reasons: Vec<String>,
    },
}

/// What the check comes to for work closed on `closed_on`. `due` is the day the clock ‘sustained-check’ says. A check made
/// before that day proves nothing yet and is as if it had not been made.
pub fn sustained(
    closed_on: Date,
    due: Date,
    needs: &[NeedAtEnd],
    check: Option<&CheckMade>,
    rules: &CaseworkRules,
    today: Date,
) -> Sustained {
    let arithmetic =
        format!("Closed on {}, so the change must have lasted until {}", long(closed_on), long(due));
    let Some(check) = check.filter(|check| check.on >= due) else {
        return if today < due {
            Sustained::NotYet { told: arithmetic }
        } else {
            Sustained::Ask { told: format!("{arithmetic}: ask the family now") }
        };
    };
    let counted: Vec<&NeedAtEnd> =
        needs.iter().filter(|need| need.outcome != Some(NeedOutcome::NotApplicable)).collect();
    let headings: BTreeSet<&str> = counted.iter().map(|need| need.heading.as_str()).collect();
    let mut reasons = Vec::new();
    if headings.len() < rules.headline_needs {
        let had = i64::try_from(headings.len()).unwrap_or(i64::MAX);
        reasons.push(format!(
            "The family had needs under {}, {} are needed",
            plural(had, "heading"),
            rules.headline_needs
        ));
    }
    for need in &counted {
        let has_improved = match need.outcome {
            Some(NeedOutcome::Achieved) => true,
            Some(NeedOutcome::Part) => rules.part_counts_as_improved,
            _ => false,
        };
        if !has_improved {
            reasons.push(format!("{} had not improved enough when work ended", need.heading));
        } else if !check.lasting.contains(&need.id) {
            reasons.push(format!("{} has not stayed better", need.heading));
        }
    }
    if reasons.is_empty() {
        let told =
            format!("{arithmetic}. Asked on {}: every need has stayed better", day_month_year(check.on));
        Sustained::Result { told }
    } else {
        Sustained::NoResult { reasons }
    }
}
