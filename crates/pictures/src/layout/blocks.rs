//! Blocks: brothers and sisters with the partners who stand beside them. A block is never torn apart or reordered.

use std::collections::VecDeque;

use crate::family::{Clean, CoupleKind, Sex};
use crate::layout::graph::Graph;
use crate::layout::unions::in_birth_order;

/// Nodes that stay side by side in this order.
#[derive(Debug)]
pub(crate) struct Block {
    pub row: usize,
    pub members: Vec<usize>,
}

/// Makes the blocks of a graph and the order in which they are first tried. `home_union` is where each node is a child.
pub(crate) fn build(graph: &mut Graph, clean: &Clean, home_union: &[Option<usize>]) {
    let people = home_union.len();
    let person = |graph: &Graph, node: usize| graph.nodes[node].person.unwrap_or_default();
    let mut partners = vec![vec![]; people];
    for (index, (one, other)) in graph.pairs.iter().enumerate() {
        partners[*one].push((index, *other));
        partners[*other].push((index, *one));
    }
    // Whoever has parents in the picture stands with their brothers and sisters; partners without come to them.
    let mut taken: Vec<bool> = home_union.iter().map(Option::is_some).collect();
    let mut beside = vec![vec![]; people];
    spread((0..people).filter(|it| taken[*it]).collect(), &mut taken, &partners, &mut beside);
    let mut heads = vec![];
    let mut most: Vec<usize> = (0..people).filter(|it| !taken[*it]).collect();
    let first = |node: &usize| clean.people[person(graph, *node)].sex != Sex::Male;
    most.sort_by_key(|it| (std::cmp::Reverse(partners[*it].len()), first(it), *it));
    for head in most {
        if !taken[head] {
            taken[head] = true;
            spread(VecDeque::from([head]), &mut taken, &partners, &mut beside);
            heads.push(vec![head]);
        }
    }
    let mut sibships: Vec<((usize, usize), Vec<usize>)> = vec![];
    for (node, union) in home_union.iter().enumerate() {
        if let Some(union) = union {
            let key = (*union, graph.nodes[node].row);
            match sibships.iter_mut().find(|it| it.0 == key) {
                Some(sibship) => sibship.1.push(node),
                None => sibships.push((key, vec![node])),
            }
        }
    }
    for (_, mut sibship) in sibships {
        let mut order: Vec<usize> = sibship.iter().map(|it| person(graph, *it)).collect();
        in_birth_order(clean, &mut order);
        sibship.sort_by_key(|it| order.iter().position(|other| *other == person(graph, *it)));
        heads.push(sibship);
    }
    let arrange = Arrange { graph, clean, beside: &beside };
    let mut blocks: Vec<Vec<usize>> =
        heads.iter().map(|it| it.iter().flat_map(|head| arrange.around(*head)).collect()).collect();
    blocks.extend((people..graph.nodes.len()).map(|passage| vec![passage]));
    for members in blocks {
        let block = graph.blocks.len();
        for node in &members {
            graph.nodes[*node].block = block;
        }
        graph.blocks.push(Block { row: graph.nodes[members[0]].row, members });
    }
    for (one, other) in graph.pairs.clone() {
        if graph.nodes[one].block == graph.nodes[other].block {
            graph.nodes[one].partners.push(other);
            graph.nodes[other].partners.push(one);
        }
    }
    first_order(graph);
}

/// Gives each partner without parents to the first who can have them beside.
fn spread(
    mut waiting: VecDeque<usize>,
    taken: &mut [bool],
    partners: &[Vec<(usize, usize)>],
    beside: &mut [Vec<(usize, usize)>],
) {
    while let Some(node) = waiting.pop_front() {
        for (pair, partner) in &partners[node] {
            if !std::mem::replace(&mut taken[*partner], true) {
                beside[node].push((*pair, *partner));
                waiting.push_back(*partner);
            }
        }
    }
}

