//! The small forms of a person: what they ask, what was typed, what must be put right.

mod field;
mod problems;
mod read;
mod sheet;
#[cfg(test)]
mod tests;

pub use field::{
    Choice, Field, among, area, birth, checkboxes, date, one_of, people, radios, select, select_one, several,
    text,
};
pub use problems::Problems;
pub use read::Read;
pub use sheet::{Sheet, date_boxes, on_file};
