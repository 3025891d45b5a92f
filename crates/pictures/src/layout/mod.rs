//! Where everything of a family picture goes: generations in rows, then the order in each row, then how far to the right,
//! then lines. Nothing here draws.

mod blocks;
pub(crate) mod cell;
mod generations;
mod graph;
pub(crate) mod homes;
mod lanes;
mod order;
mod place;
mod ports;
#[cfg(test)]
mod properties;
mod route;
mod twins;
pub(crate) mod unions;

use cell::Cell;

use crate::family::{Clean, CoupleKind, Pair, ParentKind, Remark};

/// Across and down.
pub(crate) type Point = (f64, f64);

/// Families that are not connected stand side by side until a line is this wide.
const WIDEST_LINE: f64 = 1400.0;
const BETWEEN_FAMILIES: f64 = 48.0;

/// A family laid out.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub width: f64,
    pub height: f64,
    /// For each person, the middle of their cell and its top.
    pub spots: Vec<Point>,
    /// For each person, their generation, 0 at the top of the family they are connected with.
    pub rows: Vec<usize>,
    /// Everybody in reading order.
    pub order: Vec<usize>,
    /// All couples: those given and those found.
    pub pairs: Vec<Pair>,
    pub couples: Vec<CoupleLine>,
    pub strokes: Vec<Stroke>,
    pub homes: Vec<Home>,
    /// What could not be drawn, beside what cleaning left out.
    pub remarks: Vec<Remark>,
}

/// A couple's line.
#[derive(Debug)]
pub(crate) struct CoupleLine {
    /// Its place in [`Plan::pairs`].
    pub pair: usize,
    pub points: Vec<Point>,
    /// The middle of the marks across it.
    pub mark: Point,
}

/// A piece of a line from parents to children.
#[derive(Debug)]
pub(crate) struct Stroke {
    pub points: Vec<Point>,
    pub kind: ParentKind,
}

/// A household and how it is shown.
#[derive(Debug)]
pub(crate) struct Home {
    pub words: String,
    pub letter: String,
    pub members: Vec<usize>,
    /// The corners of a line round the members; without one the letter stands beside each of them.
    pub outline: Option<Vec<Point>>,
}

/// Lays a family out, with `cells` as the room each person needs.
pub(crate) fn lay_out(clean: &Clean, cells: &[Cell]) -> Plan {
    let pairs = unions::pairs(clean);
    let rows = generations::rows(clean, &pairs, &unions::unions(clean, &pairs, None));
    let unions = unions::unions(clean, &pairs, Some(&rows));
    let mut plan = Plan { spots: vec![(0.0, 0.0); clean.people.len()], ..Plan::default() };
    let mut families = families(clean);
    // The family the picture is about comes first, then the larger ones; people without ties come last.
    let is_about = |family: &Vec<usize>| family.iter().any(|it| clean.people[*it].subject);
    families.sort_by_key(|it| (!is_about(it), std::cmp::Reverse(it.len())));
    let homes = homes::households(clean);
    plan.homes = homes
        .into_iter()
        .enumerate()
        .map(|(index, (words, members))| Home { words, letter: homes::letter(index), members, outline: None })
        .collect();
    let (mut x, mut y, mut tallest) = (0.0, 0.0, 0.0_f64);
    for family in families {
        let graph = graph::graph(clean, &family, cells, &rows, &pairs, &unions);
        let placed = order::arrange(&graph);
        let routed = route::route(&graph, clean, &placed);
        let width = extent(&graph, &placed);
        if x > 0.0 && x + width > WIDEST_LINE {
            (x, y, tallest) = (0.0, y + tallest + BETWEEN_FAMILIES / 2.0, 0.0);
        }
        for home in &mut plan.homes {
            let outline = homes::outline(&graph, clean, &placed, &routed.heights, &home.members);
            home.outline = home.outline.take().or(outline.map(|it| shifted(&it, x, y)));
        }
        for row in &placed.rows {
            for (node, person) in row.iter().filter_map(|it| Some((*it, graph.nodes[*it].person?))) {
                plan.spots[person] = (placed.x[node] + x, routed.heights[graph.nodes[node].row].top + y);
                plan.order.push(person);
            }
        }
        plan.couples.extend(routed.couples.into_iter().map(|it| CoupleLine {
            points: shifted(&it.points, x, y),
            mark: (it.mark.0 + x, it.mark.1 + y),
            ..it
        }));
        let strokes = routed.strokes.into_iter();
        plan.strokes.extend(strokes.map(|it| Stroke { points: shifted(&it.points, x, y), ..it }));
        plan.width = plan.width.max(x + width);
        tallest = tallest.max(routed.height);
        plan.height = plan.height.max(y + tallest);
        x += width + BETWEEN_FAMILIES;
    }
    plan.remarks = apart(clean, &pairs, &rows);
    plan.rows = rows;
    plan.pairs = pairs;
    plan
}

/// People who are connected by any tie, each family in the order people were given.
fn families(clean: &Clean) -> Vec<Vec<usize>> {
    let mut of: Vec<usize> = (0..clean.people.len()).collect();
    let couples = clean.couples.iter().map(|it| (it.one, it.other));
    for (one, other) in couples.chain(clean.ties.iter().map(|it| (it.parent, it.child))) {
        let (from, to) = (of[one], of[other]);
        if from != to {
            of.iter_mut().filter(|it| **it == from).for_each(|it| *it = to);
        }
    }
    let mut families: Vec<Vec<usize>> = vec![vec![]; of.len()];
    for (person, family) in of.iter().enumerate() {
        families[*family].push(person);
    }
    families.retain(|it| !it.is_empty());
    families
}

/// How wide a family is, lines beside the outermost people included.
fn extent(graph: &graph::Graph, placed: &order::Placed) -> f64 {
    let rights = (0..graph.nodes.len()).map(|it| placed.x[it] + graph.nodes[it].cell.width / 2.0);
    rights.fold(0.0, f64::max)
}

fn shifted(points: &[Point], x: f64, y: f64) -> Vec<Point> {
    points.iter().map(|it| (it.0 + x, it.1 + y)).collect()
}

/// Couples in two generations, whom no line joins.
fn apart(clean: &Clean, pairs: &[Pair], rows: &[usize]) -> Vec<Remark> {
    let apart =
        pairs.iter().filter(|it| rows[it.one] != rows[it.other] && it.kind != CoupleKind::NotRecorded);
    let text = |it: &Pair| {
        format!(
            "With {} ({}): no line joins them, because they are in different generations of the picture.",
            clean.name_of(it.other),
            it.kind.words()
        )
    };
    apart.map(|it| Remark::new(it.one, text(it))).collect()
}
