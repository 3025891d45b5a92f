//! A strategy run for one person: rule by rule, until one gives a match; otherwise the best there was.

use std::fmt;

use jiff::civil::Date;
use law::identifiers::NhsNumber;
use uuid::Uuid;

use crate::answer::Found;
use crate::client::Pds;
use crate::disclosure::Occasion;
use crate::person::{Flaw, Person};
use crate::query::{NotAsked, Query};
use crate::strategies::{Strategies, Strategy};
use crate::trouble::Trouble;

/// How a search for a person ended. The names are DfE's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchStatus {
    /// One person, alike enough that the number can be used.
    Match,
    /// One person, alike enough that somebody should look.
    PotentialMatch,
    /// One person, hardly alike: most likely somebody else.
    LowConfidenceMatch,
    /// Several people, and PDS does not say who.
    ManyMatch,
    /// Nobody.
    NoMatch,
    /// It could not be found out: too little is known, or PDS did not answer.
    Error,
}

impl fmt::Display for MatchStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// What a strategy found out. `Debug` shows no number.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How it ended.
    pub status: MatchStatus,
    /// Whoever was found, with the score.
    pub found: Option<(NhsNumber, f64)>,
    /// The rule that gave it.
    pub rule: Option<String>,
    /// What was done, rule by rule.
    pub steps: Vec<Step>,
    /// What is wrong with what is on file.
    pub flaws: Vec<Flaw>,
    /// What whoever reads it must know.
    pub cautions: Vec<Caution>,
    /// Holds the calls together.
    pub(crate) correlation: Uuid,
}

/// One rule of a strategy.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub rule: String,
    /// What came of it.
    pub came: Came,
}

/// What came of a rule.
#[derive(Debug, Clone)]
pub enum Came {
    /// One person, with this score.
    One(f64),
    /// Several.
    Many,
    /// Nobody.
    Nobody,
    /// It was not asked.
    NotAsked(NotAsked),
    /// It was asked and not answered.
    Trouble(Trouble),
}

/// What whoever reads an outcome must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caution {
    /// Another rule found somebody else.
    RulesDisagree,
    /// It was found without the given name: it may be a twin, a brother or a sister.
    WithoutGivenName,
    /// No rule could be asked without a given name, and that is a placeholder.
    OnlyPlaceholder,
    /// PDS did not answer every rule: another run may find more.
    NotAllAnswered,
    /// PDS would not take some of the questions.
    SomeRefused,
}

impl Caution {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Caution::RulesDisagree => "another rule found somebody else: look at both",
            Caution::WithoutGivenName => {
                "found without the given name: it may be a twin, a brother or a sister"
            }
            Caution::OnlyPlaceholder => {
                "not asked: the given name is a placeholder, and the strategy has no rule without it that could be asked (5 has, with a postcode)"
            }
            Caution::NotAllAnswered => "PDS did not answer every rule: run it again",
            Caution::SomeRefused => "PDS would not take some of the rules",
        }
    }
}

/// The best so far. Many is better than nobody, one better than many, a higher score better than a lower one.
#[derive(Default)]
struct Best {
    one: Option<(NhsNumber, f64, String, bool)>,
    many: Option<String>,
    others: bool,
}

