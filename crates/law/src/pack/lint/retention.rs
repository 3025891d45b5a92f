//! Retention classes against the periods the law sets.

use super::super::retention::{Reading, Retention, Trigger};
use super::super::{Action, Amount};
use super::Findings;
use crate::statutes::{self, Floor};

/// Shorter than this from birth, a child's record ends while they are a child: most often a slip.
const CHILDHOOD_YEARS: u32 = 18;

pub(super) fn lint(found: &mut Findings<'_, '_, '_>) {
    for rule in &found.notice.retention {
        for floor in statutes::floors()
            .iter()
            .filter(|floor| rule.people.iter().any(|role| floor.people.contains(role)))
        {
            against(rule, floor, found);
        }
        short(rule, found);
        unclear(rule, found);
    }
}

fn against(rule: &Retention, floor: &Floor, found: &mut Findings<'_, '_, '_>) {
    let Some(period) = rule.period else { return };
    let class = &rule.class;
    let law = format!("{} says {}", floor.law, floor.says);
    let message = if rule.trigger != floor.trigger {
        let (said, lawful) = (rule.trigger.words(), floor.trigger.words());
        format!("‘{class}’ runs {period} from {said}, the law {} from {lawful}", floor.period)
    } else if period.is_shorter_than(floor.period) {
        format!("‘{class}’ is kept for {period}, the law asks for {}", floor.period)
    } else {
        return exceptions(rule, floor, found);
    };
    let instead = format!("{law}. Kith keeps to the later of the two");
    found.conflict("retention-below-statute", class, message, &instead);
}

fn exceptions(rule: &Retention, floor: &Floor, found: &mut Findings<'_, '_, '_>) {
    for one in &rule.unless {
        let lawful = floor.unless.iter().find(|other| other.when == one.when && other.trigger == one.trigger);
        if lawful.is_none_or(|lawful| one.period.is_shorter_than(lawful.period)) {
            let message =
                format!("an exception of ‘{}’ is shorter than the law allows: {}", rule.class, one.period);
            let instead = format!("{} says {}", floor.law, floor.says);
            found.conflict("retention-below-statute", &rule.class, message, &instead);
        }
    }
}

fn short(rule: &Retention, found: &mut Findings<'_, '_, '_>) {
    let childhood = Amount { count: CHILDHOOD_YEARS, unit: super::super::Unit::Years };
    if let (Trigger::Birth, Some(period)) = (rule.trigger, rule.period)
        && period.is_shorter_than(childhood)
    {
        let message = format!("‘{}’ ends {period} after birth, while the person is a child", rule.class);
        found.conflict("ends-in-childhood", &rule.class, message, "look for a slip in the period");
    }
}

fn unclear(rule: &Retention, found: &mut Findings<'_, '_, '_>) {
    let class = &rule.class;
    if rule.trigger == Trigger::Undecided {
        let message = format!("‘{class}’ has no period: {}", rule.covers);
        found.doubt(
            class,
            message,
            "nothing of it is destroyed, and its date is “cannot compute”, until the council decides",
        );
    }
    if let Some(or) = &rule.or {
        let reading = match or.reading {
            Reading::Later => "later",
            Reading::Earlier => "earlier",
        };
        let message = format!(
            "‘{class}’ is kept {} from {} or {} from {}: ‘or’ is read as the {reading} of the two",
            rule.period.map_or_else(String::new, |period| period.to_string()),
            rule.trigger.words(),
            or.period,
            or.trigger.words()
        );
        match or.reading {
            Reading::Later => {
                found.doubt(class, message, "say which of the two counts when both have happened")
            }
            Reading::Earlier => {
                found.conflict(
                    "or-read-as-earlier",
                    class,
                    message,
                    "the later loses nothing that might be needed",
                );
            }
        }
    }
    if let Some(other) = rule.or_action {
        let message = format!(
            "‘{class}’ is then {} or {}: the notice allows either, and Kith’s pack says {}",
            rule.action.words(),
            other.words(),
            rule.action.words()
        );
        let instead = match rule.action {
            Action::Destroy => {
                "what is destroyed cannot be brought back: make sure that the council has decided"
            }
            _ => "say which, once the council has decided",
        };
        found.doubt(class, message, instead);
    }
}
