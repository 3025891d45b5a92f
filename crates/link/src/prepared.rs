//! A plan made ready for some people: every record a row of numbers, every test a few comparisons of them.

mod check;
mod get;
mod layout;
mod question;
mod rows;

pub use get::{Get, mixed};
pub use question::{Memo, Question};
pub use rows::Rows;

use std::sync::{Arc, Mutex};

use crate::blocking::Groups;
use crate::part::NotAPattern;
use crate::people::{Dictionary, People};
use crate::plan::{LinkPlan, Rule};

use layout::Layout;

/// Why a plan cannot be run on these people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotPrepare {
    /// The plan speaks of a column that is not there.
    #[error("The plan speaks of the column `{column}`, and the file has none of that name. It has: {there}")]
    NoColumn {
        /// What the plan says.
        column: String,
        /// What there is.
        there: String,
    },
    /// Two columns are compared with each other that were read apart.
    #[error("`{0}` and `{1}` are compared with each other, so they must be read into one dictionary")]
    Apart(String, String),
    /// A regular expression is none.
    #[error(transparent)]
    Pattern(#[from] NotAPattern),
    /// Too many measures for one pair.
    #[error("A plan can use at most {most} different measures, and this one uses more", most = question::MOST_MEASURES)]
    TooManyMeasures,
}

/// People and a plan, ready to be compared.
pub struct Prepared<'a> {
    /// The people.
    pub people: &'a People,
    /// Their rows.
    pub rows: Rows,
    /// The plan's comparisons, in their order, each a question for every level.
    pub comparisons: Vec<Vec<Question>>,
    layout: Layout,
    /// The groups of rules that were asked for: training and comparing ask for the same ones.
    groups: Mutex<Vec<(Rule, Arc<Groups>)>>,
}

/// A rule made ready.
pub struct PreparedRule {
    joins: Vec<(Get, Get)>,
    symmetric: bool,
    lists: bool,
}

impl<'a> Prepared<'a> {
    /// Makes a plan ready for people.
    ///
    /// # Errors
    /// [`CannotPrepare`].
    pub fn new(plan: &LinkPlan, people: &'a People) -> Result<Self, CannotPrepare> {
        let layout = Layout::new(plan, people)?;
        let mut comparisons = Vec::with_capacity(plan.comparisons.len());
        for comparison in &plan.comparisons {
            let questions: Result<Vec<_>, _> =
                comparison.levels.iter().map(|level| Question::new(&level.when, &layout)).collect();
            comparisons.push(questions?);
        }
        let rows = Rows::new(people, &layout);
        Ok(Self { people, rows, comparisons, layout, groups: Mutex::default() })
    }

    /// Makes a rule ready. Its columns must be the plan's.
    ///
    /// # Errors
    /// [`CannotPrepare`].
    pub fn rule(&self, rule: &Rule) -> Result<PreparedRule, CannotPrepare> {
        let joins = rule
            .block
            .iter()
            .map(|join| Ok((self.layout.get(&join.left)?, self.layout.get(&join.right)?)))
            .collect::<Result<Vec<_>, CannotPrepare>>()?;
        let lists = rule.block.iter().any(|join| join.left.is_list() || join.right.is_list());
        Ok(PreparedRule { joins, symmetric: rule.is_symmetric(), lists })
    }

    /// The groups of a rule, made once.
    ///
    /// # Errors
    /// [`CannotPrepare`].
    pub fn groups(&self, rule: &Rule) -> Result<Arc<Groups>, CannotPrepare> {
        // Nothing that holds the lock can panic, so it is never poisoned; if it were, groups would be made anew.
        if let Ok(known) = self.groups.lock()
            && let Some((_, groups)) = known.iter().find(|(found, _)| found == rule)
        {
            return Ok(Arc::clone(groups));
        }
        let groups = Arc::new(Groups::new(self, &self.rule(rule)?));
        if let Ok(mut known) = self.groups.lock() {
            known.push((rule.clone(), Arc::clone(&groups)));
        }
        Ok(groups)
    }

    /// How to get a part of a record.
    ///
    /// # Errors
    /// [`CannotPrepare`].
    pub fn part(&self, part: &crate::plan::Part) -> Result<Get, CannotPrepare> {
        self.layout.get(part)
    }

    /// What a part can say, by code.
    pub fn texts(&self, part: &crate::plan::Part) -> Option<Arc<Dictionary>> {
        self.layout.texts(part)
    }

    /// The word of a row that says which file its record is from, where there are several.
    pub fn dataset_word(&self) -> Option<usize> {
        self.layout.dataset()
    }

    /// The word of a row that says of which source its record is, as a code of the texts beside it. Only where the plan learns by
    /// source, and the people have its column.
    pub fn source(&self, plan: &LinkPlan) -> Option<(usize, Arc<Dictionary>)> {
        let part = crate::plan::Part::Column(plan.learns_by_source()?.to_owned());
        match self.layout.get(&part) {
            Ok(Get::Code(word)) => Some((word, self.layout.texts(&part)?)),
            _ => None,
        }
    }

