//! What is answered, and why.

use jiff::civil::Date;
use serde::Serialize;

use super::schedule::{Class, Schedule};
use crate::pack::{Action, Amount, RecordKind, Role, Trigger};
use crate::statutes;
use crate::working_days::day_month_year;

/// The answer for one person or record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The person's or record's id in the case.
    pub about: String,
    /// What follows.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The answer as a sentence.
    pub sentence: String,
    /// Every class that was looked at, with its date or why it has none.
    pub considered: Vec<Considered>,
}

/// What follows from the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// There is a date.
    Kept(Due),
    /// There would be a date, but something stops destruction.
    Held {
        /// The hold's id in the case.
        hold: String,
        /// Why it is held.
        because: String,
        /// What would follow without it.
        without: Option<Due>,
    },
    /// The event has not happened yet: nothing is due.
    NotYet {
        /// Which event.
        because: String,
    },
    /// A person must decide.
    CannotCompute {
        /// Why.
        because: String,
    },
}

/// A date, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The notice's id; the law's where the law alone sets it.
    pub notice: String,
    /// The class; the statute's id where the law asks for longer than the class.
    pub class: String,
    /// The rule in words: "birth + 25 years".
    pub rule: String,
    /// The last day it is kept.
    pub due: Date,
    /// Whether that day is past.
    pub over: bool,
    /// What happens then.
    pub action: Action,
    /// Where the rule comes from.
    pub citation: String,
    /// The sentences of the published notice, as the pack cites them.
    pub sentences: Vec<String>,
}

/// One class or statute that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Considered {
    /// The notice's id, or "law".
    pub notice: String,
    /// The class, or the statute's id.
    pub class: String,
    /// The rule in words.
    pub rule: String,
    /// Its date.
    pub due: Option<Date>,
    /// Why it has none.
    pub because: Option<String>,
}

/// Why there is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nothing is known of the birth.
    BirthUnknown,
    /// The person is not born yet.
    NotBorn,
    /// The class runs from a death, and whether it was before 18 is not known.
    AgeAtDeathUnknown,
    /// A needed event is not in the facts.
    NoEvent(Trigger),
    /// The matter is open.
    StillOpen,
    /// The council has not decided.
    Undecided,
    /// No class is for this role.
    NoRuleForRole(Role),
    /// No class is for this kind of record.
    NoRuleForKind(RecordKind),
    /// Nothing says what the person was to the service.
    NoRole,
    /// A shared file names nobody, or somebody who is not in the case.
    NobodyKnown,
    /// Events that cannot be: a death before the birth.
    Impossible,
    /// The date is past the year 9999.
    TooFar,
}

impl Why {
    /// Whether time alone brings the date.
    pub fn is_not_yet(self) -> bool {
        matches!(self, Why::StillOpen | Why::NotBorn | Why::NoEvent(Trigger::ApprovalEnded))
    }

    /// In words.
    pub fn words(self) -> String {
        match self {
            Why::BirthUnknown => "the date of birth is not known".into(),
            Why::NotBorn => "the child is not born yet".into(),
            Why::AgeAtDeathUnknown => "whether they died before 18 is not known".into(),
            Why::NoEvent(trigger) => format!("the day of {} is not recorded", trigger.words()),
            Why::StillOpen => "the matter is still open".into(),
            Why::Undecided => "the council has not decided how long".into(),
            Why::NoRuleForRole(role) => format!("no rule says how long records of {} are kept", role.words()),
            Why::NoRuleForKind(kind) => format!("no rule says how long {} are kept", kind.words()),
            Why::NoRole => "nothing says what the person was to the service".into(),
            Why::NobodyKnown => "the file is about nobody whose date is known".into(),
            Why::Impossible => "the death is before the birth".into(),
            Why::TooFar => "the date is too far away".into(),
        }
    }
}

/// "birth + 25 years".
pub(super) fn rule_words(trigger: Trigger, period: Amount) -> String {
    format!("{} + {period}", trigger.words())
}

/// "kept until 10 July 2037: Kent children's social care, all other records, birth + 25 years".
pub(super) fn kept_until(due: Date, called: &str, class: &str, rule: &str) -> String {
    format!("kept until {}: {called}, {class}, {rule}", day_month_year(due))
}

/// What a class is called in a sentence.
pub(super) fn class_words(schedule: &Schedule, index: usize) -> (&Class, String) {
    let class = &schedule.classes()[index];
    (class, class.rule.called())
}

/// What a statute is called in a sentence.
pub(super) fn statute_words(index: usize) -> &'static statutes::Floor {
    &statutes::floors()[index]
}
