//! What councils decide differently in casework, apart from how long things take ([`crate::clocks`]).
//!
//! `casework.toml` in a council's folder; a key that is left out is as in [`CaseworkRules::default`].

use serde::{Deserialize, Serialize};

use crate::codes::code_enum;
use crate::pack::{Amount, Problems, Unit};

/// The file of a council's folder that holds these rules.
pub const FILE: &str = "casework.toml";

code_enum! {
    /// To whom a plan goes when the family has said nothing.
    pub enum PlanGoes {
        /// To everybody in the team around the family whom nobody objected to.
        UnlessToldNotTo = "unless-told-not-to", "unless the family says not to";
        /// Only to those the family agreed to.
        OnlyWithAgreement = "only-with-agreement", "only with the family's agreement";
    }
}

/// One council's rules.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct CaseworkRules {
    /// The most outcomes a plan should have.
    pub most_outcomes: usize,
    /// To whom a plan goes.
    pub plan_goes: PlanGoes,
    /// At how many reviews in a row an action is late before it has drifted.
    pub late_at_reviews: usize,
    /// Over how many reviews in a row no score is better before it is pointed out.
    pub no_better_at_reviews: usize,
    /// After how long a plan needs a new assessment.
    pub plan_is_old_after: Amount,
    /// How near the end the family should have been seen.
    pub seen_before_closure: Amount,
    /// How often somebody must have tried to reach a family that could not be reached.
    pub attempts_to_reach: usize,
    /// Under how many headings a family must have had needs for the check after closure to count as a result.
    pub headline_needs: usize,
    /// Whether a need that is met in part counts as improved for that check.
    pub part_counts_as_improved: bool,
    /// Words that say neither what nor when.
    pub vague: Vec<String>,
}

/// Words that say neither what nor when. A council's own list replaces this one.
const VAGUE: [&str; 27] = [
    "ongoing",
    "on-going",
    "as soon as possible",
    "asap",
    "as and when",
    "as needed",
    "as required",
    "as appropriate",
    "where appropriate",
    "where possible",
    "if possible",
    "when possible",
    "in due course",
    "in the near future",
    "soon",
    "regularly",
    "from time to time",
    "at some point",
    "tbc",
    "to be confirmed",
    "to be agreed",
    "to be arranged",
    "continue to",
    "try to",
    "look into",
    "think about",
    "engage with",
];

impl Default for CaseworkRules {
    fn default() -> Self {
        Self {
            most_outcomes: 6,
            plan_goes: PlanGoes::UnlessToldNotTo,
            late_at_reviews: 2,
            no_better_at_reviews: 2,
            plan_is_old_after: Amount { count: 12, unit: Unit::Months },
            seen_before_closure: Amount { count: 7, unit: Unit::Days },
            attempts_to_reach: 2,
            headline_needs: 3,
            part_counts_as_improved: true,
            vague: VAGUE.map(str::to_owned).to_vec(),
        }
    }
}

impl CaseworkRules {
    /// Adds what is wrong with the rules to the problems of their file.
    pub(crate) fn check(&self, problems: &mut Problems<'_>) {
        let counts = [
            ("most-outcomes", self.most_outcomes),
            ("late-at-reviews", self.late_at_reviews),
            ("no-better-at-reviews", self.no_better_at_reviews),
            ("attempts-to-reach", self.attempts_to_reach),
            ("headline-needs", self.headline_needs),
        ];
        for (key, _) in counts.into_iter().filter(|(_, count)| *count == 0) {
            problems.at_word(key, format!("‘{key}’ is 0"), "make it 1 or more");
        }
        let amounts = [
            ("plan-is-old-after", self.plan_is_old_after),
            ("seen-before-closure", self.seen_before_closure),
        ];
        for (key, amount) in amounts.into_iter().filter(|(_, amount)| !amount.unit.is_on_a_calendar()) {
            let message = format!("‘{key}’ is given in {}s", amount.unit.singular());
            problems.at_word(key, message, "give it in days, weeks, months or years");
        }
        if self.vague.iter().any(|words| words.trim().is_empty()) {
            problems.at_word("vague", "an entry of ‘vague’ is empty", "write words or take it out");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{PackProblem, read};

    fn problems(text: &str) -> Vec<String> {
        let rules: Result<CaseworkRules, PackProblem> = read(FILE, text);
        match rules {
            Err(problem) => vec![problem.to_string()],
            Ok(rules) => {
                let mut problems = Problems::of(FILE, text);
                rules.check(&mut problems);
                problems.into_found().iter().map(ToString::to_string).collect()
            }
        }
    }

    #[test]
    fn a_council_sets_what_it_does_differently() {
        let rules: CaseworkRules = read(FILE, "most-outcomes = 4\n").unwrap();
        assert_eq!(rules, CaseworkRules { most_outcomes: 4, ..CaseworkRules::default() });
        assert_eq!(rules.plan_is_old_after.to_string(), "12 months");
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        assert_eq!(
            problems("# ours\nlate-at-reviews = 0\n"),
            ["casework.toml:2:1: ‘late-at-reviews’ is 0 (make it 1 or more)"]
        );
        let told = problems("seen-before-closure = \"7 working days\"\n");
        assert!(
            told[0].starts_with("casework.toml:1:1: ‘seen-before-closure’ is given in working days"),
            "{told:?}"
        );
        let told = problems("most_outcomes = 4\n");
        assert!(told[0].starts_with("casework.toml:1:1: Kith does not know ‘most_outcomes’"), "{told:?}");
        let told = problems("\nplan-goes = \"to-everybody\"\n");
        assert!(told[0].starts_with("casework.toml:2:13:"), "{told:?}");
    }
}
