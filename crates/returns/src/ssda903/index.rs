//! Whose row is which: the rows of every table by child, this year's and last year's side by side.

use rustc_hash::FxHashMap;

use super::child::{Records, Rows};
use super::returned::Return;
use super::table::Row;
use super::text::Text;

/// More rows of one child in one table than a year of days could make.
pub(super) const CROWDED: usize = 1_000;

/// The rows of a table, ordered by child.
#[derive(Debug, Default)]
struct ByChild {
    order: Vec<u32>,
    /// Where each child's rows begin in the order; one more at the end.
    starts: Vec<u32>,
}

impl ByChild {
    fn of<T: Row>(rows: &[T], children: &FxHashMap<Text, u32>, key: impl Fn(&T) -> i64) -> ByChild {
        let whose: Vec<u32> =
            rows.iter().map(|row| children.get(&row.child()).copied().unwrap_or(0)).collect();
        let mut starts = vec![0u32; children.len() + 1];
        for child in &whose {
            starts[*child as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut order = vec![0u32; rows.len()];
        for (at, child) in whose.iter().enumerate() {
            let place = &mut next[*child as usize];
            order[*place as usize] = at as u32;
            *place += 1;
        }
        for window in starts.windows(2) {
            let own = &mut order[window[0] as usize..window[1] as usize];
            if own.len() > 1 {
                own.sort_by_key(|at| key(&rows[*at as usize]));
            }
        }
        ByChild { order, starts }
    }

    fn rows<'a, T>(&'a self, table: &'a [T], child: usize) -> Rows<'a, T> {
        match (self.starts.get(child), self.starts.get(child + 1)) {
            (Some(from), Some(to)) => Rows { table, order: &self.order[*from as usize..*to as usize] },
            _ => Rows::default(),
        }
    }
}

/// All tables of one return, by child.
#[derive(Debug, Default)]
struct OfReturn {
    header: ByChild,
    episodes: ByChild,
    reviews: ByChild,
    uasc: ByChild,
    oc2: ByChild,
    oc3: ByChild,
    ad1: ByChild,
    placed_adoption: ByChild,
    prev_perm: ByChild,
    missing: ByChild,
    sw_episodes: ByChild,
    dolo: ByChild,
}

impl OfReturn {
    fn of(it: &Return, children: &FxHashMap<Text, u32>) -> OfReturn {
        fn as_filed<T>(_: &T) -> i64 {
            0
        }
        OfReturn {
            header: ByChild::of(&it.header, children, as_filed),
            episodes: ByChild::of(&it.episodes, children, |row| row.decom.order()),
            reviews: ByChild::of(&it.reviews, children, as_filed),
            uasc: ByChild::of(&it.uasc, children, as_filed),
            oc2: ByChild::of(&it.oc2, children, as_filed),
            oc3: ByChild::of(&it.oc3, children, as_filed),
            ad1: ByChild::of(&it.ad1, children, as_filed),
            placed_adoption: ByChild::of(&it.placed_adoption, children, |row| row.date_placed.order()),
            prev_perm: ByChild::of(&it.prev_perm, children, as_filed),
            missing: ByChild::of(&it.missing, children, as_filed),
            sw_episodes: ByChild::of(&it.sw_episodes, children, |row| row.sw_decom.order()),
            dolo: ByChild::of(&it.dolo, children, as_filed),
        }
    }

    fn records<'a>(&'a self, of: &'a Return, child: usize) -> Records<'a> {
        Records {
            header: self.header.rows(&of.header, child),
            episodes: self.episodes.rows(&of.episodes, child),
            reviews: self.reviews.rows(&of.reviews, child),
            uasc: self.uasc.rows(&of.uasc, child),
            oc2: self.oc2.rows(&of.oc2, child),
            oc3: self.oc3.rows(&of.oc3, child),
            ad1: self.ad1.rows(&of.ad1, child),
            placed_adoption: self.placed_adoption.rows(&of.placed_adoption, child),
            prev_perm: self.prev_perm.rows(&of.prev_perm, child),
            missing: self.missing.rows(&of.missing, child),
            sw_episodes: self.sw_episodes.rows(&of.sw_episodes, child),
            dolo: self.dolo.rows(&of.dolo, child),
        }
    }
}

/// Every child of two returns, and their rows.
pub(super) struct Index<'a> {
    /// The children of this year's return in the order they first appear. The first stands for rows without a number.
    pub(super) children: Vec<Text>,
    now: (&'a Return, OfReturn),
    last: Option<(&'a Return, OfReturn)>,
}

impl<'a> Index<'a> {
    /// Reads all tables once.
    pub(super) fn of(now: &'a Return, last: Option<&'a Return>) -> Index<'a> {
        let mut numbers: FxHashMap<Text, u32> = FxHashMap::default();
        let mut children = vec![Text::BLANK];
        numbers.insert(Text::BLANK, 0);
        super::returned::each_table!(now, rows => {
            for row in rows {
                let child = row.child();
                numbers.entry(child).or_insert_with(|| {
                    children.push(child);
                    children.len() as u32 - 1
                });
            }
        });
        // Children who are in last year's return alone are gathered with the rows that have no number: no rule asks of them.
        let last = last.map(|last| (last, OfReturn::of(last, &numbers)));
        Index { children, now: (now, OfReturn::of(now, &numbers)), last }
    }

    /// A child's rows of this year and of last year.
    pub(super) fn records(&self, child: usize) -> (Records<'_>, Records<'_>) {
        let now = self.now.1.records(self.now.0, child);
        let last = match &self.last {
            Some((last, index)) if child != 0 => index.records(last, child),
            _ => Records::default(),
        };
        (now, last)
    }
}