    /// How many files the records are from.
    pub fn files(&self) -> usize {
        self.people.datasets.iter().max().map_or(1, |most| usize::from(*most) + 1)
    }

    /// Which file a record is from.
    pub fn file(&self, record: usize) -> usize {
        self.people.datasets.get(record).map_or(0, |dataset| usize::from(*dataset))
    }

    /// A hash of what a part of a record says, whatever the order in which records came.
    pub fn stable_hash(&self, part: &crate::plan::Part, record: usize) -> u64 {
        let row = self.rows.row(record);
        let hash = |text: &[u8]| text.iter().fold(0, |hash, byte| mixed(hash ^ u64::from(*byte)));
        match (self.layout.get(part), self.layout.texts(part)) {
            (Ok(Get::Wide(word)), _) => hash(&Get::wide_bytes(word, row)),
            (Ok(get), Some(texts)) => hash(texts.bytes(get.code(row))),
            _ => 0,
        }
    }

    /// Whether records that agree on `finer` always agree on `coarser`, a part of the same column.
    pub fn decides(&self, finer: &crate::plan::Part, coarser: &crate::plan::Part) -> bool {
        finer.is_column() || self.layout.decides(finer, coarser)
    }

    /// What a comparison says of two rows: the number of its level.
    #[inline]
    pub fn level(&self, comparison: usize, a: &[u32], b: &[u32], memo: &mut Memo) -> u8 {
        let questions = &self.comparisons[comparison];
        questions.iter().position(|question| question.holds(a, b, memo)).unwrap_or(questions.len() - 1) as u8
    }

    /// What every comparison says of two rows.
    #[inline]
    pub fn levels(&self, a: &[u32], b: &[u32]) -> Pattern {
        let mut memo = Memo::default();
        let mut pattern = Pattern::default();
        for comparison in 0..self.comparisons.len() {
            pattern.set(comparison, self.level(comparison, a, b, &mut memo));
        }
        pattern
    }
}

impl PreparedRule {
    /// Whether left and right may change places.
    pub fn is_symmetric(&self) -> bool {
        self.symmetric
    }

    /// Whether two rows meet it.
    #[inline]
    pub fn holds(&self, left: &[u32], right: &[u32]) -> bool {
        self.joins.iter().all(|(one, other)| one.same(other, left, right))
    }

    /// Whether two rows meet it, whichever of them is left.
    #[inline]
    pub fn holds_either_way(&self, one: &[u32], other: &[u32]) -> bool {
        self.holds(one, other) || (!self.symmetric && self.holds(other, one))
    }

    /// Calls `each` with a hash of what a left record must agree on: one, none where something of it is missing, and several
    /// where something of it is a list.
    #[inline]
    pub fn left_keys(&self, row: &[u32], each: impl FnMut(u64)) {
        self.keys(|(left, _)| left, row, each);
    }

    /// The same of a right record.
    #[inline]
    pub fn right_keys(&self, row: &[u32], each: impl FnMut(u64)) {
        self.keys(|(_, right)| right, row, each);
    }

    #[inline]
    fn keys<'a>(&'a self, side: impl Fn(&'a (Get, Get)) -> &'a Get, row: &[u32], mut each: impl FnMut(u64)) {
        if self.lists {
            let keys = self.joins.iter().fold(vec![0u64], |keys, join| side(join).mix_each(&keys, row));
            // A list may say one thing twice.
            let mut seen: Vec<u64> = Vec::with_capacity(keys.len());
            for key in keys {
                if !seen.contains(&key) {
                    seen.push(key);
                    each(key);
                }
            }
        } else if let Some(key) = self.joins.iter().try_fold(0u64, |key, join| side(join).mix(key, row)) {
            each(key);
        }
    }

    /// Whether records can have several keys, so that two of them can meet more than once.
    pub fn has_lists(&self) -> bool {
        self.lists
    }

    /// The lowest of the keys that two rows share: where they meet more than once, they are paired there.
    pub fn first_shared_key(&self, left: &[u32], right: &[u32]) -> Option<u64> {
        let mut of_left = Vec::new();
        self.left_keys(left, |key| of_left.push(key));
        let mut first = None;
        self.right_keys(right, |key| {
            if of_left.contains(&key) && first.is_none_or(|first| key < first) {
                first = Some(key);
            }
        });
        first
    }
}

/// What every comparison of a plan says of two records: the number of each one's level, four bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Pattern(pub u64);

impl Pattern {
    /// Says what a comparison came to.
    #[inline]
    pub fn set(&mut self, comparison: usize, level: u8) {
        self.0 |= u64::from(level) << (4 * comparison);
    }

    /// What a comparison came to.
    #[inline]
    pub fn level(self, comparison: usize) -> usize {
        (self.0 >> (4 * comparison)) as usize & 15
    }
}
