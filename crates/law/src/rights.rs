//! What people may ask of a council about the information it holds of them, and by when it must answer (UK GDPR, Articles 12 to 21).

use jiff::civil::Date;

use crate::clocks::Statutory;
use crate::codes::code_enum;
use crate::working_days::{CannotCompute, long};

code_enum! {
    /// What is asked for.
    pub enum Right {
        /// A copy (Article 15).
        Access = "access", "A copy of what is held (subject access)";
        /// Something wrong put right (Article 16).
        Rectification = "rectification", "Something put right";
        /// Something taken out (Article 17).
        Erasure = "erasure", "Something erased";
        /// Its use limited for a while (Article 18).
        Restriction = "restriction", "Its use limited";
        /// No more of some use (Article 21).
        Objection = "objection", "Some use of it stopped";
    }
}

code_enum! {
    /// What became of a request.
    pub enum RightsOutcome {
        /// Everything was done.
        Done = "done", "Answered in full";
        /// Part of it was, and why not all was said.
        InPart = "in_part", "Answered in part";
        /// Refused, with the reason and how to complain.
        Refused = "refused", "Refused, with the reason and how to complain";
        /// Whoever asked no longer wants it.
        Withdrawn = "withdrawn", "No longer asked for";
    }
}

/// The last day to answer, and how it was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerBy {
    /// The last day.
    pub day: Date,
    /// The arithmetic in one sentence.
    pub told: String,
}

/// The last day to answer what was received on `received`: the same day of the next month, or its last; on the next working day
/// where nobody works then (Article 12(3), counted as the regulator counts it).
///
/// # Errors
/// The table of bank holidays does not reach that far.
pub fn answer_by(received: Date) -> Result<AnswerBy, CannotCompute> {
    let clock = Statutory::named("subject_access").ok_or(CannotCompute::TooFar)?.clock();
    let day = clock.last_day(received)?;
    let told = format!("Received on {}: one month, so by {}", long(received), long(day));
    Ok(AnswerBy { day, told })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_ends_on_a_day_on_which_somebody_works() {
        let by = answer_by(date(2026, 11, 25)).unwrap();
        assert_eq!(by.day, date(2026, 12, 29), "Christmas and its substitute are in between");
        assert_eq!(
            by.told,
            "Received on Wednesday 25 November 2026: one month, so by Tuesday 29 December 2026"
        );
        assert_eq!(answer_by(date(2026, 1, 31)).unwrap().day, date(2026, 3, 2));
    }
}
