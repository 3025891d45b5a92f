//! Between the form engine of `law`, the pages that fill a form in, and the record that keeps it.
//!
//! [`take`] reads a posted page, [`answers`] writes answers down and reads them back, [`prepare`] makes a whole form
//! into a request.

pub mod answers;
mod arrival;
mod file_kind;
mod page_mark;
mod prepare;
mod subjects;
mod take;
#[cfg(test)]
mod tests;
mod typed;
mod words;

pub use arrival::not_in_the_future;
pub use file_kind::{FileKind, LARGEST, LARGEST_RECORDING, look_at, look_at_any};
pub use page_mark::page_mark;
pub use prepare::{Prepared, prepare};
pub use take::{Taken, take};
pub use words::clean_words;
