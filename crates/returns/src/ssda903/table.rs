//! How a table of the return is defined: its columns, by the headings the specification gives them.

use super::day::Day;
use super::text::{Longer, Text, tidied};
use crate::finding::Column;

/// The tables of the return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// One row a child: who they are.
    Header,
    /// One row an episode: a legal status and a placement that stay the same.
    Episodes,
    /// Reviews of the care plan.
    Reviews,
    /// Unaccompanied asylum-seeking children.
    Uasc,
    /// Children looked after for twelve months: health, convictions, strengths and difficulties.
    Oc2,
    /// Care leavers about their birthday.
    Oc3,
    /// Children adopted in the year.
    Ad1,
    /// Decisions that a child should be placed for adoption.
    PlacedAdoption,
    /// The permanence option there was before care.
    PrevPerm,
    /// Missing, or away without authorisation.
    Missing,
    /// Social workers, since 2023-24.
    SwEpisodes,
    /// Deprivation of liberty orders, since 2026-27.
    DoLo,
}

impl Table {
    /// All of them, in the order of the specification.
    pub const ALL: [Table; 12] = [
        Table::Header,
        Table::Episodes,
        Table::Reviews,
        Table::Uasc,
        Table::Oc2,
        Table::Oc3,
        Table::Ad1,
        Table::PlacedAdoption,
        Table::PrevPerm,
        Table::Missing,
        Table::SwEpisodes,
        Table::DoLo,
    ];

    /// As the specification calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Header => "Header",
            Table::Episodes => "Episodes",
            Table::Reviews => "Reviews",
            Table::Uasc => "UASC",
            Table::Oc2 => "OC2",
            Table::Oc3 => "OC3",
            Table::Ad1 => "AD1",
            Table::PlacedAdoption => "PlacedAdoption",
            Table::PrevPerm => "PrevPerm",
            Table::Missing => "Missing",
            Table::SwEpisodes => "SWEpisodes",
            Table::DoLo => "DoLo",
        }
    }

    /// The table of this name, however it is capitalised.
    pub fn named(name: &str) -> Option<Table> {
        Table::ALL.into_iter().find(|table| table.name().eq_ignore_ascii_case(name))
    }
}

/// One row of a table.
pub trait Row: Default + Clone + Send + Sync {
    /// Of which table.
    const TABLE: Table;
    /// Its columns, in the order of the specification; those that are worked out come last.
    const COLUMNS: &'static [Column];
    /// How many of them the file has.
    const SUBMITTED: usize;
    /// Writes what was typed into the column at this place.
    fn set(&mut self, column: usize, cell: &str, longer: &mut Longer);
    /// What the column at this place says.
    fn show(&self, column: usize, longer: &Longer) -> String;
    /// Was something typed here where a date should be?
    fn no_date(&self, column: usize) -> bool;
    /// Whose row it is.
    fn child(&self) -> Text;
    /// The line of the file it stood on, from 1; 0 where it came from no file.
    fn line(&self) -> u32;
    /// Notes the line.
    fn at_line(&mut self, line: u32);
}

/// What can stand in a cell.
pub(super) trait CellValue: Sized {
    fn read(cell: &str, longer: &mut Longer) -> Self;
    fn show(&self, longer: &Longer) -> String;
    fn no_date(&self) -> bool {
        false
    }
}

impl CellValue for Text {
    fn read(cell: &str, longer: &mut Longer) -> Text {
        let text = Text::read(cell);
        if text.is_long() {
            longer.entry(text).or_insert_with(|| tidied(cell).into());
        }
        text
    }

    fn show(&self, longer: &Longer) -> String {
        match longer.get(self) {
            Some(long) => long.to_string(),
            None => self.short().as_str().to_owned(),
        }
    }
}

/// A date, which remembers what was typed only when it was none.
impl CellValue for Day {
    fn read(cell: &str, longer: &mut Longer) -> Day {
        let day = Day::read(cell);
        if day.bad() {
            longer.entry(day.as_key()).or_insert_with(|| cell.trim().into());
        }
        day
    }

    fn no_date(&self) -> bool {
        self.bad() && !self.in_part()
    }

    fn show(&self, longer: &Longer) -> String {
        match longer.get(&self.as_key()) {
            Some(typed) if self.bad() => typed.to_string(),
            _ => self.to_string(),
        }
    }
}

/// Defines a row: its name, its table, and for each column a field, a kind of cell and a heading. Behind `+` come columns
/// that no file has.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident, $table:ident, $title:literal {
        $($field:ident: $kind:ty = $heading:literal,)*
        $(+ $worked:ident: $workedkind:ty = $workedheading:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default)]
        #[allow(missing_docs, reason = "columns are named as the specification names them")]
        pub struct $name {
            $(pub $field: $kind,)*
            $(pub $worked: $workedkind,)*
            pub line: u32,
        }

        impl Row for $name {
            const TABLE: Table = Table::$table;
            const COLUMNS: &'static [Column] = {
                static COLUMNS: &[Column] = &[
                    $(Column { table: $title, name: $heading },)*
                    $(Column { table: $title, name: $workedheading },)*
                ];
                COLUMNS
            };
            const SUBMITTED: usize = [$($heading),*].len();

            fn set(&mut self, column: usize, cell: &str, longer: &mut Longer) {
                let mut place = 0;
                $(
                    if column == place {
                        self.$field = CellValue::read(cell, longer);
                        return;
                    }
                    place += 1;
                )*
                $(
                    if column == place {
                        self.$worked = CellValue::read(cell, longer);
                        return;
                    }
                    place += 1;
                )*
                let _ = place;
            }

            fn show(&self, column: usize, longer: &Longer) -> String {
                let cells: &[&dyn Fn() -> String] = &[
                    $(&|| self.$field.show(longer),)*
                    $(&|| self.$worked.show(longer),)*
                ];
                cells.get(column).map(|cell| cell()).unwrap_or_default()
            }

            fn no_date(&self, column: usize) -> bool {
                let mut place = 0;
                $(
                    if column == place {
                        return CellValue::no_date(&self.$field);
                    }
                    place += 1;
                )*
                let _ = place;
                false
            }

            fn child(&self) -> Text {
                self.child
            }

            fn line(&self) -> u32 {
                self.line
            }

            fn at_line(&mut self, line: u32) {
                self.line = line;
            }
        }
    };
}
pub(super) use row;
