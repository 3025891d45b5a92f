//! Two records of a linkage explained.

use link::explanation::{Explanation, Verdict};
use link::people::People;
use link::plan::LinkPlan;
use pictures::waterfall::{Step, Waterfall};

/// The waterfall of an explanation.
pub fn waterfall(
    explanation: &Explanation,
    plan: &LinkPlan,
    people: &People,
    left: usize,
    right: usize,
) -> Waterfall {
    let step = |name: &str, says: &str, bits: f64| Step {
        name: name.to_owned(),
        says: says.to_owned(),
        bits,
        ..Step::default()
    };
    let mut steps = vec![step("To begin with", "two records taken at random", explanation.prior)];
    for reason in &explanation.reasons {
        let rarity = match reason.rarity {
            bits if bits >= 1.0 => ", a rare one",
            bits if bits <= -1.0 => ", a common one",
            _ => "",
        };
        steps.push(Step {
            left: reason.left.clone(),
            right: reason.right.clone(),
            ..step(&reason.name, &format!("{}{rarity}", reason.says), reason.bits)
        });
    }
    if explanation.siblings < -0.05 {
        steps.push(step("Brothers and sisters", "would look much the same", explanation.siblings));
    }
    let outcome = match explanation.verdict(plan) {
        Verdict::Match => "one person",
        Verdict::Review => "perhaps one person: look",
        Verdict::NotEnough => "not enough for one person",
    };
    Waterfall {
        name: format!("{} and {}", people.ids.get(left), people.ids.get(right)),
        steps,
        outcome: outcome.to_owned(),
    }
}
