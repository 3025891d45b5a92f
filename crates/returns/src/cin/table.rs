//! A table of the census: rows, found by child and by episode.

use crate::date::{NotADate, When};
use crate::finding::{Cell, Column};
use crate::text::{Text, Texts};

/// Which child, episode, assessment or plan a row belongs to: a number within this return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(u32);

impl Key {
    /// It belongs to none: a table of a worked case without that column, or a cell without a value.
    pub const NONE: Self = Self(u32::MAX);

    /// The key of this number.
    pub fn new(number: usize) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// Whether it belongs to one.
    pub fn present(self) -> bool {
        self != Self::NONE
    }
}

/// What every row has beside its own columns.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its place in its table, from 0.
    pub row: u32,
    /// Its line in the file, from 1; 0 where it is from no file.
    pub line: u32,
    /// The child it is about.
    pub child: Key,
    /// The CINdetails it is in; none for what stands beside them.
    pub episode: Key,
    /// The assessment or the child protection plan it is (part of), where it is one.
    pub part_of: Key,
}

/// A row of a table.
pub trait Row {
    /// The table's name in the specification.
    const TABLE: &'static str;
    /// All its columns but for the identifiers of [`Place`].
    const COLUMNS: &'static [&'static Column];

    /// Where it is.
    fn place(&self) -> &Place;

    /// Sets the column of this name (large and small letters are the same). `Ok(false)`: there is no such column.
    fn set(&mut self, column: &str, typed: &str, texts: &mut Texts) -> Result<bool, NotADate>;

    /// What the column of this name holds, as it is shown; `None` where it is empty or there is none.
    fn value(&self, column: &str) -> Option<String>;

    /// The cell of this row in a column.
    fn at(&self, column: &'static Column) -> Cell {
        Cell { column, row: self.place().row }
    }
}

/// A value of a column.
pub trait Value: Sized {
    /// Reads what was typed.
    fn read(typed: &str, texts: &mut Texts) -> Result<Self, NotADate>;
    /// As it is shown.
    fn shown(&self) -> Option<String>;
}

impl Value for Text {
    fn read(typed: &str, texts: &mut Texts) -> Result<Self, NotADate> {
        Ok(texts.text(typed))
    }

    fn shown(&self) -> Option<String> {
        self.get().map(str::to_owned)
    }
}

impl Value for When {
    fn read(typed: &str, _: &mut Texts) -> Result<Self, NotADate> {
        crate::date::read(typed).map(When::from)
    }

    fn shown(&self) -> Option<String> {
        self.present().then(|| self.to_string())
    }
}

/// Rows that share a key, found at once.
#[derive(Debug, Default)]
struct Groups {
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Groups {
    fn of(keys: impl Iterator<Item = Key> + Clone) -> Self {
        let count = keys.clone().filter(|it| it.present()).map(|it| it.0 as usize + 1).max().unwrap_or(0);
        let mut starts = vec![0_u32; count + 1];
        for key in keys.clone().filter(|it| it.present()) {
            starts[key.0 as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut members = vec![0_u32; starts[count] as usize];
        for (row, key) in keys.enumerate().filter(|(_, key)| key.present()) {
            let at = &mut next[key.0 as usize];
            members[*at as usize] = u32::try_from(row).unwrap_or(u32::MAX);
            *at += 1;
        }
        Self { starts, members }
    }

    fn get(&self, key: Key) -> &[u32] {
        let at = key.0 as usize;
        match (self.starts.get(at), self.starts.get(at.wrapping_add(1))) {
            (Some(first), Some(end)) => &self.members[*first as usize..*end as usize],
            _ => &[],
        }
    }
}

/// Rows, found by child, by episode, and by the assessment or plan they are part of.
#[derive(Debug)]
pub struct Table<R> {
    rows: Vec<R>,
    by_child: Groups,
    by_episode: Groups,
    by_part: Groups,
}

impl<R: Row> Table<R> {
    /// A table of these rows, in the order of the file.
    pub fn new(rows: Vec<R>) -> Self {
        let by_child = Groups::of(rows.iter().map(|it| it.place().child));
        let by_episode = Groups::of(rows.iter().map(|it| it.place().episode));
        let by_part = Groups::of(rows.iter().map(|it| it.place().part_of));
        Self { rows, by_child, by_episode, by_part }
    }

    /// All rows.
    pub fn iter(&self) -> std::slice::Iter<'_, R> {
        self.rows.iter()
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row at this place.
    pub fn get(&self, row: u32) -> Option<&R> {
        self.rows.get(row as usize)
    }

    /// The rows of a child.
    pub fn of_key(&self, child: Key) -> Rows<'_, R> {
        self.pick(self.by_child.get(child))
    }

    /// The rows of the child that `other` is about.
    pub fn of_child<'a>(&'a self, other: &impl Row) -> Rows<'a, R> {
        self.pick(self.by_child.get(other.place().child))
    }

