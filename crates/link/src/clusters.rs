//! Which records are one person: pairs joined into clusters.

mod bridges;
#[cfg(test)]
mod tests;
mod union;

pub use union::Union;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::people::Ids;
use crate::plan;
use crate::scoring::{Edge, weight_of};

/// Which cluster each record is in, named by a record of it: the one whose id comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clusters {
    /// One a record.
    pub of: Vec<u32>,
}

/// What a cluster may not be, and what is known of pairs already.
#[derive(Debug, Clone, Default)]
pub struct Constraints<'a> {
    /// Which source each record is from, where two of one source are never one person. 0: not known.
    pub sources: Option<&'a [u32]>,
    /// Pairs that somebody has decided are two people.
    pub never: &'a [(u32, u32)],
    /// Pairs that somebody has decided are one person.
    pub always: &'a [(u32, u32)],
    /// Bridges below this probability are taken down. 0: none.
    pub weak_bridge: f64,
    /// From how many records on each side.
    pub bridge_from: usize,
}

impl<'a> Constraints<'a> {
    /// What a plan asks for.
    pub fn of_plan(clusters: &plan::Clusters, sources: Option<&'a [u32]>) -> Self {
        Self {
            sources: sources.filter(|_| clusters.one_record_a_source),
            weak_bridge: clusters.weak_bridge,
            bridge_from: clusters.bridge_from,
            ..Self::default()
        }
    }

    fn forbids(&self) -> bool {
        self.sources.is_some() || !self.never.is_empty()
    }
}

impl Clusters {
    /// Joins every pair from a probability on.
    pub fn new(ids: &Ids, edges: &[Edge], from: f64, constraints: &Constraints) -> Self {
        let least = weight_of(from);
        let mut union = Union::new(ids.len());
        for (left, right) in constraints.always {
            union.join(*left, *right);
        }
        if !constraints.forbids() && constraints.weak_bridge <= 0.0 {
            for edge in edges.iter().filter(|edge| edge.weight >= least) {
                union.join(edge.left, edge.right);
            }
            return Self::named(union, ids);
        }
        let mut kept: Vec<&Edge> = edges.iter().filter(|edge| edge.weight >= least).collect();
        // The surest pairs first, so that a pair which would join what may not be joined is the one left out.
        kept.sort_unstable_by(|a, b| {
            b.weight.total_cmp(&a.weight).then_with(|| by_ids(ids, a).cmp(&by_ids(ids, b)))
        });
        if constraints.weak_bridge > 0.0 {
            bridges::take_down(&mut kept, ids.len(), constraints);
        }
        if !constraints.forbids() {
            for edge in kept {
                union.join(edge.left, edge.right);
            }
            return Self::named(union, ids);
        }
        let mut apart = Apart::new(&mut union, constraints);
        for edge in kept {
            apart.join(&mut union, edge.left, edge.right);
        }
        Self::named(union, ids)
    }

    /// Names every cluster by the first of its ids.
    fn named(mut union: Union, ids: &Ids) -> Self {
        let count = ids.len();
        let mut first: Vec<u32> = (0..count as u32).collect();
        for record in 0..count as u32 {
            let root = union.root(record);
            let place = &mut first[root as usize];
            if ids.order(record as usize, *place as usize).is_lt() {
                *place = record;
            }
        }
        Self { of: (0..count as u32).map(|record| first[union.root(record) as usize]).collect() }
    }

    /// The clusters of at least two records.
    pub fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (record, cluster) in self.of.iter().enumerate() {
            groups.entry(*cluster).or_default().push(record as u32);
        }
        let mut groups: Vec<Vec<u32>> = groups.into_values().filter(|group| group.len() > 1).collect();
        groups.sort_unstable();
        groups
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.of.iter().enumerate().filter(|(record, cluster)| *record as u32 == **cluster).count()
    }
}

fn by_ids(ids: &Ids, edge: &Edge) -> (String, String) {
    let (left, right) = (ids.get(edge.left as usize), ids.get(edge.right as usize));
    if left <= right { (left, right) } else { (right, left) }
}

/// Which clusters may not be joined.
struct Apart<'a> {
    sources: Option<FxHashMap<u32, Vec<u32>>>,
    never: FxHashMap<u32, FxHashSet<u32>>,
    source_of: Option<&'a [u32]>,
}

impl<'a> Apart<'a> {
    fn new(union: &mut Union, constraints: &Constraints<'a>) -> Self {
        let mut never: FxHashMap<u32, FxHashSet<u32>> = FxHashMap::default();
        for (left, right) in constraints.never {
            let (left, right) = (union.root(*left), union.root(*right));
            never.entry(left).or_default().insert(right);
            never.entry(right).or_default().insert(left);
        }
        let mut sources = constraints.sources.map(|_| FxHashMap::<u32, Vec<u32>>::default());
        if let (Some(sources), Some(source_of)) = (&mut sources, constraints.sources) {
            for (left, right) in constraints.always {
                for record in [*left, *right] {
                    let here = sources.entry(union.root(record)).or_default();
                    let source = source_of[record as usize];
                    if source != 0 && !here.contains(&source) {
                        here.push(source);
                    }
                }
            }
        }
        Self { sources, never, source_of: constraints.sources }
    }

    fn sources_of(&self, root: u32) -> Vec<u32> {
        let Some(sources) = &self.sources else { return Vec::new() };
        sources.get(&root).cloned().unwrap_or_else(|| {
            self.source_of.map(|of| of[root as usize]).filter(|source| *source != 0).into_iter().collect()
        })
    }

    fn join(&mut self, union: &mut Union, left: u32, right: u32) {
        let (one, other) = (union.root(left), union.root(right));
        if one == other || self.never.get(&one).is_some_and(|never| never.contains(&other)) {
            return;
        }
        let (mut mine, theirs) = (self.sources_of(one), self.sources_of(other));
        if mine.iter().any(|source| theirs.contains(source)) {
            return;
        }
        union.join(one, other);
        let root = union.root(one);
        if let Some(sources) = &mut self.sources {
            mine.extend(theirs);
            sources.insert(root, mine);
        }
        let gone = if root == one { other } else { one };
        for apart in self.never.remove(&gone).unwrap_or_default() {
            if let Some(theirs) = self.never.get_mut(&apart) {
                theirs.remove(&gone);
                theirs.insert(root);
            }
            self.never.entry(root).or_default().insert(apart);
        }
    }
}
