//! One connected family as nodes in rows: people, and places where a line passes through a row.

use crate::family::{Clean, Pair, ParentKind};
use crate::layout::blocks::{self, Block};
use crate::layout::cell::{Cell, Shape};
use crate::layout::unions::Union;

/// The width kept free for a line that passes through a row.
const PASSAGE: f64 = 8.0;

/// Nodes, their ties from row to row, and what must stay side by side.
#[derive(Debug)]
pub(crate) struct Graph {
    pub nodes: Vec<Node>,
    /// Couples in one row, by nodes.
    pub pairs: Vec<(usize, usize)>,
    /// For each of [`Self::pairs`], its place in the family's list.
    pub pair_of: Vec<usize>,
    pub links: Vec<Link>,
    pub blocks: Vec<Block>,
    /// Blocks in the order they are first tried, row by row.
    pub first_order: Vec<Vec<usize>>,
}

/// A person, or a passage.
#[derive(Debug)]
pub(crate) struct Node {
    pub person: Option<usize>,
    pub row: usize,
    pub cell: Cell,
    pub block: usize,
    /// Partners in the same block.
    pub partners: Vec<usize>,
}

/// Who hangs from whom between one row and the next.
#[derive(Debug)]
pub(crate) struct Link {
    /// One node or two of the upper row.
    pub parents: Vec<usize>,
    /// Nodes of the lower row.
    pub children: Vec<(usize, ParentKind)>,
    /// Those of the children who stand under these parents rather than under others they have too; all, if none does.
    pub own: Vec<usize>,
    /// The union it is part of.
    union: usize,
    /// The place of the two parents in [`Graph::pairs`], if there are two.
    pub pair: Option<usize>,
}

impl Link {
    /// How the stalk is drawn: as its children are, if they are all tied alike.
    pub fn kind(&self) -> ParentKind {
        let first = self.children.first().map_or(ParentKind::Birth, |it| it.1);
        if self.children.iter().all(|it| it.1 == first) { first } else { ParentKind::Birth }
    }
}

/// A family of people who are all connected; `people` are their places in the whole list.
pub(crate) fn graph(
    clean: &Clean,
    people: &[usize],
    cells: &[Cell],
    row: &[usize],
    pairs: &[Pair],
    unions: &[Union],
) -> Graph {
    let mut used: Vec<usize> = people.iter().map(|it| row[*it]).collect();
    used.sort_unstable();
    used.dedup();
    let row_of = |person: usize| used.iter().position(|it| *it == row[person]).unwrap_or(0);
    let mut node_of = vec![usize::MAX; clean.people.len()];
    let mut nodes = vec![];
    for person in people {
        node_of[*person] = nodes.len();
        nodes.push(Node::new(Some(*person), row_of(*person), cells[*person]));
    }
    let here = |pair: &Pair| node_of[pair.one] != usize::MAX && row[pair.one] == row[pair.other];
    let pair_of: Vec<usize> = (0..pairs.len()).filter(|it| here(&pairs[*it])).collect();
    let mut graph = Graph {
        pairs: pair_of.iter().map(|it| (node_of[pairs[*it].one], node_of[pairs[*it].other])).collect(),
        pair_of,
        nodes,
        links: vec![],
        blocks: vec![],
        first_order: vec![vec![]; used.len()],
    };
    let mut home_union = vec![None; graph.nodes.len()];
    for (index, union) in unions.iter().enumerate() {
        if node_of[union.parents[0]] == usize::MAX {
            continue;
        }
        for (child, _) in &union.children {
            let home = &mut home_union[node_of[*child]];
            // A child stands with the parents they live with; failing that, with the strongest tie, which comes first.
            let lives = |it: usize| lives_with(clean, *child, &unions[it].parents);
            if home.is_none_or(|before| !lives(before) && lives(index)) {
                *home = Some(index);
            }
        }
        let parents = union.parents.iter().map(|it| node_of[*it]).collect();
        let children = union.children.iter().map(|(child, kind)| (node_of[*child], *kind)).collect();
        graph.hang(index, parents, children);
    }
    for link in &mut graph.links {
        let stands = |it: &usize| home_union.get(*it).is_none_or(|home| *home == Some(link.union));
        link.own.retain(stands);
        if link.own.is_empty() {
            link.own = link.children.iter().map(|it| it.0).collect();
        }
    }
    blocks::build(&mut graph, clean, &home_union);
    graph
}

impl Node {
    /// A node whose block is not known yet.
    fn new(person: Option<usize>, row: usize, cell: Cell) -> Self {
        Self { person, row, cell, block: 0, partners: vec![] }
    }
}

fn lives_with(clean: &Clean, child: usize, parents: &[usize]) -> bool {
    let home = &clean.people[child].household;
    !home.is_empty() && parents.iter().any(|it| clean.people[*it].household == *home)
}

impl Graph {
    /// Adds the links of one union, with a passage through each row that its line must cross.
    fn hang(&mut self, union: usize, mut parents: Vec<usize>, children: Vec<(usize, ParentKind)>) {
        let mut row = self.nodes[parents[0]].row;
        let last = children.iter().map(|it| self.nodes[it.0].row).max().unwrap_or(row);
        while row < last {
            row += 1;
            let in_row = |it: &&(usize, ParentKind)| self.nodes[it.0].row == row;
            let mut here: Vec<_> = children.iter().filter(in_row).copied().collect();
            let mut deeper = children.iter().filter(|it| self.nodes[it.0].row > row).map(|it| it.1);
            let passage = self.nodes.len();
            if let Some(first) = deeper.next() {
                let kind = if deeper.all(|it| it == first) { first } else { ParentKind::Birth };
                here.push((passage, kind));
                let cell = Cell { width: PASSAGE, height: 0.0, shape: Shape::Words };
                self.nodes.push(Node::new(None, row, cell));
            }
            let parents = std::mem::replace(&mut parents, vec![passage]);
            let is = |it: &(usize, usize)| parents.contains(&it.0) && parents.contains(&it.1);
            let pair = if parents.len() == 2 { self.pairs.iter().position(is) } else { None };
            let own = here.iter().map(|it| it.0).collect();
            self.links.push(Link { parents, children: here, own, union, pair });
        }
    }

    /// Nodes row by row, left to right, for blocks in an order.
    pub fn flat(&self, order: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let flat = |row: &Vec<usize>| row.iter().flat_map(|it| self.blocks[*it].members.clone()).collect();
        order.iter().map(flat).collect()
    }
}
