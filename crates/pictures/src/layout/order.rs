//! The order of the blocks in every row: few crossings, short lines.

use crate::layout::graph::Graph;
use crate::layout::place::place;
use crate::layout::ports::Ports;

/// Sweeps of placing while orders are tried, and for the last one.
const ROUGH: usize = 3;
const FINE: usize = 16;
/// How many orders are tried at most by swapping neighbours; larger families keep what sorting gave.
const MOST_SWAPS: usize = 100;
/// What a crossing costs, in units of a line's length.
const CROSSING: f64 = 120.0;

/// An order of the rows with what follows from it.
pub(crate) struct Placed {
    pub rows: Vec<Vec<usize>>,
    pub ports: Ports,
    pub x: Vec<f64>,
}

/// Finds a good order and places everybody.
pub(crate) fn arrange(graph: &Graph) -> Placed {
    let mut order = graph.first_order.clone();
    let (mut x, mut cost) = try_order(graph, &order);
    let mut sorted = order.clone();
    for _ in 0..4 {
        sort_rows(graph, &mut sorted, &x);
        let (at, new) = try_order(graph, &sorted);
        x = at;
        if new < cost {
            (order, cost) = (sorted.clone(), new);
        }
    }
    swap_neighbours(graph, &mut order, cost);
    let rows = graph.flat(&order);
    let ports = Ports::new(graph, &rows);
    let x = place(graph, &rows, &ports, FINE);
    Placed { rows, ports, x }
}

fn try_order(graph: &Graph, order: &[Vec<usize>]) -> (Vec<f64>, f64) {
    let rows = graph.flat(order);
    let ports = Ports::new(graph, &rows);
    let x = place(graph, &rows, &ports, ROUGH);
    let cost = cost(graph, &ports, &x);
    (x, cost)
}

/// How far lines run sideways, with so much added for each pair that crosses.
fn cost(graph: &Graph, ports: &Ports, x: &[f64]) -> f64 {
    let mut cost = 0.0;
    let mut edges: Vec<(usize, f64, f64)> = vec![];
    for (index, link) in graph.links.iter().enumerate() {
        let drop = ports.drop(graph, x, index);
        for (child, _) in &link.children {
            edges.push((graph.nodes[*child].row, drop, x[*child]));
        }
    }
    for (one, other) in &graph.pairs {
        cost += (x[*one] - x[*other]).abs();
    }
    for (index, (row, from, to)) in edges.iter().enumerate() {
        cost += (from - to).abs();
        let rest = edges[index + 1..].iter().filter(|it| it.0 == *row);
        let crossing = rest.filter(|it| (it.1 - from) * (it.2 - to) < 0.0);
        cost += crossing.count() as f64 * CROSSING;
    }
    cost
}

/// Sorts each row by where its blocks would like to be, looking at parents and partners, then at children.
fn sort_rows(graph: &Graph, order: &mut [Vec<usize>], x: &[f64]) {
    let mut wish: Vec<Vec<f64>> = vec![vec![]; graph.blocks.len()];
    for link in &graph.links {
        let parents = link.parents.iter().map(|it| x[*it]).sum::<f64>() / link.parents.len() as f64;
        for (child, _) in &link.children {
            wish[graph.nodes[*child].block].push(parents);
            for parent in &link.parents {
                wish[graph.nodes[*parent].block].push(x[*child]);
            }
        }
    }
    for (one, other) in &graph.pairs {
        let (a, b) = (graph.nodes[*one].block, graph.nodes[*other].block);
        if a != b {
            wish[a].push(x[*other]);
            wish[b].push(x[*one]);
        }
    }
    for row in order {
        let middle = |block: usize| {
            let wishes = &wish[block];
            let members = &graph.blocks[block].members;
            let own = members.iter().map(|it| x[*it]).sum::<f64>() / members.len() as f64;
            if wishes.is_empty() { own } else { wishes.iter().sum::<f64>() / wishes.len() as f64 }
        };
        row.sort_by(|a, b| middle(*a).total_cmp(&middle(*b)));
    }
}

/// Keeps every swap of neighbours that makes things better, until none does or enough were tried.
fn swap_neighbours(graph: &Graph, order: &mut [Vec<usize>], mut cost: f64) {
    let mut left = if graph.nodes.len() > 150 { 0 } else { MOST_SWAPS };
    let mut better = true;
    while better {
        better = false;
        for row in 0..order.len() {
            for index in 1..order[row].len() {
                if left == 0 {
                    return;
                }
                left -= 1;
                order[row].swap(index - 1, index);
                let (_, new) = try_order(graph, order);
                if new < cost - 0.5 {
                    cost = new;
                    better = true;
                } else {
                    order[row].swap(index - 1, index);
                }
            }
        }
    }
}
