//! Whether a plan drifts: time passes and nothing changes.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;

use super::trend::{Trend, trend};
use super::{Plan, PlannedOutcome};
use crate::casework::CaseworkRules;
use crate::pack::{Amount, Unit};
use crate::working_days::{day_month_year, plural};

/// What one review found.
#[derive(Debug, Clone)]
pub struct ReviewFacts {
    /// The day it was held.
    pub held_on: Date,
    /// The actions that were late then, by id.
    pub late: Vec<String>,
    /// The family's or else the worker's score for each outcome, by the outcome's id.
    pub scores: BTreeMap<String, u8>,
}

/// How a plan drifts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DriftKind {
    /// The same action was late at several reviews in a row.
    LateAgain,
    /// The plan is older than the council's limit.
    TooOld,
    /// A review that was due has not been held.
    ReviewMissed,
    /// No score has become better over several reviews.
    NoBetter,
}

/// One sign of drift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// What kind.
    pub kind: DriftKind,
    /// The action, where it is about one.
    pub action: Option<String>,
    /// The sentence to show.
    pub words: String,
}

/// The signs of drift of a plan begun on `begun`. `review_due` is the day the review's clock says, `None` where it does not
/// run.
pub fn drift(
    plan: &Plan,
    begun: Date,
    reviews: &[ReviewFacts],
    review_due: Option<Date>,
    rules: &CaseworkRules,
    today: Date,
) -> Vec<Drift> {
    let mut reviews: Vec<&ReviewFacts> = reviews.iter().filter(|review| review.held_on <= today).collect();
    reviews.sort_by_key(|review| review.held_on);
    let mut found = Vec::new();
    let mut add = |kind, action, words| found.push(Drift { kind, action, words });

    let wanted = rules.late_at_reviews.max(1);
    if let Some(latest) = reviews.len().checked_sub(wanted).map(|from| &reviews[from..]) {
        for action in plan.actions.iter().filter(|action| action.status.is_open()) {
            if latest.iter().all(|review| review.late.contains(&action.id)) {
                let days: Vec<String> = latest.iter().map(|review| day_month_year(review.held_on)).collect();
                let words =
                    format!("‘{}’ was late at the reviews of {}", action.text.trim(), days.join(" and "));
                add(DriftKind::LateAgain, Some(action.id.clone()), words);
            }
        }
    }
    if let Some(old_on) = after(begun, rules.plan_is_old_after).filter(|old_on| today > *old_on) {
        let words = format!(
            "The plan was begun on {} and became {} old on {}: assess again",
            day_month_year(begun),
            rules.plan_is_old_after,
            day_month_year(old_on)
        );
        add(DriftKind::TooOld, None, words);
    }
    if let Some(due) = review_due.filter(|due| *due < today) {
        let words = format!("The review due on {} has not been held", day_month_year(due));
        add(DriftKind::ReviewMissed, None, words);
    }
    if let Some(since) = no_better_since(plan, &reviews, rules.no_better_at_reviews.max(1)) {
        let count = i64::try_from(rules.no_better_at_reviews.max(1)).unwrap_or(i64::MAX);
        let words =
            format!("No score is better than on {}, {} ago", day_month_year(since), plural(count, "review"));
        add(DriftKind::NoBetter, None, words);
    }
    found
}

/// The day of the score that none of the `count` newest reviews has bettered; `None` where one has, or where too little is
/// scored to say.
fn no_better_since(plan: &Plan, reviews: &[&ReviewFacts], count: usize) -> Option<Date> {
    let from = reviews.len().checked_sub(count + 1)?;
    let (then, newer) = reviews[from..].split_first()?;
    let mut compared = 0;
    for outcome in &plan.outcomes {
        let Some(before) = then.scores.get(&outcome.id) else { continue };
        for review in newer {
            let Some(score) = review.scores.get(&outcome.id) else { continue };
            compared += 1;
            if trend(*before, *score, less_is_better(outcome)) == Trend::Better {
                return None;
            }
        }
    }
    (compared > 0).then_some(then.held_on)
}

fn less_is_better(outcome: &PlannedOutcome) -> bool {
    matches!((outcome.baseline, outcome.target), (Some(baseline), Some(target)) if target < baseline)
}

/// The day an amount on a calendar after `start`; `None` past the years a date can hold.
pub(crate) fn after(start: Date, amount: Amount) -> Option<Date> {
    let count = i64::from(amount.count);
    let span = match amount.unit {
        Unit::Years => Span::new().try_years(count),
        Unit::Months => Span::new().try_months(count),
        Unit::Weeks => Span::new().try_weeks(count),
        // A council's rules give no other unit here; anything shorter counts as days.
        _ => Span::new().try_days(count),
    };
    start.checked_add(span.ok()?).ok()
}
