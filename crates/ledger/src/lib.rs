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
//! The [tree] over the leaves is kept as [tiles](tree::Tiles). A [`Checkpoint`] says how large it is and what its root
//! is, signed by the log and [cosigned](cosignature) by [witnesses](Witness) outside; a [`Proof`] leads from one leaf to
//! such a root, and a [`Receipt`] promises a leaf before the tree has it. Formats are those of C2SP (signed-note,
//! tlog-checkpoint, tlog-cosignature, tlog-witness, tlog-tiles, tlog-proof), so that others' tools read them.
//!
//! This crate knows no casework and no SQL, and reads nothing itself.

mod action;
mod actor;
mod canonical;
mod checkpoint;
mod code;
pub mod cosignature;
mod details;
mod event;
mod key;
mod leaf;
mod note;
mod proof;
mod receipt;
mod revealed;
mod stored;
pub mod tree;
mod witness;

pub use action::Action;
pub use actor::Actor;
pub use checkpoint::Checkpoint;
pub use code::{BadCode, Code};
pub use details::{Detail, Details};
pub use event::{Event, Subject};
pub use key::{BadKey, SigningKey, Use, VerifierKey};
pub use leaf::{Salt, leaf};
pub use note::{BadNote, Note, Signature};
pub use proof::{BadProof, Proof};
pub use receipt::{BadReceipt, Receipt};
pub use revealed::{NotRevealed, Revealed};
pub use stored::{NotAnEvent, Stored};
pub use witness::{Accepted, Refused, Request, Witness};
