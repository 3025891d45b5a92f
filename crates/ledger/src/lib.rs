//! The event that every read, write and failed attempt leaves behind.
//!
//! An [`Event`] is inserted in the transaction it describes: no read without its row, no row for a read that failed.
//! It says who did what to which record, when and on what basis, and by its types it can hold nothing personal: ids,
//! codes, counts, yes or no, names of fields. What somebody typed (a search term, a stated reason) is personal, is
//! sealed by the caller, and enters only as the hash of its ciphertext.
//!
//! Each event has one [canonical](Event::canonical) spelling. Blinded with a random [`Salt`] it becomes a
//! [commitment](Event::commitment), and that the [leaf](leaf) of a Merkle tree (RFC 6962). Event and salt can later be
//! erased; the leaf stays, still proves the tree whole, and says nothing of what it stood for.
//!
//! Building the tree, its checkpoints and proofs is a later step and needs nothing but the leaves. This crate knows no
//! casework and no SQL.

mod action;
mod actor;
mod canonical;
mod code;
mod details;
mod event;
mod leaf;
mod stored;

pub use action::Action;
pub use actor::Actor;
pub use code::{BadCode, Code};
pub use details::{Detail, Details};
pub use event::{Event, Subject};
pub use leaf::{Salt, leaf};
pub use stored::{NotAnEvent, Stored};
