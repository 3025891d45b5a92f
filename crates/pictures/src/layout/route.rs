//! Where every line runs. Verticals keep to the gaps beside people, horizontals to lanes between rows, so that no line
//! crosses a symbol or words.

use crate::family::{Clean, ParentKind};
use crate::layout::cell::{MIDDLE, SYMBOL};
use crate::layout::graph::Graph;
use crate::layout::lanes::{Run, lanes};
use crate::layout::order::Placed;
use crate::layout::ports::Joined;
use crate::layout::twins::{self, Target};
use crate::layout::{CoupleLine, Point, Stroke};

/// Above the symbols of a row, for household outlines and the ends of lines.
const ARRIVE: f64 = 18.0;
/// More of it where twins' lines part.
const TWINS: f64 = 24.0;
const UNDER_CELLS: f64 = 14.0;
const COUPLE_LANE: f64 = 12.0;
const CHILD_LANE: f64 = 14.0;

/// The heights of one row.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Height {
    /// The top of its cells.
    pub top: f64,
    /// The bottom of its tallest cell.
    pub bottom: f64,
}

/// One connected family, placed and with its lines.
#[derive(Debug)]
pub(crate) struct Routed {
    pub heights: Vec<Height>,
    pub couples: Vec<CoupleLine>,
    pub strokes: Vec<Stroke>,
    pub height: f64,
}

/// Routes all lines of a graph.
pub(crate) fn route(graph: &Graph, clean: &Clean, placed: &Placed) -> Routed {
    let mut routed = Routed { heights: vec![], couples: vec![], strokes: vec![], height: 0.0 };
    let targets = twins::targets(graph, clean, placed);
    let mut y = 0.0;
    // For each link, where its line comes down from.
    let mut start: Vec<Point> = vec![(0.0, 0.0); graph.links.len()];
    // What waits for the next row's height.
    let mut buses: Vec<(usize, f64)> = vec![];
    for (row, nodes) in placed.rows.iter().enumerate() {
        let twins = buses.iter().any(|(link, _)| targets[*link].iter().any(|it| it.children.len() > 1));
        let top = y + ARRIVE + if twins { TWINS } else { 0.0 };
        let tallest = nodes.iter().map(|it| graph.nodes[*it].cell.height).fold(SYMBOL, f64::max);
        let height = Height { top, bottom: top + tallest };
        routed.heights.push(height);
        for (link, bus) in buses.drain(..) {
            strokes(graph, link, start[link], bus, top, &targets[link], &mut routed.strokes);
        }
        y = height.bottom + UNDER_CELLS;
        y += couples(graph, placed, row, y, &targets, &mut start, &mut routed);
        let mut hanging: Vec<usize> =
            (0..graph.links.len()).filter(|it| graph.nodes[graph.links[*it].parents[0]].row == row).collect();
        leave(graph, placed, &hanging, height, &mut start, &mut routed);
        // A line straight down needs no lane.
        let straight = |it: &usize| targets[*it].len() == 1 && (targets[*it][0].x - start[*it].0).abs() < 0.6;
        buses.extend(hanging.iter().filter(|it| straight(it)).map(|it| (*it, y)));
        hanging.retain(|it| !straight(it));
        let run = |it: &usize| Run::new(vec![start[*it].0], targets[*it].iter().map(|it| it.x).collect());
        let lanes = lanes(&hanging.iter().map(run).collect::<Vec<_>>());
        let used = lanes.iter().max().map_or(0, |it| it + 1);
        buses.extend(hanging.iter().zip(lanes).map(|(it, lane)| (*it, y + 6.0 + CHILD_LANE * lane as f64)));
        y += CHILD_LANE * used as f64;
    }
    routed.height = y;
    routed
}

