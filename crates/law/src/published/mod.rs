//! What is published from a pack: the full notice, its Easy Read version, the retention schedule, what has changed, and how
//! what a page of a form asks is used.
//!
//! Pure: a [`Printing`] (a notice, its council, a language) in, a [`Document`] out. The words that are ours are in
//! `phrases/*.toml`, one file a language; a notice's own words are translated by the pack
//! ([`Translation`](crate::pack::Translation)). Doubts and conflicts are for the council and are not printed; where nobody
//! has decided something, that is said.

mod changes;
mod contacts;
mod document;
mod easy_read;
mod full;
mod how_long;
mod markdown;
mod panel;
mod phrases;
mod printing;
mod purposes;
mod review;
mod schedule;
mod terms;
#[cfg(test)]
mod tests;
mod text;

pub use changes::{Changed, Changes, Printed, changes};
pub use document::{Block, Document, More, Section, Table, Term};
pub use easy_read::easy_read;
pub use full::full;
pub use panel::{Panel, panel};
pub use phrases::{Page, Phrases, english, language, languages};
pub use printing::Printing;
pub use review::{Review, review, review_reminders};
pub use schedule::schedule;
pub use text::{Span, Text};
