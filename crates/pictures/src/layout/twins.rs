//! Where lines arrive at children: one place each, one for all who were born together.

use crate::family::{Clean, ParentKind};
use crate::layout::graph::Graph;
use crate::layout::order::Placed;
use crate::layout::unions::are_twins;

/// Between the lines of several pairs of parents to one child.
const ASIDE: f64 = 12.0;

/// Where a line comes down from the horizontal.
#[derive(Debug)]
pub(crate) struct Target {
    pub x: f64,
    pub children: Vec<End>,
}

/// The end of a line at a child.
#[derive(Debug)]
pub(crate) struct End {
    pub node: usize,
    pub kind: ParentKind,
    pub x: f64,
    /// How far from the middle of the child.
    pub aside: f64,
}

/// For each link, where its lines come down.
pub(crate) fn targets(graph: &Graph, clean: &Clean, placed: &Placed) -> Vec<Vec<Target>> {
    let links = 0..graph.links.len();
    let drop: Vec<f64> = links.clone().map(|it| placed.ports.drop(graph, &placed.x, it)).collect();
    links.map(|link| of_link(graph, clean, placed, &drop, link)).collect()
}

fn of_link(graph: &Graph, clean: &Clean, placed: &Placed, drop: &[f64], link: usize) -> Vec<Target> {
    let mut targets: Vec<Target> = vec![];
    for (node, kind) in &graph.links[link].children {
        let aside = aside(graph, drop, link, *node);
        let x = placed.x[*node] + aside;
        let end = End { node: *node, kind: *kind, x, aside };
        let twin = |it: &Target| match (graph.nodes[it.children[0].node].person, graph.nodes[*node].person) {
            (Some(one), Some(other)) => are_twins(clean, one, other),
            _ => false,
        };
        match targets.iter_mut().find(|it| twin(it)) {
            Some(target) => target.children.push(end),
            None => targets.push(Target { x, children: vec![end] }),
        }
    }
    for target in &mut targets {
        let sum: f64 = target.children.iter().map(|it| it.x).sum();
        target.x = (sum / target.children.len() as f64 * 2.0).round() / 2.0;
    }
    targets
}

/// How far from a child's middle a link arrives: side by side with the child's other links, in the order they come from.
fn aside(graph: &Graph, drop: &[f64], link: usize, node: usize) -> f64 {
    let mut links: Vec<usize> = (0..graph.links.len())
        .filter(|it| graph.links[*it].children.iter().any(|child| child.0 == node))
        .collect();
    links.sort_by(|a, b| drop[*a].total_cmp(&drop[*b]));
    let place = links.iter().position(|it| *it == link).unwrap_or(0) as f64;
    let step = if links.len() > 3 { 36.0 / links.len() as f64 } else { ASIDE };
    (place - (links.len() as f64 - 1.0) / 2.0) * step
}
