//! The ledger's tree in the database: growing it, proving lines of it, erasing what a line said, checking all of it.
//!
//! An event is written in the transaction it describes ([`crate::event`]) and waits in `audit.waiting`. A [`Sequencer`]
//! makes what waits into leaves, in order, writes the tiles and signs a checkpoint, at most a second later. Hashing,
//! signing and formats are the `ledger` crate's.

pub mod cosign;
mod erase;
mod prove;
pub mod receipt;
mod sequencer;
mod tiles;
pub mod verify;

pub use erase::{LINES_AT_ONCE, erase};
pub use prove::{Signed, at, checkpoint, newest, prove, since};
pub use sequencer::{BATCH, Sequencer, Step};

/// Why the ledger cannot go on, or cannot prove something. Whoever runs the server must look: `kith ledger verify`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The tree in the database is not the one last signed.
    #[error("the tree is not the one that was last signed; run `kith ledger verify`")]
    NotAsSigned,
    /// It has fewer leaves than this server has seen, or other ones: an old copy of the database was put back.
    #[error("the tree is smaller or another than this server has signed; run `kith ledger verify`")]
    RolledBack,
    /// The last checkpoint was signed with another key.
    #[error("the last checkpoint was signed with another key than the one in the ledger key file")]
    AnotherKey,
    /// A tile that must be there is not, or is cut short.
    #[error("a tile of the tree is missing or damaged; run `kith ledger verify`")]
    Tile,
    /// Asked to prove or erase what is not in the tree yet.
    #[error("this event is not in the tree yet: try again in a second")]
    NotYet,
    /// Something larger than the tree was asked about.
    #[error("the tree has never been of that size")]
    NoSuchSize,
}

impl From<::ledger::tree::MissingTile> for Trouble {
    fn from(_: ::ledger::tree::MissingTile) -> Self {
        Self::Tile
    }
}

impl From<::ledger::tree::BadTile> for Trouble {
    fn from(_: ::ledger::tree::BadTile) -> Self {
        Self::Tile
    }
}
