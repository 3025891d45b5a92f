//! Dotted lines round households, where the members can be enclosed without enclosing anybody else.

use crate::family::{Clean, Kind};
use crate::layout::Point;
use crate::layout::graph::Graph;
use crate::layout::order::Placed;
use crate::layout::route::Height;

/// Between a cell and the outline at its sides, top and bottom.
const SIDE: f64 = 5.0;
const ABOVE: f64 = 8.0;
const BELOW: f64 = 6.0;

/// The households of a family in the order of its people: the words to show and who lives there.
pub(crate) fn households(clean: &Clean) -> Vec<(String, Vec<usize>)> {
    let mut homes: Vec<(String, Vec<usize>)> = vec![];
    for (index, person) in clean.people.iter().enumerate() {
        if person.household.is_empty() {
            continue;
        }
        match homes.iter_mut().find(|it| it.0 == person.household) {
            Some(home) => home.1.push(index),
            None => homes.push((person.household.clone(), vec![index])),
        }
    }
    homes
}

/// The letter of a household: A to Z, then AA, AB and so on.
pub(crate) fn letter(index: usize) -> String {
    let last = char::from(b'A' + (index % 26) as u8);
    if index < 26 { last.to_string() } else { format!("{}{last}", letter(index / 26 - 1)) }
}

/// The corners of the outline round `members`, or nothing if there is only one, if they are not all in this graph, if
/// others stand between them, or if a row lies between them in which none of them is.
pub(crate) fn outline(
    graph: &Graph,
    clean: &Clean,
    placed: &Placed,
    heights: &[Height],
    members: &[usize],
) -> Option<Vec<Point>> {
    let is_member = |node: usize| graph.nodes[node].person.is_some_and(|it| members.contains(&it));
    if members.len() < 2 || (0..graph.nodes.len()).filter(|it| is_member(*it)).count() < members.len() {
        return None;
    }
    let mut spans: Vec<(usize, f64, f64)> = vec![];
    for (row, nodes) in placed.rows.iter().enumerate() {
        let Some(first) = nodes.iter().position(|it| is_member(*it)) else { continue };
        let last = nodes.iter().rposition(|it| is_member(*it))?;
        if nodes[first..=last].iter().any(|it| !is_member(*it) && is_elsewhere(graph, clean, *it)) {
            return None;
        }
        let (left, right) = (nodes[first], nodes[last]);
        // Outside the lines that go down beside the outermost members.
        let out = |node: usize, right: bool| {
            graph.nodes[node].cell.width / 2.0 + SIDE + placed.ports.room(node, right)
        };
        spans.push((row, placed.x[left] - out(left, false), placed.x[right] + out(right, true)));
    }
    if spans.windows(2).any(|two| two[0].0 + 1 != two[1].0) {
        return None;
    }
    Some(corners(&spans, heights))
}

/// Whether this is somebody who must not be enclosed. A pregnancy or a loss of which no household is known is nobody else's.
fn is_elsewhere(graph: &Graph, clean: &Clean, node: usize) -> bool {
    let Some(person) = graph.nodes[node].person else { return false };
    clean.people[person].kind == Kind::Person || !clean.people[person].household.is_empty()
}

/// Round the spans: down the right side, up the left. Between two rows the outline steps sideways just under the upper
/// row where it grows and just over the lower row where it shrinks, so the members stay inside one shape.
fn corners(spans: &[(usize, f64, f64)], heights: &[Height]) -> Vec<Point> {
    let top = |row: usize| heights[row].top - ABOVE;
    let bottom = |row: usize| heights[row].bottom + BELOW;
    let (first, last) = (spans[0], spans[spans.len() - 1]);
    let mut right = vec![(first.2, top(first.0))];
    let mut left = vec![(first.1, top(first.0))];
    for two in spans.windows(2) {
        let (upper, lower) = (two[0], two[1]);
        let step = |grows: bool| if grows { bottom(upper.0) } else { top(lower.0) };
        if (upper.2 - lower.2).abs() > 0.1 {
            let y = step(lower.2 > upper.2);
            right.extend([(upper.2, y), (lower.2, y)]);
        }
        if (upper.1 - lower.1).abs() > 0.1 {
            let y = step(lower.1 < upper.1);
            left.extend([(upper.1, y), (lower.1, y)]);
        }
    }
    right.push((last.2, bottom(last.0)));
    left.push((last.1, bottom(last.0)));
    left.reverse();
    right.extend(left);
    right
}
