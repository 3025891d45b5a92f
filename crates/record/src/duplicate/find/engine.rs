//! The engine over everybody: no database, no clock.

use link::blocking::{Blocked, CannotBlock, Pairing};
use link::explanation::Explanation;
use link::plan::LinkPlan;
use link::prepared::Prepared;
use link::review::{Band, Pair, turn};
use link::scoring::{CannotScore, Edge, Scorer, predict, weight_of};
use link::training::train;
use tokio::sync::watch;
use uuid::Uuid;

use super::facts::Facts;
use super::settled::Settled;
use super::step::Step;
use super::{Found, MOST, People, SAMPLE, Weighed, cuts};
use crate::duplicate::Reason;
use crate::{Error, Result, progress};

/// What a look through everybody came to.
pub(super) struct Looked {
    /// The plan, with what it has learned.
    pub plan: LinkPlan,
    /// Whether it was trained on these people.
    pub trained_anew: bool,
    /// The pairs at or above the lower threshold that are not settled, the most likely first and as many as are kept; and a sample of those
    /// below.
    pub found: Vec<Found>,
    /// How many more there are.
    pub left_out: usize,
    /// Every pair that was weighed, by band.
    pub bands: Vec<Weighed>,
}

/// Whom the plan has learned from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Taught {
    /// From nobody yet: these people teach it. What they cannot teach stays as the plan has it.
    Anew,
    /// From this record, before.
    Here,
    /// From others, so how likely two of these are one person has to be said: so much.
    Elsewhere(f64),
}

/// Compares them.
pub(super) fn look(
    facts: &Facts,
    plan: LinkPlan,
    from: Taught,
    settled: &Settled,
    tell: &watch::Sender<progress::Step>,
) -> Result<Looked> {
    let mut plan = plan;
    let people = &facts.people;
    tell.send_replace(Step::Gathering.at(0, None));
    let prepared = Prepared::new(&plan, people).map_err(|why| cannot(&CannotBlock::from(why)))?;
    let trains = matches!(from, Taught::Anew);
    if trains {
        tell.send_replace(Step::Learning.at(0, None));
        train(&mut plan, &prepared, Pairing::Everybody, &|_| {}).map_err(|why| cannot(&why))?;
        tell.send_replace(Step::Gathering.at(0, None));
    }
    let most = plan.limits.pairs_of_a_rule;
    let blocked =
        Blocked::new(&prepared, &plan.rules, Pairing::Everybody, most).map_err(|why| cannot(&why))?;
    let taught = plan.clone();
    let plan = match from {
        Taught::Elsewhere(odds) => plan.with_odds(odds),
        Taught::Anew | Taught::Here => plan,
    };
    let scorer = Scorer::new(&plan, &prepared).map_err(|why| cannot_score(&why))?;
    let (least, lower) = (weight_of(plan.thresholds.keep), weight_of(plan.thresholds.review));
    let rules = plan.rules.len() as u64;
    tell.send_replace(Step::Weighing.at(0, Some(rules)));
    let weighed = |rule, _| {
        tell.send_replace(Step::Weighing.at(rule as u64 + 1, Some(rules)));
    };
    let edges = predict(&prepared, &blocked, &scorer, least, &weighed).edges;
    drop(blocked);
    let cuts = cuts(&plan);
    let bands = Band::of(edges.iter().map(|edge| Pair { weight: edge.weight, answer: None }), &cuts);
    let chosen = sample(&edges, &cuts, lower, &facts.ids);
    let (wanted, left_out) = wanted(&edges, lower, &facts.ids, settled);
    let found = wanted
        .into_iter()
        .map(|(people, edge)| (people, edge, false))
        .chain(chosen.into_iter().map(|edge| (ids_of(edge, &facts.ids), edge, true)))
        .map(|(people, edge, is_sample)| {
            let explanation =
                Explanation::new(&plan, &prepared, &scorer, edge.left as usize, edge.right as usize);
            Found { is_sample, ..pair(people, &explanation, &plan) }
        })
        .collect();
    drop((scorer, prepared));
    let bands = bands
        .iter()
        .map(|band| Weighed {
            from: Some(band.from).filter(|from| from.is_finite()),
            to: Some(band.to).filter(|to| to.is_finite()),
            pairs: band.pairs,
            believed: band.believed,
        })
        .collect();
    Ok(Looked { plan: taught, trained_anew: trains, found, left_out, bands })
}

/// The pairs from the lower threshold on that nobody has settled, the most likely first; and how many there are beyond [`MOST`] of them.
/// Those that were said to be two people are always among them: only what speaks for them says whether they come back.
fn wanted<'a>(
    edges: &'a [Edge],
    lower: f64,
    ids: &[Uuid],
    settled: &Settled,
) -> (Vec<(People, &'a Edge)>, usize) {
    let mut wanted: Vec<(People, &Edge)> = edges
        .iter()
        .filter(|edge| edge.weight >= lower)
        .map(|edge| (ids_of(edge, ids), edge))
        .filter(|(people, _)| !settled.has(people))
        .collect();
    wanted.sort_by(|(one, this), (other, that)| that.weight.total_cmp(&this.weight).then(one.cmp(other)));
    let (mut kept, mut left_out) = (0, 0);
    wanted.retain(|(people, _)| {
        if settled.different.contains(people) {
            return true;
        }
        kept += 1;
        left_out += usize::from(kept > MOST);
        kept <= MOST
    });
    (wanted, left_out)
}

/// The two people of a pair, the lower id first.
fn ids_of(edge: &Edge, ids: &[Uuid]) -> People {
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

fn pair(people: People, explanation: &Explanation, plan: &LinkPlan) -> Found {
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
