//! One child, as the rules see them: their rows in every table, this year's and last year's.

use std::ops::Deref;

use super::context::Whole;
use super::day::Day;
use super::table::Row;
use super::tables::*;
use super::text::{Text, is};

/// Rows of one table that belong to one child.
#[derive(Debug)]
pub struct Rows<'a, T> {
    pub(super) table: &'a [T],
    pub(super) order: &'a [u32],
}

impl<T> Clone for Rows<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Rows<'_, T> {}

impl<T> Default for Rows<'_, T> {
    fn default() -> Self {
        Rows { table: &[], order: &[] }
    }
}

/// One row, and its place in its table.
#[derive(Debug)]
pub struct Item<'a, T> {
    /// The row.
    pub row: &'a T,
    /// Its place in the table, from 0.
    pub at: u32,
}

impl<T> Clone for Item<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Item<'_, T> {}

impl<T> Deref for Item<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.row
    }
}

impl<'a, T: Row> Rows<'a, T> {
    /// The rows. Episodes, social workers' and decisions about adoption are in order of the day they begin, with those
    /// whose day cannot be read last; the others are as in the file.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Item<'a, T>> + ExactSizeIterator + Clone {
        self.order.iter().map(move |at| Item { row: &self.table[*at as usize], at: *at })
    }

    /// How many.
    pub fn len(self) -> usize {
        self.order.len()
    }

    /// None?
    pub fn is_empty(self) -> bool {
        self.order.is_empty()
    }

    /// Is any of them so?
    pub fn any(self, so: impl Fn(&T) -> bool) -> bool {
        self.iter().any(|item| so(item.row))
    }

    /// The first of them that is so.
    pub fn find(self, so: impl Fn(&T) -> bool) -> Option<Item<'a, T>> {
        self.iter().find(|item| so(item.row))
    }

    /// The first.
    pub fn first(self) -> Option<Item<'a, T>> {
        self.iter().next()
    }

    /// Each with the one before it.
    pub fn pairs(self) -> impl Iterator<Item = (Item<'a, T>, Item<'a, T>)> {
        self.iter().zip(self.iter().skip(1))
    }
}

/// A child's rows in one return.
#[derive(Debug, Clone, Copy, Default)]
pub struct Records<'a> {
    /// Usually one row.
    pub header: Rows<'a, Header>,
    /// In order of DECOM.
    pub episodes: Rows<'a, Episode>,
    /// As in the file.
    pub reviews: Rows<'a, Review>,
    /// Usually at most one.
    pub uasc: Rows<'a, Uasc>,
    /// Usually at most one.
    pub oc2: Rows<'a, Oc2>,
    /// Usually at most one.
    pub oc3: Rows<'a, Oc3>,
    /// Usually at most one.
    pub ad1: Rows<'a, Ad1>,
    /// In order of DATE_PLACED.
    pub placed_adoption: Rows<'a, PlacedAdoption>,
    /// Usually at most one.
    pub prev_perm: Rows<'a, PrevPerm>,
    /// As in the file.
    pub missing: Rows<'a, Missing>,
    /// In order of SW_DECOM.
    pub sw_episodes: Rows<'a, SwEpisode>,
    /// As in the file.
    pub dolo: Rows<'a, DoLo>,
}

impl<'a> Records<'a> {
    /// The episodes whose first day is known, in order.
    pub fn dated(self) -> Rows<'a, Episode> {
        let known = self.episodes.iter().take_while(|episode| episode.decom.valid()).count();
        Rows { table: self.episodes.table, order: &self.episodes.order[..known] }
    }

    /// The last episode by its first day.
    pub fn latest(self) -> Option<Item<'a, Episode>> {
        self.dated().iter().next_back()
    }

    /// The day of birth as the header has it.
    pub fn dob(self) -> Day {
        self.header.iter().map(|row| row.dob).find(|dob| dob.valid()).unwrap_or_default()
    }
}

/// A child, this year and last.
#[derive(Clone, Copy)]
pub struct Child<'a> {
    /// This year's rows.
    pub now: Records<'a>,
    /// Last year's rows.
    pub last: Records<'a>,
    /// What is the same for all children.
    pub all: &'a Whole<'a>,
    /// Looked after for the twelve months up to the end of the year, without a break.
    pub continuous: bool,
}

impl<'a> Child<'a> {
    /// Is it known from this year's or last year's return that they are or were an unaccompanied asylum-seeking child?
    ///
    /// A row of the table UASC counts when it has a date: without one the header says it.
    pub fn ever_uasc(&self) -> bool {
        [self.now, self.last].into_iter().any(|records| {
            records.header.any(|row| is!(row.uasc, "1")) || records.uasc.any(|row| row.duc.given())
        })
    }

    /// The episode that was open at the end of last year: the last one, if it had no end.
    pub fn open_last_year(&self) -> Option<Item<'a, Episode>> {
        self.last.latest().filter(|episode| episode.dec.blank())
    }

    /// Periods of care: episodes of which each begins on the day the one before ended.
    pub fn periods(&self) -> Vec<Period> {
        let mut periods: Vec<Period> = Vec::new();
        for episode in self.now.dated().iter() {
            match periods.last_mut() {
                Some(period) if period.end == episode.decom => period.end = episode.dec,
                _ => periods.push(Period { start: episode.decom, end: episode.dec }),
            }
        }
        periods
    }
}

/// A period of care. An end that is blank is none yet.
#[derive(Debug, Clone, Copy)]
pub struct Period {
    /// The first day.
    pub start: Day,
    /// The day it ended.
    pub end: Day,
}

impl Period {
    /// Did it last on this day?
    pub fn holds(&self, day: Day) -> bool {
        self.start <= day && (self.end.blank() || day <= self.end)
    }
}

/// Is it a short break (V3, V4), for which most is not asked?
pub fn short_break(ls: Text) -> bool {
    is!(ls, "V3" | "V4" | "v3" | "v4")
}

/// Was the child looked after for the twelve months up to the end of the year?
///
/// The chain of episodes (short breaks left out) that reaches the end of the year is followed back: each must have ended
/// with X1 on the day the next began, and no episode after the first may say S. An episode that ended with X1 and has none
/// after it counts as going on: rule 388 says that one is missing.
pub(super) fn continuous(records: Records<'_>, start: Day, end: Day) -> bool {
    let mut since = Day::BLANK;
    let mut until: Option<Item<'_, Episode>> = None;
    for episode in records.dated().iter().filter(|episode| !short_break(episode.ls)) {
        if episode.decom > end {
            continue;
        }
        let goes_on = until.is_some_and(|before| is!(before.rec, "X1") && before.dec == episode.decom)
            && !is!(episode.rne, "S");
        if !goes_on {
            since = episode.decom;
        }
        until = Some(episode);
    }
    let Some(last) = until else { return false };
    since <= start && (!last.dec.valid() || last.dec > end || is!(last.rec, "X1"))
}
