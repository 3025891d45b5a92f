//! The engine over everybody: no database, no clock.

use link::blocking::{Blocked, CannotBlock, Pairing};
use link::explanation::Explanation;
use link::plan::LinkPlan;
use link::prepared::Prepared;
use link::review::{Band, Pair, turn};
use link::scoring::{CannotScore, Edge, Scorer, predict, weight_of};
use link::training::train;
use uuid::Uuid;

use super::facts::Facts;
use super::{Found, SAMPLE, Weighed, cuts};
use crate::duplicate::Reason;
use crate::{Error, Result};

/// What a look through everybody came to.
pub(super) struct Looked {
    /// The plan, with what it has learned.
    pub plan: LinkPlan,
    /// Whether it was trained on these people.
    pub trained_anew: bool,
    /// The pairs at or above the lower threshold, and a sample of those below.
    pub found: Vec<Found>,
    /// Every pair that was weighed, by band.
    pub bands: Vec<Weighed>,
}

/// Compares them. With `trains`, the plan learns from these people first; what they cannot teach stays as the plan has it. `odds`: that two
/// of them are one person, where the plan learned its own from others.
pub(super) fn look(facts: &Facts, plan: LinkPlan, trains: bool, odds: Option<f64>) -> Result<Looked> {
    let mut plan = plan;
    let people = &facts.people;
    let prepared = Prepared::new(&plan, people).map_err(|why| cannot(&CannotBlock::from(why)))?;
    if trains {
        train(&mut plan, &prepared, Pairing::Everybody, &|_| {}).map_err(|why| cannot(&why))?;
    }
    let most = plan.limits.pairs_of_a_rule;
    let blocked =
        Blocked::new(&prepared, &plan.rules, Pairing::Everybody, most).map_err(|why| cannot(&why))?;
    let taught = plan.clone();
    let plan = match odds {
        Some(odds) => plan.with_odds(odds),
        None => plan,
    };
    let scorer = Scorer::new(&plan, &prepared).map_err(|why| cannot_score(&why))?;
    let (least, lower) = (weight_of(plan.thresholds.keep), weight_of(plan.thresholds.review));
    let edges = predict(&prepared, &blocked, &scorer, least, &|_, _| {}).edges;
    let cuts = cuts(&plan);
    let bands = Band::of(edges.iter().map(|edge| Pair { weight: edge.weight, answer: None }), &cuts);
    let chosen = sample(&edges, &cuts, lower, &facts.ids);
    let wanted = edges.iter().filter(|edge| edge.weight >= lower).map(|edge| (edge, false));
    let mut found: Vec<Found> = wanted
        .chain(chosen.into_iter().map(|edge| (edge, true)))
        .map(|(edge, is_sample)| {
            let (left, right) = (edge.left as usize, edge.right as usize);
            let explanation = Explanation::new(&plan, &prepared, &scorer, left, right);
            Found { is_sample, ..pair(ids_of(edge, &facts.ids), &explanation, &plan) }
        })
        .collect();
    found.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.people.cmp(&other.people)));
    drop((blocked, scorer, prepared));
    let bands = bands
        .iter()
        .map(|band| Weighed {
            from: Some(band.from).filter(|from| from.is_finite()),
            to: Some(band.to).filter(|to| to.is_finite()),
            pairs: band.pairs,
            believed: band.believed,
        })
        .collect();
    Ok(Looked { plan: taught, trained_anew: trains, found, bands })
}

/// The two people of a pair, the lower id first.
fn ids_of(edge: &Edge, ids: &[Uuid]) -> [Uuid; 2] {
    let mut two = [ids[edge.left as usize], ids[edge.right as usize]];
    two.sort();
    two
}

/// Of each band below the lower threshold a few pairs by chance, the same ones each night.
fn sample<'a>(edges: &'a [Edge], cuts: &[f64], lower: f64, ids: &[Uuid]) -> Vec<&'a Edge> {
    let mut below: Vec<(usize, u64, &Edge)> = edges
        .iter()
        .filter(|edge| edge.weight < lower)
        .map(|edge| {
            let [one, other] = ids_of(edge, ids);
            let band = cuts.partition_point(|cut| *cut <= edge.weight);
            (band, turn(&one.to_string(), &other.to_string()), edge)
        })
        .collect();
    below.sort_by_key(|(band, turn, _)| (*band, *turn));
    let mut taken = vec![0usize; cuts.len() + 1];
    below.retain(|(band, ..)| {
        taken[*band] += 1;
        taken[*band] <= SAMPLE
    });
    below.into_iter().map(|(.., edge)| edge).collect()
}

fn pair(people: [Uuid; 2], explanation: &Explanation, plan: &LinkPlan) -> Found {
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
        is_sample: false,
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
