//! Documents printed and looked at from outside: as text, as a tree of tags, by a validator, and with hostile words in them.

mod accessible;
mod golden;
mod hostile;
mod judge;
mod read;
#[path = "../../examples/sample.rs"]
mod sample;
mod trouble;
mod word;

use jiff::Timestamp;
use letters::{Document, Printed, Templates};

/// When everything here was made.
fn moment() -> Timestamp {
    "2026-03-02T09:30:00Z".parse().expect("a moment")
}

fn print(document: &Document) -> Printed {
    letters::pdf(document, &Templates::default(), moment()).unwrap_or_else(|error| panic!("{error}"))
}