/// Runs `strategy` for one person.
///
/// # Errors
/// What everybody else would meet too: see [`Trouble::ends_the_run`]. Everything else is in the outcome.
pub fn run(
    pds: &mut Pds<'_>,
    strategies: &Strategies,
    strategy: &Strategy,
    person: &Person,
    occasion: &Occasion,
    today: Date,
) -> Result<Outcome, Trouble> {
    let (ready, flaws) = person.ready(&strategies.names, strategy.given_names, today);
    let correlation = pds.correlation();
    let mut outcome = Outcome {
        status: MatchStatus::Error,
        found: None,
        rule: None,
        steps: Vec::new(),
        flaws,
        cautions: Vec::new(),
        correlation,
    };
    let Ok(ready) = ready else { return Ok(outcome) };
    let label = strategy.label();
    let mut best = Best::default();
    let mut asked: Vec<Query> = Vec::new();
    for name in &strategy.rules {
        let Some(rule) = strategies.rules.get(name) else { continue };
        let never = pds.settings().never_send.clone();
        let query = Query::new(rule, &ready, strategies.dates.range_months, &never);
        // What is not known leaves two rules the same; asking twice tells nothing new and discloses twice.
        let query = query.and_then(|it| if asked.contains(&it) { Err(NotAsked::SameAgain) } else { Ok(it) });
        let query = match query {
            Ok(query) => query,
            Err(why) => {
                outcome.steps.push(Step { rule: name.clone(), came: Came::NotAsked(why) });
                continue;
            }
        };
        let came = match pds.search(&query, occasion, correlation, &label, name) {
            Ok(found) => best.take(found, name, query.sends_given()),
            Err(trouble) if trouble.ends_the_run() => return Err(trouble),
            Err(trouble) => Came::Trouble(trouble),
        };
        asked.push(query);
        // A network that has just failed five times is not asked six rules more about the same child.
        let stop = match &came {
            Came::One(score) => *score >= strategies.thresholds.matched,
            Came::Trouble(trouble) => trouble.may_pass(),
            _ => false,
        };
        outcome.steps.push(Step { rule: name.clone(), came });
        if stop {
            break;
        }
    }
    best.tell(strategies, &mut outcome, ready.given_is_placeholder);
    tracing::info!(strategy = label, rule = outcome.rule, status = %outcome.status, "traced");
    Ok(outcome)
}

impl Best {
    fn take(&mut self, found: Found, rule: &str, sends_given: bool) -> Came {
        match found {
            Found::One { nhs_number, score } => {
                self.others |= self.one.as_ref().is_some_and(|(number, ..)| *number != nhs_number);
                if self.one.as_ref().is_none_or(|(_, best, ..)| score > *best) {
                    self.one = Some((nhs_number, score, rule.to_owned(), sends_given));
                }
                Came::One(score)
            }
            Found::Many => {
                self.many.get_or_insert_with(|| rule.to_owned());
                Came::Many
            }
            Found::Nobody => Came::Nobody,
        }
    }

    fn tell(self, strategies: &Strategies, outcome: &mut Outcome, placeholder: bool) {
        let answered =
            outcome.steps.iter().any(|step| matches!(step.came, Came::One(_) | Came::Many | Came::Nobody));
        let passing = |step: &Step| matches!(&step.came, Came::Trouble(trouble) if !matches!(trouble, Trouble::Refused(..)));
        let refused = |step: &Step| matches!(&step.came, Came::Trouble(Trouble::Refused(..)));
        let failed = outcome.steps.iter().any(passing);
        if let Some((number, score, rule, sends_given)) = self.one {
            outcome.status = strategies.status(score);
            outcome.found = Some((number, score));
            outcome.rule = Some(rule);
            if self.others {
                outcome.cautions.push(Caution::RulesDisagree);
            }
            if !sends_given {
                outcome.cautions.push(Caution::WithoutGivenName);
            }
        } else if failed || !answered {
            // Nobody may be told "no match" while a rule is without its answer.
            outcome.status = MatchStatus::Error;
        } else if let Some(rule) = self.many {
            outcome.status = MatchStatus::ManyMatch;
            outcome.rule = Some(rule);
        } else {
            outcome.status = MatchStatus::NoMatch;
        }
        if failed {
            outcome.cautions.push(Caution::NotAllAnswered);
        }
        if outcome.steps.iter().any(refused) {
            outcome.cautions.push(Caution::SomeRefused);
        }
        let only_left_out = outcome.steps.iter().all(|step| matches!(step.came, Came::NotAsked(_)));
        if placeholder && only_left_out {
            outcome.cautions.push(Caution::OnlyPlaceholder);
        }
    }
}

impl Outcome {
    /// The trouble it ended with, if it was no answer.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.steps.iter().rev().find_map(|step| match &step.came {
            Came::Trouble(trouble) => Some(trouble),
            _ => None,
        })
    }

    /// Everything whoever reads it must know, in words: flaws, cautions and troubles, without any value.
    pub fn notes(&self) -> Vec<String> {
        let mut notes: Vec<_> = self.flaws.iter().map(|flaw| flaw.words()).collect();
        notes.extend(self.cautions.iter().map(|caution| caution.words().to_owned()));
        notes.extend(self.trouble().filter(|_| self.status == MatchStatus::Error).map(Trouble::to_string));
        notes
    }
}