    /// The rows within the CINdetails that `other` is, or is in.
    pub fn of_episode<'a>(&'a self, other: &impl Row) -> Rows<'a, R> {
        self.pick(self.by_episode.get(other.place().episode))
    }

    /// The rows of the assessment or the child protection plan that `other` is, or is part of.
    pub fn of_part<'a>(&'a self, other: &impl Row) -> Rows<'a, R> {
        self.pick(self.by_part.get(other.place().part_of))
    }

    /// The rows child by child: each child that has any, once.
    pub fn children(&self) -> impl Iterator<Item = Vec<&R>> {
        self.groups(&self.by_child)
    }

    /// The rows episode by episode: each that has any, once.
    pub fn episodes(&self) -> impl Iterator<Item = Vec<&R>> {
        self.groups(&self.by_episode)
    }

    fn groups<'a>(&'a self, groups: &'a Groups) -> impl Iterator<Item = Vec<&'a R>> {
        let bounds = groups.starts.windows(2).filter(|it| it[0] < it[1]);
        bounds.map(|it| self.pick(&groups.members[it[0] as usize..it[1] as usize]).collect())
    }

    fn pick<'a>(&'a self, members: &'a [u32]) -> Rows<'a, R> {
        Rows { rows: &self.rows, members: members.iter() }
    }
}

/// Some rows of a table, in the order of the file.
#[derive(Debug)]
pub struct Rows<'a, R> {
    rows: &'a [R],
    members: std::slice::Iter<'a, u32>,
}

impl<R> Clone for Rows<'_, R> {
    fn clone(&self) -> Self {
        Self { rows: self.rows, members: self.members.clone() }
    }
}

impl<'a, R> Iterator for Rows<'a, R> {
    type Item = &'a R;

    fn next(&mut self) -> Option<&'a R> {
        self.members.next().and_then(|row| self.rows.get(*row as usize))
    }
}

impl<'a, R> IntoIterator for &'a Table<R> {
    type Item = &'a R;
    type IntoIter = std::slice::Iter<'a, R>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

/// Declares a table: its row as a struct, and its columns by the names of the specification.
macro_rules! table {
    ($(#[$doc:meta])* $row:ident $table:literal { $($(#[$field_doc:meta])* $field:ident: $kind:ty = $constant:ident $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $row {
            /// Where it is.
            pub place: Place,
            $($(#[$field_doc])* pub $field: $kind,)*
        }

        impl $row {
            $(#[doc = concat!("The column `", $name, "`.")]
            pub const $constant: &'static Column = &Column { table: $table, name: $name };)*
            /// The column `LAchildID`, which every table has.
            pub const CHILD_ID: &'static Column = &Column { table: $table, name: "LAchildID" };
            /// The column `CINdetailsID`, which says which episode a row is in.
            pub const EPISODE_ID: &'static Column = &Column { table: $table, name: "CINdetailsID" };

            /// A row with nothing in it yet.
            pub fn empty(place: Place) -> Self {
                Self { place, $($field: Default::default(),)* }
            }
        }

        impl Row for $row {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static Column] = &[$(Self::$constant,)*];

            fn place(&self) -> &Place {
                &self.place
            }

            fn set(&mut self, column: &str, typed: &str, texts: &mut Texts) -> Result<bool, NotADate> {
                $(if column.eq_ignore_ascii_case($name) {
                    self.$field = <$kind as Value>::read(typed, texts)?;
                    return Ok(true);
                })*
                let _ = (typed, texts);
                Ok(false)
            }

            fn value(&self, column: &str) -> Option<String> {
                $(if column == $name {
                    return self.$field.shown();
                })*
                None
            }
        }
    };
}

pub(crate) use table;
