//! This year beside last year: thirteen figures that somebody looks at before a return is sent.
//!
//! The Department compares years too, but its list for this return and its tolerances are not at hand. So these figures are ours, counted as
//! the Department's statistics of children looked after define them (short breaks under V3 and V4 left out; a child who started or ceased
//! more than once counted once). They are shown and not judged: a large change is marked, and holds nothing up.

use rustc_hash::{FxHashMap, FxHashSet};

use super::child::short_break;
use super::codes::{adopted, for_adoption, left_care};
use super::context::Context;
use super::day::Day;
use super::returned::Return;
use super::table::{Row, Table};
use super::tables::Episode;
use super::text::{Text, is};
use crate::report::YearOnYear;
use crate::year::CollectionYear;

/// From how many per cent up or down a figure is marked: as the children in need census asks (guide 2023 to 2024, section 1.10).
const MARKED: u64 = 25;

/// A change of fewer is not marked, whatever its percentage.
const FEW: u64 = 5;

/// What is counted: its code here, in which table, in words, and how.
type Figure = (&'static str, Table, &'static str, fn(&Year<'_>) -> usize);

const FIGURES: [Figure; 13] = [
    ("Y01", Table::Header, "Children in the return", |y| distinct(&y.of.header, |_| true)),
    ("Y02", Table::Episodes, "Children looked after on 31 March", |y| y.at_the_end(|_| true).len()),
    ("Y03", Table::Episodes, "Children who started to be looked after in the year", |y| {
        y.children(|it| is!(it.rne, "S") && y.holds(it.decom))
    }),
    ("Y04", Table::Episodes, "Children who ceased to be looked after in the year", |y| {
        y.children(|it| left_care(it.rec) && y.holds(it.dec))
    }),
    ("Y05", Table::Episodes, "Children adopted in the year", |y| {
        y.children(|it| adopted(it.rec) && y.holds(it.dec))
    }),
    ("Y06", Table::Episodes, "Children placed for adoption on 31 March", |y| {
        y.at_the_end(|it| for_adoption(it.place)).len()
    }),
    ("Y07", Table::Episodes, "Episodes in the year", |y| y.episodes().count()),
    ("Y08", Table::Episodes, "Placements in the year", |y| y.placements()),
    ("Y09", Table::Reviews, "Reviews held in the year", |y| {
        y.of.reviews.iter().filter(|it| y.holds(it.review)).count()
    }),
    ("Y10", Table::Missing, "Times missing or away without authorisation that began in the year", |y| {
        y.of.missing.iter().filter(|it| y.holds(it.mis_start)).count()
    }),
    ("Y11", Table::Uasc, "Unaccompanied asylum-seeking children looked after on 31 March", |y| {
        y.unaccompanied()
    }),
    ("Y12", Table::Oc2, "Children with outcomes after twelve months (OC2)", |y| {
        distinct(&y.of.oc2, |_| true)
    }),
    ("Y13", Table::Oc3, "Care leavers (OC3)", |y| distinct(&y.of.oc3, |_| true)),
];

/// Compares the figures of both years. A figure whose table was not submitted in both is left out.
pub fn compare(this: &Return, last: &Return, context: &Context) -> Vec<YearOnYear> {
    let of = context.year.unwrap_or(CollectionYear::LAST);
    let start = context.start.unwrap_or(Day::of(of.first_day()));
    let end = context.end.unwrap_or(Day::of(of.last_day()));
    let before = Year { of: last, start: start.plus_years(-1), end: start.plus_days(-1) };
    let now = Year { of: this, start, end };
    let in_both = FIGURES.iter().filter(|(_, table, ..)| this.has(*table) && last.has(*table));
    in_both
        .map(|(code, _, what, count)| YearOnYear {
            code,
            what,
            last: count(&before) as u64,
            this: count(&now) as u64,
            threshold: MARKED,
            least: FEW,
            fixed_note: None,
            note: None,
        })
        .collect()
}

/// A return, and the year it is about.
struct Year<'a> {
    of: &'a Return,
    start: Day,
    end: Day,
}

impl Year<'_> {
    fn holds(&self, day: Day) -> bool {
        self.start <= day && day <= self.end
    }

    /// Episodes of the year that are no short breaks. A care leaver's may have ended before it.
    fn episodes(&self) -> impl Iterator<Item = &Episode> {
        let lasts_into = |it: &Episode| it.dec.blank() || it.dec >= self.start;
        self.of.episodes.iter().filter(move |it| {
            !short_break(it.ls) && it.child.given() && it.decom <= self.end && lasts_into(it)
        })
    }

    /// Children with such an episode.
    fn children(&self, so: impl Fn(&Episode) -> bool) -> usize {
        self.episodes().filter(|it| so(it)).map(|it| it.child).collect::<FxHashSet<_>>().len()
    }

    /// Children whose episode is open at the end of the last day, and is so.
    fn at_the_end(&self, so: impl Fn(&Episode) -> bool) -> FxHashSet<Text> {
        let open = |it: &&Episode| it.dec.blank() || it.dec > self.end;
        self.episodes().filter(open).filter(|it| so(it)).map(|it| it.child).collect()
    }

    /// Each episode but those that only change the legal status (L). A child's first of the year stands for the placement they are in, whatever
    /// it began with.
    fn placements(&self) -> usize {
        let mut first: FxHashMap<Text, &Episode> = FxHashMap::default();
        let mut moves = 0;
        for episode in self.episodes() {
            moves += usize::from(!is!(episode.rne, "L"));
            let first = first.entry(episode.child).or_insert(episode);
            if episode.decom < first.decom {
                *first = episode;
            }
        }
        moves + first.values().filter(|it| is!(it.rne, "L")).count()
    }

    /// Of the children looked after at the end, those in the table UASC whose status had not ceased by then.
    fn unaccompanied(&self) -> usize {
        let looked_after = self.at_the_end(|_| true);
        let ceased = |duc: Day| duc <= self.end;
        distinct(&self.of.uasc, |it| !ceased(it.duc) && looked_after.contains(&it.child))
    }
}

/// Children with such a row.
fn distinct<T: Row>(rows: &[T], so: impl Fn(&T) -> bool) -> usize {
    let children = rows.iter().filter(|it| it.child().given() && so(it)).map(Row::child);
    children.collect::<FxHashSet<_>>().len()
}
