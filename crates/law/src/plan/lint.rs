//! What would make a plan clearer: specific, measurable, with a name and a day to everything.

use jiff::civil::Date;

use super::verbs::says_what_is_done;
use super::{Plan, PlannedAction, PlannedOutcome};
use crate::casework::CaseworkRules;
use crate::working_days::day_month_year;

/// Which part of a plan a warning is about, for a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The plan as a whole.
    Plan,
    /// An outcome, by id.
    Outcome(String),
    /// An action, by id.
    Action(String),
}

/// What is missing or unclear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WarningKind {
    /// No member of the family is in the plan.
    NobodyInIt,
    /// No outcome.
    NoOutcome,
    /// More outcomes than a family can follow.
    TooManyOutcomes,
    /// The plan or its review has no day.
    NoReviewDay,
    /// An outcome for nobody.
    ForNobody,
    /// An outcome without a way to know.
    NoMeasure,
    /// An outcome that nothing leads to.
    NoAction,
    /// An action nobody does.
    NoOwner,
    /// An action without a day.
    NoDay,
    /// An open action whose day has passed.
    DayPassed,
    /// An action that ends after the next review, where nobody would notice.
    AfterReview,
    /// An action that leads to no outcome of the plan.
    NoSuchOutcome,
    /// Words that say neither what nor when.
    Vague,
    /// An action that does not say what is done.
    NoVerb,
}

/// One thing that would make the plan better. It never stops anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What kind.
    pub kind: WarningKind,
    /// Where.
    pub place: Place,
    /// The sentence to show.
    pub words: String,
}

/// Everything that would make a plan clearer. Empty for a plan with nothing to add.
pub fn lint(plan: &Plan, rules: &CaseworkRules, today: Date) -> Vec<Warning> {
    let mut found = Found(Vec::new());
    let of_plan = || Place::Plan;
    if plan.family.iter().all(|name| name.trim().is_empty()) {
        found.add(WarningKind::NobodyInIt, of_plan(), "Nobody of the family is in this plan".to_owned());
    }
    if plan.outcomes.is_empty() {
        found.add(WarningKind::NoOutcome, of_plan(), "There is no outcome yet".to_owned());
    }
    if plan.outcomes.len() > rules.most_outcomes {
        let words = format!(
            "There are {} outcomes. A family can follow {} at once: which matter most?",
            plan.outcomes.len(),
            rules.most_outcomes
        );
        found.add(WarningKind::TooManyOutcomes, of_plan(), words);
    }
    if plan.review_on.is_none() {
        found.add(WarningKind::NoReviewDay, of_plan(), "There is no day for the next review".to_owned());
    }
    for outcome in &plan.outcomes {
        lint_outcome(outcome, plan, rules, &mut found);
    }
    for action in &plan.actions {
        lint_action(action, plan, rules, today, &mut found);
    }
    found.0
}

struct Found(Vec<Warning>);

impl Found {
    fn add(&mut self, kind: WarningKind, place: Place, words: String) {
        self.0.push(Warning { kind, place, words });
    }
}

fn lint_outcome(outcome: &PlannedOutcome, plan: &Plan, rules: &CaseworkRules, found: &mut Found) {
    let place = || Place::Outcome(outcome.id.clone());
    let name = named(&outcome.text, "This outcome");
    if outcome.for_whom.is_empty() {
        found.add(WarningKind::ForNobody, place(), format!("{name} does not say for whom"));
    }
    if outcome.measure.trim().is_empty() {
        found.add(WarningKind::NoMeasure, place(), format!("{name} does not say how you will know"));
    }
    if !plan.actions.iter().any(|action| action.outcome.as_ref() == Some(&outcome.id)) {
        found.add(WarningKind::NoAction, place(), format!("{name} has no action that leads to it"));
    }
    if let Some(vague) = vague_words(&outcome.text, rules) {
        found.add(WarningKind::Vague, place(), format!("{name} says ‘{vague}’. What will be different?"));
    }
}

fn lint_action(action: &PlannedAction, plan: &Plan, rules: &CaseworkRules, today: Date, found: &mut Found) {
    let place = || Place::Action(action.id.clone());
    let name = named(&action.text, "This action");
    if action.owner.trim().is_empty() {
        found.add(WarningKind::NoOwner, place(), format!("{name} does not say who does it"));
    }
    let typed = action.by_as_typed.trim();
    match action.by {
        None if typed.is_empty() => {
            found.add(WarningKind::NoDay, place(), format!("{name} does not say by when"));
        }
        None => {
            let words = format!("{name} says ‘{typed}’ and no day. By which day is it done?");
            found.add(WarningKind::NoDay, place(), words);
        }
        Some(by) if action.status.is_open() && by < today => {
            let words = format!("{name} was to be done by {}", day_month_year(by));
            found.add(WarningKind::DayPassed, place(), words);
        }
        Some(by) => {
            if let Some(review) = plan.review_on.filter(|review| by > *review && action.status.is_open()) {
                let words = format!(
                    "{name} is to be done by {}, after the review on {}. What will be done by then?",
                    day_month_year(by),
                    day_month_year(review)
                );
                found.add(WarningKind::AfterReview, place(), words);
            }
        }
    }
    let leads_to = |id: &String| plan.outcomes.iter().any(|outcome| outcome.id == *id);
    if !action.outcome.as_ref().is_some_and(leads_to) {
        found.add(
            WarningKind::NoSuchOutcome,
            place(),
            format!("{name} does not lead to an outcome of this plan"),
        );
    }
    if let Some(vague) = vague_words(&action.text, rules) {
        let words = format!("{name} says ‘{vague}’. What exactly is done, and how often?");
        found.add(WarningKind::Vague, place(), words);
    }
    if !says_what_is_done(&action.text) {
        let words =
            format!("{name} does not begin with what somebody does, such as ‘book’, ‘ring’ or ‘take’");
        found.add(WarningKind::NoVerb, place(), words);
    }
}

/// The first words of a text in quotation marks, or what to call it where it has none.
fn named(text: &str, otherwise: &str) -> String {
    const MOST: usize = 60;
    let text = text.trim();
    if text.is_empty() {
        return otherwise.to_owned();
    }
    let short: String = text.chars().take(MOST).collect();
    let more = if text.chars().count() > MOST { "…" } else { "" };
    format!("‘{short}{more}’")
}

/// The first vague words in a text, as whole words.
fn vague_words<'r>(text: &str, rules: &'r CaseworkRules) -> Option<&'r str> {
    let plain = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
        format!(" {} ", words.map(str::to_lowercase).collect::<Vec<_>>().join(" "))
    };
    let text = plain(text);
    let found =
        rules.vague.iter().filter_map(|vague| text.find(&plain(vague)).map(|at| (at, vague.as_str())));
    found.min().map(|(_, vague)| vague)
}
