//! The engine over everybody: no database, no clock.

use link::blocking::{Blocked, CannotBlock, Pairing};
use link::explanation::Explanation;
use link::plan::LinkPlan;
use link::prepared::Prepared;
use link::scoring::{CannotScore, Scorer, predict, weight_of};
use link::training::train;

use super::Found;
use super::facts::Facts;
use crate::duplicate::Reason;
use crate::{Error, Result};

/// What a look through everybody came to.
pub(super) struct Looked {
    /// The plan as it was used.
    pub plan: LinkPlan,
    /// Whether it was trained on these people.
    pub trained_anew: bool,
    /// The pairs at or above the lower threshold.
    pub found: Vec<Found>,
}

/// Compares them. With `trains`, the plan learns from these people first; what they cannot teach stays as the plan has it.
pub(super) fn look(facts: &Facts, plan: LinkPlan, trains: bool) -> Result<Looked> {
    let mut plan = plan;
    let people = &facts.people;
    let prepared = Prepared::new(&plan, people).map_err(|why| cannot(&CannotBlock::from(why)))?;
    if trains {
        train(&mut plan, &prepared, Pairing::Everybody, &|_| {}).map_err(|why| cannot(&why))?;
    }
    let most = plan.limits.pairs_of_a_rule;
    let blocked =
        Blocked::new(&prepared, &plan.rules, Pairing::Everybody, most).map_err(|why| cannot(&why))?;
    let scorer = Scorer::new(&plan, &prepared).map_err(|why| cannot_score(&why))?;
    let least = weight_of(plan.thresholds.review);
    let edges = predict(&prepared, &blocked, &scorer, least, &|_, _| {}).edges;
    let mut found: Vec<Found> = edges
        .iter()
        .map(|edge| {
            let (left, right) = (edge.left as usize, edge.right as usize);
            let explanation = Explanation::new(&plan, &prepared, &scorer, left, right);
            let mut ids = [facts.ids[left], facts.ids[right]];
            ids.sort();
            pair(ids, &explanation, &plan)
        })
        .collect();
    found.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.people.cmp(&other.people)));
    drop((blocked, scorer, prepared));
    Ok(Looked { plan, trained_anew: trains, found })
}

fn pair(people: [uuid::Uuid; 2], explanation: &Explanation, plan: &LinkPlan) -> Found {
    let reasons = explanation
        .reasons
        .iter()
        .map(|reason| Reason {
            name: reason.name.clone(),
            says: reason.says.clone(),
            bits: reason.bits,
            rarity: reason.rarity,
            silent: reason.silent,
        })
        .collect();
    Found {
        people,
        weight: explanation.weight,
        prior: explanation.prior,
        siblings: explanation.siblings,
        reasons,
        could_be_twins: explanation.could_be_twins(plan).is_some(),
    }
}

/// Words of the engine about a rule or a column: they name what a plan says and never what a record does, but for the value that too
/// many share, which is left out.
fn cannot(why: &CannotBlock) -> Error {
    match why {
        CannotBlock::Prepare(why) => Error::Rule(why.to_string()),
        CannotBlock::TooMany(too) => Error::Rule(format!(
            "The rule {} would compare {} pairs, more than {}",
            too.rule, too.pairs, too.most
        )),
    }
}

fn cannot_score(why: &CannotScore) -> Error {
    Error::Rule(why.to_string())
}
