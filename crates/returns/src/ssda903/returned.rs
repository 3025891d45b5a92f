//! A return: twelve tables as they were submitted.

use super::table::{Row, Table};
use super::tables::*;
use super::text::Longer;

/// All tables of one year's return.
#[derive(Debug, Clone, Default)]
pub struct Return {
    /// Who the children are.
    pub header: Vec<Header>,
    /// Their episodes.
    pub episodes: Vec<Episode>,
    /// Reviews of their care plans.
    pub reviews: Vec<Review>,
    /// Unaccompanied asylum-seeking children.
    pub uasc: Vec<Uasc>,
    /// Outcomes after twelve months.
    pub oc2: Vec<Oc2>,
    /// Care leavers.
    pub oc3: Vec<Oc3>,
    /// Adoptions.
    pub ad1: Vec<Ad1>,
    /// Decisions about adoption.
    pub placed_adoption: Vec<PlacedAdoption>,
    /// Previous permanence.
    pub prev_perm: Vec<PrevPerm>,
    /// Missing and away.
    pub missing: Vec<Missing>,
    /// Social workers.
    pub sw_episodes: Vec<SwEpisode>,
    /// Deprivation of liberty orders.
    pub dolo: Vec<DoLo>,
    /// Which tables were submitted, by [`Table`], though they may have no rows.
    pub submitted: [bool; 12],
    /// Whether the headers say who is unaccompanied: submitted with XML, worked out from the table UASC with CSV.
    pub says_uasc: bool,
    /// Whether it came as XML. Then UASC is a column that is submitted.
    pub xml: bool,
    /// Whether PL_LA, PL_LOCATION and PL_DISTANCE are worked out.
    pub places_known: bool,
    /// What cells said that are too long to be kept in place.
    pub longer: Longer,
}

/// Does something with each of the tables.
macro_rules! each_table {
    ($of:expr, $table:ident => $do:expr) => {{
        let of = $of;
        {
            let $table = &of.header;
            $do
        }
        {
            let $table = &of.episodes;
            $do
        }
        {
            let $table = &of.reviews;
            $do
        }
        {
            let $table = &of.uasc;
            $do
        }
        {
            let $table = &of.oc2;
            $do
        }
        {
            let $table = &of.oc3;
            $do
        }
        {
            let $table = &of.ad1;
            $do
        }
        {
            let $table = &of.placed_adoption;
            $do
        }
        {
            let $table = &of.prev_perm;
            $do
        }
        {
            let $table = &of.missing;
            $do
        }
        {
            let $table = &of.sw_episodes;
            $do
        }
        {
            let $table = &of.dolo;
            $do
        }
    }};
}
pub(super) use each_table;

/// As [`each_table`], to change them.
macro_rules! each_table_mut {
    ($of:expr, $table:ident => $do:expr) => {{
        let of = $of;
        {
            let $table = &mut of.header;
            $do
        }
        {
            let $table = &mut of.episodes;
            $do
        }
        {
            let $table = &mut of.reviews;
            $do
        }
        {
            let $table = &mut of.uasc;
            $do
        }
        {
            let $table = &mut of.oc2;
            $do
        }
        {
            let $table = &mut of.oc3;
            $do
        }
        {
            let $table = &mut of.ad1;
            $do
        }
        {
            let $table = &mut of.placed_adoption;
            $do
        }
        {
            let $table = &mut of.prev_perm;
            $do
        }
        {
            let $table = &mut of.missing;
            $do
        }
        {
            let $table = &mut of.sw_episodes;
            $do
        }
        {
            let $table = &mut of.dolo;
            $do
        }
    }};
}
pub(super) use each_table_mut;

impl Return {
    /// Was this table submitted?
    pub fn has(&self, table: Table) -> bool {
        self.submitted[table as usize]
    }

    /// Rows in all tables.
    pub fn rows(&self) -> usize {
        let mut sum = 0;
        each_table!(self, table => sum += table.len());
        sum
    }

    /// The line of the file a row stood on; 0 where there is none.
    pub fn line(&self, table: Table, row: u32) -> u32 {
        fn of<T: Row>(rows: &[T], table: Table, row: u32) -> Option<u32> {
            (T::TABLE == table).then(|| rows.get(row as usize).map_or(0, Row::line))
        }
        let mut line = 0;
        each_table!(self, rows => if let Some(found) = of(rows, table, row) { line = found });
        line
    }

    /// What a cell says; empty where there is no such cell.
    pub fn cell(&self, table: Table, row: u32, column: &str) -> String {
        fn of<T: Row>(rows: &[T], longer: &Longer, table: Table, row: u32, column: &str) -> Option<String> {
            if T::TABLE != table {
                return None;
            }
            let place = T::COLUMNS.iter().position(|it| it.name == column)?;
            rows.get(row as usize).map(|row| row.show(place, longer))
        }
        let mut said = String::new();
        each_table!(self, rows => if let Some(found) = of(rows, &self.longer, table, row, column) { said = found });
        said
    }

    /// Says of each child in the headers whether they are unaccompanied, as the table UASC has it. Not for XML, which says so
    /// itself.
    pub fn work_out_uasc(&mut self) {
        if self.xml || !self.has(Table::Uasc) {
            return;
        }
        let named: rustc_hash::FxHashSet<_> = self.uasc.iter().map(|row| row.child).collect();
        for row in &mut self.header {
            row.uasc =
                if named.contains(&row.child) { super::Text::code("1") } else { super::Text::code("0") };
        }
        self.says_uasc = true;
    }
}
