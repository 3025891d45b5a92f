//! Where lines leave the sides of symbols, and so how far neighbours must stand apart.

use crate::layout::cell::MIDDLE;
use crate::layout::graph::Graph;

/// Between a cell's edge and its first port, and between ports.
const FIRST: f64 = 9.0;
const NEXT: f64 = 7.0;
/// Between neighbours who are a couple; within a block; between blocks.
const COUPLE: f64 = 46.0;
const WITHIN: f64 = 24.0;
const BETWEEN: f64 = 36.0;

/// A place at a node's side from which a line goes down beside the cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Port {
    pub node: usize,
    pub right: bool,
    nth: usize,
}

impl Port {
    /// Where the line goes down, for the middle of the node.
    pub fn x(&self, graph: &Graph, middle: f64) -> f64 {
        let out = graph.nodes[self.node].cell.width / 2.0 + FIRST + NEXT * self.nth as f64;
        if self.right { middle + out } else { middle - out }
    }

    /// How far below the cell's top the line leaves the symbol.
    pub fn down(&self) -> f64 {
        MIDDLE + (8.0 + 5.0 * self.nth as f64).min(18.0)
    }
}

/// How a couple is joined.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Joined {
    /// Neighbours: one straight line, from the left node to the right one.
    Beside(usize, usize),
    /// Others stand between: a line under the row, from the left port to the right one.
    Under(Port, Port),
}

/// All ports for one order of the rows.
#[derive(Debug)]
pub(crate) struct Ports {
    /// For each pair of the graph.
    pub joined: Vec<Joined>,
    /// For each link: the port of a single parent; a couple's or a passage's line needs none.
    pub single: Vec<Option<Port>>,
    /// Whether the neighbour to the left and to the right of each node is a partner.
    beside: Vec<[bool; 2]>,
    /// How many ports each node has to its left and right.
    sides: Vec<[usize; 2]>,
}

impl Ports {
    pub fn new(graph: &Graph, rows: &[Vec<usize>]) -> Self {
        let mut place = vec![0; graph.nodes.len()];
        for row in rows {
            for (index, node) in row.iter().enumerate() {
                place[*node] = index;
            }
        }
        let mut sides = vec![[0; 2]; graph.nodes.len()];
        let mut beside = vec![[false; 2]; graph.nodes.len()];
        let mut joined = vec![];
        let mut port = |node: usize, right: bool| {
            let nth = sides[node][usize::from(right)];
            sides[node][usize::from(right)] += 1;
            Port { node, right, nth }
        };
        for (one, other) in &graph.pairs {
            let (left, right) = if place[*one] < place[*other] { (*one, *other) } else { (*other, *one) };
            joined.push(if place[left] + 1 == place[right] {
                beside[left][1] = true;
                beside[right][0] = true;
                Joined::Beside(left, right)
            } else {
                Joined::Under(port(left, true), port(right, false))
            });
        }
        let mut single = vec![];
        for link in &graph.links {
            let node = link.parents[0];
            let person = graph.nodes[node].person.is_some();
            single.push((link.parents.len() == 1 && person).then(|| port(node, !beside[node][1])));
        }
        Self { joined, single, beside, sides }
    }

    /// The room that lines take beside a node.
    pub fn room(&self, node: usize, right: bool) -> f64 {
        let ports = self.sides[node][usize::from(right)];
        if ports == 0 { 0.0 } else { FIRST - 5.0 + NEXT * ports as f64 }
    }

    /// How far apart the middles of two neighbours must be.
    pub fn apart(&self, graph: &Graph, left: usize, right: usize) -> f64 {
        let (one, other) = (&graph.nodes[left], &graph.nodes[right]);
        let gap = match () {
            () if self.beside[left][1] => COUPLE,
            () if one.block == other.block => WITHIN,
            () => BETWEEN,
        };
        let ports = self.sides[left][1] + self.sides[right][0];
        (one.cell.width + other.cell.width) / 2.0 + gap + NEXT * ports as f64
    }

    /// Where the line to a link's children starts from, for nodes at `x`, as near to `wish` as it can.
    pub fn drop_near(&self, graph: &Graph, x: &[f64], link: usize, wish: f64) -> f64 {
        let usual = self.drop(graph, x, link);
        let play = match graph.links[link].pair.map(|it| self.joined[it]) {
            Some(Joined::Beside(..)) => COUPLE / 2.0 - 10.0,
            Some(Joined::Under(left, right)) => {
                (right.x(graph, x[right.node]) - left.x(graph, x[left.node])) / 2.0 - 30.0
            }
            None => 0.0,
        };
        wish.clamp(usual - play.max(0.0), usual + play.max(0.0))
    }

    /// Where the line to a link's children usually starts from, for nodes at `x`.
    pub fn drop(&self, graph: &Graph, x: &[f64], link: usize) -> f64 {
        match (graph.links[link].pair, self.single[link]) {
            (Some(pair), _) => match self.joined[pair] {
                Joined::Beside(left, right) => {
                    let edge = |node: usize| graph.nodes[node].cell.width / 2.0;
                    (x[left] + edge(left) + x[right] - edge(right)) / 2.0
                }
                Joined::Under(left, right) => {
                    (left.x(graph, x[left.node]) + right.x(graph, x[right.node])) / 2.0
                }
            },
            (None, Some(port)) => port.x(graph, x[port.node]),
            (None, None) => x[graph.links[link].parents[0]],
        }
    }
}