/// The lines of a row's couples; gives back how much height their lanes take.
fn couples(
    graph: &Graph,
    placed: &Placed,
    row: usize,
    y: f64,
    targets: &[Vec<Target>],
    start: &mut [Point],
    routed: &mut Routed,
) -> f64 {
    let height = routed.heights[row];
    let in_row = |it: &usize| graph.nodes[graph.pairs[*it].0].row == row;
    let here: Vec<usize> = (0..graph.pairs.len()).filter(in_row).collect();
    let mut under = vec![];
    for pair in &here {
        let link = graph.links.iter().position(|it| it.pair == Some(*pair));
        match placed.ports.joined[*pair] {
            Joined::Beside(left, right) => {
                let side = |node: usize| graph.nodes[node].cell.side_at(MIDDLE);
                let middle = height.top + MIDDLE;
                let points =
                    vec![(placed.x[left] + side(left), middle), (placed.x[right] - side(right), middle)];
                let mut end = points[1].0;
                if let Some(link) = link {
                    end = drop(graph, placed, link, &targets[link]);
                    start[link] = (end, middle);
                }
                let mark = ((points[0].0 + end) / 2.0, middle);
                routed.couples.push(CoupleLine { pair: graph.pair_of[*pair], points, mark });
            }
            Joined::Under(left, right) => {
                let ends = vec![left.x(graph, placed.x[left.node]), right.x(graph, placed.x[right.node])];
                under.push((*pair, left, right, link, Run::new(ends, vec![])));
            }
        }
    }
    let lanes = lanes(&under.iter().map(|it| it.4.clone()).collect::<Vec<_>>());
    let used = lanes.iter().max().map_or(0, |it| it + 1);
    let mut taken: Vec<f64> = start.iter().map(|it| it.0).collect();
    for ((pair, left, right, link, run), lane) in under.into_iter().zip(lanes) {
        let lane = y + COUPLE_LANE * lane as f64;
        let side = |port: crate::layout::ports::Port| graph.nodes[port.node].cell.side_at(port.down());
        let points = vec![
            (placed.x[left.node] + side(left), height.top + left.down()),
            (run.from, height.top + left.down()),
            (run.from, lane),
            (run.to, lane),
            (run.to, height.top + right.down()),
            (placed.x[right.node] - side(right), height.top + right.down()),
        ];
        if let Some(link) = link {
            let wish = drop(graph, placed, link, &targets[link]);
            start[link] = (free_x(&run, &taken, wish), lane);
            taken.push(start[link].0);
        }
        routed.couples.push(CoupleLine { pair: graph.pair_of[pair], points, mark: (run.from + 16.0, lane) });
    }
    COUPLE_LANE * used as f64
}

/// Where a link comes down from a couple's line: over the middle of the children, as far as the line reaches.
fn drop(graph: &Graph, placed: &Placed, link: usize, targets: &[Target]) -> f64 {
    let own = |it: &&Target| it.children.iter().any(|child| graph.links[link].own.contains(&child.node));
    let own = targets.iter().filter(own).map(|it| it.x);
    let (least, most) = own.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
    placed.ports.drop_near(graph, &placed.x, link, (least + most) / 2.0)
}

/// The place nearest to `wish` on a line where no other line comes down.
fn free_x(run: &Run, taken: &[f64], wish: f64) -> f64 {
    let tries = (0..40).map(|it| wish + f64::from((it + 1) / 2 * 7) * if it % 2 == 0 { 1.0 } else { -1.0 });
    let free = |x: &f64| *x > run.from && *x < run.to && taken.iter().all(|it| (it - x).abs() >= 6.0);
    (tries.into_iter().find(free).unwrap_or(wish) * 2.0).round() / 2.0
}

/// From single parents' sides, and through rows that a line passes.
fn leave(
    graph: &Graph,
    placed: &Placed,
    links: &[usize],
    height: Height,
    start: &mut [Point],
    routed: &mut Routed,
) {
    for link in links {
        let node = graph.links[*link].parents[0];
        let kind = graph.links[*link].kind();
        if let Some(port) = placed.ports.single[*link] {
            let x = port.x(graph, placed.x[node]);
            let y = height.top + port.down();
            let side = graph.nodes[node].cell.side_at(port.down());
            let from = if port.right { placed.x[node] + side } else { placed.x[node] - side };
            routed.strokes.push(Stroke { points: vec![(from, y), (x, y)], kind });
            start[*link] = (x, y);
        } else if graph.nodes[node].person.is_none() {
            start[*link] = (placed.x[node], height.top);
        }
    }
}

/// A link's stalk, its horizontal and the line to each child.
fn strokes(
    graph: &Graph,
    link: usize,
    from: Point,
    bus: f64,
    top: f64,
    targets: &[Target],
    strokes: &mut Vec<Stroke>,
) {
    let kind = graph.links[link].kind();
    let below = targets.iter().map(|it| it.x);
    let (left, right) = below.fold((from.0, from.0), |(a, b), x| (a.min(x), b.max(x)));
    strokes.push(Stroke { points: vec![from, (from.0, bus)], kind });
    if right - left > 0.5 {
        strokes.push(Stroke { points: vec![(left, bus), (right, bus)], kind });
    }
    for target in targets {
        if target.children.len() == 1 {
            let child = &target.children[0];
            let end = top + graph.nodes[child.node].cell.top_at(child.aside);
            strokes.push(Stroke { points: vec![(target.x, bus), (target.x, end)], kind: child.kind });
            continue;
        }
        let knot = (target.x, top - TWINS + 2.0);
        let same = target.children.iter().all(|it| it.kind == target.children[0].kind);
        let stalk = if same { target.children[0].kind } else { ParentKind::Birth };
        strokes.push(Stroke { points: vec![(target.x, bus), knot], kind: stalk });
        for child in &target.children {
            let end = (child.x, top + graph.nodes[child.node].cell.top_at(child.aside));
            strokes.push(Stroke { points: vec![knot, end], kind: child.kind });
        }
    }
}
