//! What is the same for all children: the year, the authority, the lists that were given.

use rustc_hash::FxHashMap;

use super::day::Day;
use super::provider::Providers;
use super::returned::Return;
use super::table::Table;
use super::text::{Text, is};
use crate::year::CollectionYear;

/// What the rules are to assume besides the files.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The year whose rules and codes count.
    pub year: Option<CollectionYear>,
    /// The authority's code of the Office for National Statistics, `E10000016`. Without it rules 229, 411 and 1015 are not asked.
    pub authority: Option<String>,
    /// Ofsted's list of providers. Without it seven rules are not asked.
    pub providers: Option<Providers>,
    /// The first day of the year, where it is not 1 April: only worked cases have that.
    pub start: Option<Day>,
    /// The last day of the year, where it is not 31 March.
    pub end: Option<Day>,
}

/// What rules may ask that is not the child's own.
pub struct Whole<'a> {
    /// This year's return.
    pub now: &'a Return,
    /// Last year's.
    pub last: Option<&'a Return>,
    /// Whose rules and codes count.
    pub year: CollectionYear,
    /// The first day of the year.
    pub start: Day,
    /// The last day of the year.
    pub end: Day,
    /// The authority's code.
    pub authority: Text,
    /// Ofsted's list.
    pub providers: Option<&'a Providers>,
    /// Whether it is known where any of them is, which postcodes tell.
    pub(super) providers_placed: bool,
    /// How many headers have each pupil number, unknown ones left out.
    pub(super) upns: FxHashMap<Text, u32>,
}

impl<'a> Whole<'a> {
    /// Counts what is counted once.
    pub fn new(now: &'a Return, last: Option<&'a Return>, context: &'a Context) -> Whole<'a> {
        let year = context.year.unwrap_or(CollectionYear::LAST).nearest_known();
        let mut upns = FxHashMap::default();
        for row in &now.header {
            if row.upn.given() && !unknown_upn(row.upn) {
                *upns.entry(row.upn).or_insert(0) += 1;
            }
        }
        let of = context.year.unwrap_or(CollectionYear::LAST);
        Whole {
            now,
            last,
            year,
            start: context.start.unwrap_or(Day::of(of.first_day())),
            end: context.end.unwrap_or(Day::of(of.last_day())),
            authority: context.authority.as_deref().map(Text::read).unwrap_or_default(),
            providers: context.providers.as_ref(),
            providers_placed: context.providers.as_ref().is_some_and(Providers::placed),
            upns,
        }
    }

    /// Was this table submitted last year?
    pub fn had(&self, table: Table) -> bool {
        self.last.is_some_and(|last| last.has(table))
    }

    /// Was this table submitted this year?
    pub fn has(&self, table: Table) -> bool {
        self.now.has(table)
    }

    /// Is the day in the year?
    pub fn in_year(&self, day: Day) -> bool {
        self.start <= day && day <= self.end
    }

    /// Is it this year, or a later one? By the year it begins in.
    pub fn since(&self, year: i16) -> bool {
        self.year >= CollectionYear::of(year)
    }
}

/// UN1 to UN5: the pupil number is not known, and why.
pub fn unknown_upn(upn: Text) -> bool {
    is!(upn, "UN1" | "UN2" | "UN3" | "UN4" | "UN5")
}
