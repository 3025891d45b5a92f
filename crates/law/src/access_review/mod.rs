//! Who looked, and why: every read of a record is explained by casework, and what is not explained is put before a person.
//!
//! After explanation-based auditing (Fabbri and LeFevre, "Explanation-Based Auditing", VLDB 2011): most reads follow from a
//! tie between reader and person that the record itself holds (an allocation, a request in hand, a meeting). We do not try
//! to guess from behaviour alone who snoops; we explain what can be explained and rank the little that is left by plain
//! [flags](Flag), such as the same surname, a look on leave, or many unrelated people in a month. Nothing here decides
//! anything about anybody: a line of the queue is a question to ask, with its reasons in words.
//!
//! Events and [`Facts`] come in, a [`Review`] comes out; there is no clock. The review is worked out night by night, each
//! night from what was on record by then, so that what it would have said in March does not rest on what was written in
//! June.
//!
//! ```text
//! lines of a file ─► Gathering ─► Facts ─► Book (indices) ─► explain ─► looks ─► patterns ─► nightly queue
//! record's tables ─►                                          (by what)  (flags)   (lines)     (≤ N a day)
//! ```
//!
//! Supports P82 (a breach is noticed) and P83 (who looked can be answered for).

mod address;
mod book;
mod explain;
mod facts;
mod flag;
mod gather;
mod json_line;
mod look;
mod moment;
mod officer;
mod pattern;
mod peers;
mod queue;
mod robust;
mod settings;
mod truth;
mod words;

pub use explain::{Explained, Link};
pub use facts::{
    Facts, Holder, Incident, Membership, Period, Person, Personal, PersonalTie, Post, Read, Refused, Search,
    Seconds, Staff, Team, Tie, TieKind, Work,
};
pub use flag::{Flag, Flags};
pub use gather::{BadLine, Gathering};
pub use look::Look;
pub use pattern::Pattern;
pub use queue::{Item, Night, Review, review};
pub use settings::Settings;
pub use truth::{Found, Measured, measure};

#[cfg(test)]
mod tests;
