//! All rules over all children.

use rayon::prelude::*;

use super::child::{Child, Records, continuous};
use super::context::{Context, Whole};
use super::index::{CROWDED, Index};
use super::returned::Return;
use super::rules::{self, Hit, Hits, Rule};
use super::table::{Row, Table};
use super::tables::*;
use super::text::Text;
use crate::finding::{Cell, Column, Finding};
use crate::rule::Scope;
use crate::year::CollectionYear;

/// Children looked at in one go by one thread.
const TOGETHER: usize = 512;

/// Checks a return. Findings come child by child in the order of the files, and each is about one row.
pub fn validate(now: &Return, last: Option<&Return>, context: &Context) -> Vec<Finding> {
    findings(hits(now, last, context))
}

/// The rows that break rules, in the order of children, rules, tables and rows.
pub fn hits(now: &Return, last: Option<&Return>, context: &Context) -> Vec<Hit> {
    hits_where(now, last, context, |rule, year| rule.in_force(year))
}

/// As [`hits`], of the rules that are asked for.
pub(super) fn hits_where(
    now: &Return,
    last: Option<&Return>,
    context: &Context,
    asked: impl Fn(&Rule, CollectionYear) -> bool + Sync,
) -> Vec<Hit> {
    let whole = Whole::new(now, last, context);
    let index = Index::of(now, last);
    let count = index.children.len();
    let parts: Vec<Vec<Hit>> = (0..count.div_ceil(TOGETHER))
        .into_par_iter()
        .map(|part| {
            let mut hits = Hits::default();
            for child in part * TOGETHER..((part + 1) * TOGETHER).min(count) {
                let from = hits.list.len();
                of_child(&whole, &index, child, &mut hits, |rule| asked(rule, whole.year));
                hits.list[from..].sort_unstable();
            }
            hits.list.dedup();
            hits.list
        })
        .collect();
    parts.concat()
}

/// Checks one child alone, as when somebody has just saved something: the rules that ask of one child.
///
/// Both returns may hold that child's rows alone, which is what makes it quick. A server calls [`crate::warm_up`] once, so that the
/// first child is as quick as the others.
pub fn check_child(child: &str, now: &Return, last: Option<&Return>, context: &Context) -> Vec<Finding> {
    let whole = Whole::new(now, last, context);
    let index = Index::of(now, last);
    let id = Text::read(child);
    let mut hits = Hits::default();
    if let Some(at) = index.children.iter().position(|it| *it == id) {
        of_child(&whole, &index, at, &mut hits, |rule| {
            rule.scope == Scope::Child && rule.in_force(whole.year)
        });
    }
    hits.list.sort_unstable();
    hits.list.dedup();
    findings(hits.list)
}

fn of_child(whole: &Whole<'_>, index: &Index<'_>, at: usize, hits: &mut Hits, asked: impl Fn(&Rule) -> bool) {
    let (now, last) = index.records(at);
    let id = index.children[at];
    let by_row_only = id.blank() || crowded(now) || crowded(last);
    let continuous = !by_row_only && continuous(now, whole.start, whole.end);
    let child = Child { now, last, all: whole, continuous };
    for (number, rule) in rules::all().iter().enumerate() {
        if (rule.by_row || !by_row_only) && asked(rule) {
            hits.rule = number as u16;
            (rule.check)(&child, hits);
        }
    }
}

/// Has the child more rows than a year of days could make? Then they are not compared with one another.
fn crowded(records: Records<'_>) -> bool {
    let Records { header, episodes, reviews, uasc, oc2, oc3, ad1, .. } = records;
    let Records { placed_adoption, prev_perm, missing, sw_episodes, dolo, .. } = records;
    [
        header.len(),
        episodes.len(),
        reviews.len(),
        uasc.len(),
        oc2.len(),
        oc3.len(),
        ad1.len(),
        placed_adoption.len(),
        prev_perm.len(),
        missing.len(),
        sw_episodes.len(),
        dolo.len(),
    ]
    .into_iter()
    .any(|rows| rows > CROWDED)
}

/// As findings with the cells that rules name.
fn findings(hits: Vec<Hit>) -> Vec<Finding> {
    let rules = rules::all();
    let mut columns: rustc_hash::FxHashMap<(u16, Table), Vec<&'static Column>> = Default::default();
    hits.into_iter()
        .map(|hit| {
            let rule = &rules[hit.rule as usize];
            let columns =
                columns.entry((hit.rule, hit.table)).or_insert_with(|| named(hit.table, rule.fields));
            let cells = columns.iter().map(|column| Cell { column, row: hit.row }).collect();
            Finding { rule: rule.code, cells }
        })
        .collect()
}

/// Those of a rule's columns that are the table's; the child's number where none is.
fn named(table: Table, fields: &[&str]) -> Vec<&'static Column> {
    let columns = columns(table);
    let named: Vec<_> = columns.iter().filter(|column| fields.contains(&column.name)).collect();
    if named.is_empty() { columns.iter().take(1).collect() } else { named }
}

/// A table's columns.
pub fn columns(table: Table) -> &'static [Column] {
    match table {
        Table::Header => Header::COLUMNS,
        Table::Episodes => Episode::COLUMNS,
        Table::Reviews => Review::COLUMNS,
        Table::Uasc => Uasc::COLUMNS,
        Table::Oc2 => Oc2::COLUMNS,
        Table::Oc3 => Oc3::COLUMNS,
        Table::Ad1 => Ad1::COLUMNS,
        Table::PlacedAdoption => PlacedAdoption::COLUMNS,
        Table::PrevPerm => PrevPerm::COLUMNS,
        Table::Missing => Missing::COLUMNS,
        Table::SwEpisodes => SwEpisode::COLUMNS,
        Table::DoLo => DoLo::COLUMNS,
    }
}
