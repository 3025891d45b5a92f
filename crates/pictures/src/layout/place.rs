//! How far to the right everybody stands, once the order of every row is known. Neighbours always keep their distance,
//! so nothing can overlap; within that, parents come to stand over their children.

use crate::layout::graph::Graph;
use crate::layout::ports::{Joined, Ports};

/// How strongly couples who are not neighbours wish to be close, where 1 is to be over their children.
const TOGETHER: f64 = 0.1;

/// The middle of every node, after so many sweeps down and up.
pub(crate) fn place(graph: &Graph, rows: &[Vec<usize>], ports: &Ports, sweeps: usize) -> Vec<f64> {
    let mut x = vec![0.0; graph.nodes.len()];
    let apart: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| row.windows(2).map(|two| ports.apart(graph, two[0], two[1])).collect())
        .collect();
    for (row, apart) in rows.iter().zip(&apart) {
        let mut at = 0.0;
        for (index, node) in row.iter().enumerate() {
            at += if index == 0 { 0.0 } else { apart[index - 1] };
            x[*node] = at;
        }
    }
    for _ in 0..sweeps {
        for row in 1..rows.len() {
            let wishes = wishes(graph, ports, &x, row, Look::Up);
            settle(graph, &rows[row], &apart[row], &mut x, &wishes);
        }
        for row in (0..rows.len().saturating_sub(1)).rev() {
            let wishes = wishes(graph, ports, &x, row, Look::Down);
            settle(graph, &rows[row], &apart[row], &mut x, &wishes);
        }
    }
    let left = rows.iter().flatten().map(|it| x[*it] - graph.nodes[*it].cell.width / 2.0);
    let left = left.fold(f64::INFINITY, f64::min);
    x.iter().map(|it| ((it - left) * 2.0).round() / 2.0).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Look {
    /// Children go under their parents.
    Up,
    /// Parents go over their children.
    Down,
}

/// For each node the sum and number of the shifts its links wish for.
fn wishes(graph: &Graph, ports: &Ports, x: &[f64], row: usize, look: Look) -> Vec<(f64, f64)> {
    let mut wishes = vec![(0.0, 0.0); graph.nodes.len()];
    for (index, link) in graph.links.iter().enumerate() {
        let above = graph.nodes[link.parents[0]].row;
        if above + usize::from(look == Look::Up) != row {
            continue;
        }
        let places = link.own.iter().map(|child| x[*child]);
        let (least, most) =
            places.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), it| (a.min(it), b.max(it)));
        let shift = ports.drop(graph, x, index) - (least + most) / 2.0;
        let mut wish = |node: usize, shift: f64| {
            wishes[node].0 += shift;
            wishes[node].1 += 1.0;
        };
        match look {
            Look::Up => link.own.iter().for_each(|child| wish(*child, shift)),
            Look::Down => link.parents.iter().for_each(|parent| wish(*parent, -shift)),
        }
    }
    for joined in &ports.joined {
        if let Joined::Under(left, right) = joined
            && graph.nodes[left.node].row == row
        {
            // Couples with others between them come as close as those others let them.
            let shift = (x[right.node] - x[left.node]) / 2.0;
            for (node, shift) in [(left.node, shift), (right.node, -shift)] {
                wishes[node].0 += shift * TOGETHER;
                wishes[node].1 += TOGETHER;
            }
        }
    }
    wishes
}

/// Moves a row as its nodes wish, as far as neighbours allow: least squares with the order kept.
fn settle(graph: &Graph, row: &[usize], apart: &[f64], x: &mut [f64], wishes: &[(f64, f64)]) {
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(row.len());
    // Runs of nodes that have met: the sum of weighted wishes, the weight, how many.
    let mut runs: Vec<(f64, f64, usize)> = Vec::with_capacity(row.len());
    for (index, node) in row.iter().enumerate() {
        offset += if index == 0 { 0.0 } else { apart[index - 1] };
        offsets.push(offset);
        let (shift, weight) = match wishes[*node] {
            (_, 0.0) => (company(graph, *node, wishes), 0.2),
            (sum, count) => (sum / count, count),
        };
        let wish = x[*node] + shift - offset;
        let mut run = (wish * weight, weight, 1);
        while let Some(last) = runs.last()
            && last.0 / last.1 > run.0 / run.1
        {
            run = (run.0 + last.0, run.1 + last.1, run.2 + last.2);
            runs.pop();
        }
        runs.push(run);
    }
    let mut index = 0;
    for (sum, weight, count) in runs {
        for _ in 0..count {
            x[row[index]] = sum / weight + offsets[index];
            index += 1;
        }
    }
}

/// For a node that has no wish of its own: the mean shift of its partners in the block, or of the whole block.
fn company(graph: &Graph, node: usize, wishes: &[(f64, f64)]) -> f64 {
    let block = || graph.blocks[graph.nodes[node].block].members.iter();
    mean(graph.nodes[node].partners.iter(), wishes).or_else(|| mean(block(), wishes)).unwrap_or(0.0)
}

fn mean<'a>(nodes: impl Iterator<Item = &'a usize>, wishes: &[(f64, f64)]) -> Option<f64> {
    let (sum, count) = nodes.map(|it| wishes[*it]).fold((0.0, 0.0), |(a, b), it| (a + it.0, b + it.1));
    (count > 0.0).then(|| sum / count)
}
