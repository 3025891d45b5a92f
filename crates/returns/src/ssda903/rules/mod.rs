//! The rules, by topic. Each is one function that looks at one child's rows.

mod adopters;
mod adoption;
mod between_years;
mod care_leavers;
mod codes_and_dates;
mod continuity;
mod header;
mod integrity;
mod legal_status;
mod liberty;
mod missing;
mod mothers;
mod outcomes;
mod permanence;
mod placements;
mod places;
mod providers;
mod reasons;
mod social_workers;
mod uasc;

use super::child::{Child, Item, Rows};
use super::table::{Row, Table};
use crate::rule::{Kind, Scope};
use crate::year::{CollectionYear, Years};

/// A rule about children looked after.
#[derive(Clone, Copy)]
pub struct Rule {
    /// As the Department for Education numbers it: `1004`, `SW02STG1`, `INT01`.
    pub code: &'static str,
    /// Error or query. The Department's list at hand does not say which; those whose message asks to look again are queries.
    pub kind: Kind,
    /// The Department's message. (Contains public sector information under the Open Government Licence v3.0.)
    pub message: &'static str,
    /// The columns it looks at.
    pub fields: &'static [&'static str],
    /// How the message was read, where it leaves a choice.
    pub reading: &'static str,
    /// The years it is in force. The list of 2026-27 is known code by code. Which came when is taken from the year whose folder a rule stands
    /// in at its source, and which ended when, from the list of 2023-24 and from how many rules the source counts: 293, 312, 305, 311, 322.
    pub years: Years,
    /// One child, or all.
    pub scope: Scope,
    /// Looks at rows one by one, so that they need no child's number.
    pub(super) by_row: bool,
    /// Looks at one child.
    pub(super) check: fn(&Child<'_>, &mut Hits),
}

impl Rule {
    /// Whether it is in force in `year`.
    pub fn in_force(&self, year: CollectionYear) -> bool {
        self.years.hold(year)
    }

    const fn query(mut self) -> Rule {
        self.kind = Kind::Query;
        self
    }

    const fn reading(mut self, reading: &'static str) -> Rule {
        self.reading = reading;
        self
    }

    /// From the year that begins in `year` on.
    const fn since(mut self, year: i16) -> Rule {
        self.years.first = Some(CollectionYear::of(year));
        self
    }

    /// Until and with the year that begins in `year`.
    const fn until(mut self, year: i16) -> Rule {
        self.years.last = Some(CollectionYear::of(year));
        self
    }

    const fn whole_return(mut self) -> Rule {
        self.scope = Scope::Return;
        self
    }
}

type Check = fn(&Child<'_>, &mut Hits);

/// A rule that looks at rows one by one.
const fn by_row(
    code: &'static str,
    fields: &'static [&'static str],
    message: &'static str,
    check: Check,
) -> Rule {
    let rule = by_child(code, fields, message, check);
    Rule { by_row: true, ..rule }
}

/// A rule that compares a child's rows. It is not asked of rows without a child's number.
const fn by_child(
    code: &'static str,
    fields: &'static [&'static str],
    message: &'static str,
    check: Check,
) -> Rule {
    let (kind, years, scope) = (Kind::Error, Years::ALL, Scope::Child);
    Rule { code, kind, message, fields, reading: "", years, scope, by_row: false, check }
}

/// A row that breaks a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hit {
    /// The rule's place in [`all`].
    pub rule: u16,
    /// The table.
    pub table: Table,
    /// The row's place in it, from 0.
    pub row: u32,
}

/// Collects the rows that break rules.
#[derive(Debug, Default)]
pub struct Hits {
    pub(super) rule: u16,
    pub(super) list: Vec<Hit>,
}

impl Hits {
    /// This row breaks the rule.
    fn at<T: Row>(&mut self, item: Item<'_, T>) {
        self.list.push(Hit { rule: self.rule, table: T::TABLE, row: item.at });
    }

    /// Each row that is so breaks the rule.
    fn each<T: Row>(&mut self, rows: Rows<'_, T>, so: impl Fn(&T) -> bool) {
        for item in rows.iter() {
            if so(item.row) {
                self.at(item);
            }
        }
    }

    /// All these rows break the rule.
    fn all<T: Row>(&mut self, rows: Rows<'_, T>) {
        self.each(rows, |_| true);
    }
}

/// Every rule of every year, in the order of their codes.
pub fn all() -> &'static [Rule] {
    static ALL: std::sync::LazyLock<Vec<Rule>> = std::sync::LazyLock::new(|| {
        let mut rules = [
            adopters::RULES,
            adoption::RULES,
            between_years::RULES,
            care_leavers::RULES,
            codes_and_dates::RULES,
            continuity::RULES,
            header::RULES,
            integrity::RULES,
            legal_status::RULES,
            liberty::RULES,
            missing::RULES,
            mothers::RULES,
            outcomes::RULES,
            permanence::RULES,
            placements::RULES,
            places::RULES,
            providers::RULES,
            reasons::RULES,
            social_workers::RULES,
            uasc::RULES,
        ]
        .concat();
        rules.sort_by_key(|rule| rule.code);
        rules
    });
    &ALL
}
