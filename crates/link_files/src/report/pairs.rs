//! Pairs that somebody should look at, each with its waterfall.

use link::prepared::Prepared;
use link::scoring::{Edge, Scorer, probability};
use minijinja::{Value, context};

use crate::explain::waterfall;
use crate::run::Linkage;

/// How many are shown.
const MOST: usize = 20;

/// The pairs between the thresholds, the likeliest first.
pub fn to_look_at(linkage: &Linkage) -> Vec<Value> {
    let thresholds = &linkage.plan.thresholds;
    let mut pairs: Vec<&Edge> = linkage
        .edges
        .edges
        .iter()
        .filter(|edge| (thresholds.review..thresholds.is_match).contains(&probability(edge.weight)))
        .collect();
    pairs.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.left.cmp(&b.left)).then(a.right.cmp(&b.right)));
    let Ok(prepared) = Prepared::new(&linkage.plan, &linkage.people) else { return Vec::new() };
    let Ok(scorer) = Scorer::new(&linkage.plan, &prepared) else { return Vec::new() };
    pairs
        .into_iter()
        .take(MOST)
        .enumerate()
        .map(|(number, edge)| {
            let (left, right) = (edge.left as usize, edge.right as usize);
            let explanation =
                link::explanation::Explanation::new(&linkage.plan, &prepared, &scorer, left, right);
            let picture = waterfall(&explanation, &linkage.plan, &linkage.people, left, right);
            context! {
                name => Value::from(picture.name.as_str()),
                words => explanation.words(&linkage.plan),
                svg => picture.svg(&format!("pair-{number}")),
                narrow => picture.narrow(&format!("pair-{number}-narrow")),
                table => super::shown(&picture.table()),
            }
        })
        .collect()
}