struct Arrange<'a> {
    graph: &'a Graph,
    clean: &'a Clean,
    /// For each node the partners that stand beside it, with the place of each couple in the list.
    beside: &'a [Vec<(usize, usize)>],
}

impl Arrange<'_> {
    /// A person with the partners beside them: earlier ones to the left, the latest to the right. One partner alone
    /// stands so that the man is on the left.
    fn around(&self, head: usize) -> Vec<usize> {
        let mut partners = self.beside[head].clone();
        // Those that have ended are earlier, as far as is known.
        let kind = |pair: usize| self.clean.couples.get(self.graph.pair_of[pair]).map(|it| it.kind);
        let lasting = |pair: usize| kind(pair) == Some(CoupleKind::Enduring);
        partners.sort_by_key(|it| (lasting(it.0), it.0));
        let sex = |node: usize| self.graph.nodes[node].person.map(|it| self.clean.people[it].sex);
        let latest = match partners.as_slice() {
            [only] if sex(head) == Some(Sex::Female) && sex(only.1) == Some(Sex::Male) => None,
            _ => partners.pop(),
        };
        let mut line = vec![];
        for (_, partner) in &partners {
            let mut outwards = self.outwards(*partner);
            outwards.reverse();
            line.extend(outwards);
        }
        line.push(head);
        if let Some((_, partner)) = latest {
            line.extend(self.outwards(partner));
        }
        line
    }

    /// A partner and their own other partners, away from the person they stand beside.
    fn outwards(&self, partner: usize) -> Vec<usize> {
        let mut line = vec![];
        let mut waiting = vec![partner];
        while let Some(node) = waiting.pop() {
            line.push(node);
            waiting.extend(self.beside[node].iter().rev().map(|it| it.1));
        }
        line
    }
}

/// From the top left: each block, then whoever its members are coupled with elsewhere, then their children.
fn first_order(graph: &mut Graph) {
    let mut done = vec![false; graph.blocks.len()];
    let mut order = vec![vec![]; graph.first_order.len()];
    let mut tops: Vec<usize> = (0..graph.blocks.len()).collect();
    tops.sort_by_key(|it| graph.blocks[*it].row);
    for top in tops {
        let mut waiting = vec![top];
        while let Some(block) = waiting.pop() {
            if std::mem::replace(&mut done[block], true) {
                continue;
            }
            order[graph.blocks[block].row].push(block);
            let mut next = below(graph, block);
            next.extend(coupled(graph, block).into_iter().map(|it| highest(graph, it, &done)));
            next.reverse();
            waiting.extend(next);
        }
    }
    graph.first_order = order;
}

/// The blocks of a block's children.
fn below(graph: &Graph, block: usize) -> Vec<usize> {
    let links = graph.links.iter().filter(|it| it.parents.iter().any(|at| graph.nodes[*at].block == block));
    links.flat_map(|it| it.children.iter().map(|child| graph.nodes[child.0].block)).collect()
}

fn coupled(graph: &Graph, block: usize) -> Vec<usize> {
    let of = |node: usize| graph.nodes[node].block;
    let other = |(one, other): &(usize, usize)| match (of(*one), of(*other)) {
        (one, other) if one == other => None,
        (one, other) if one == block => Some(other),
        (one, other) if other == block => Some(one),
        _ => None,
    };
    graph.pairs.iter().filter_map(other).collect()
}

/// The topmost block above one that has not been placed.
fn highest(graph: &Graph, block: usize, done: &[bool]) -> usize {
    let mut top = block;
    // Every step is one row up, so this ends.
    loop {
        let links = graph.links.iter();
        let mut above = links
            .filter(|it| it.children.iter().any(|child| graph.nodes[child.0].block == top))
            .map(|it| graph.nodes[it.parents[0]].block)
            .filter(|it| !done[*it]);
        match above.next() {
            Some(block) => top = block,
            None => return top,
        }
    }
}
