//! The Merkle tree over the leaves: RFC 6962, kept as tiles.
//!
//! Every proof here answers one question: is the subtree of leaves `[start, end)` part of the tree of `size` leaves?
//! Inclusion is the subtree of one leaf; consistency is the subtree that begins at the first leaf. [`way`] finds the
//! path from the subtree up to the root once, for those who prove and for those who verify.
//!
//! Nothing here reads anything: a [`Plan`] says which tiles a proof needs, somebody fetches them, and the plan makes
//! the proof of them.

mod append;
mod hash;
mod peaks;
mod plan;
mod tile;
mod tiles;
mod verify;
mod way;

pub use append::Appender;
pub use hash::{Hash, complete_root, empty_root, node};
pub use peaks::Peaks;
pub use plan::{OutOfRange, Plan};
pub use tile::{TileId, WIDTH};
pub use tiles::{BadTile, MissingTile, Tiles};
pub use verify::{
    NotProved, verify_consistency, verify_inclusion, verify_subtree_consistency, verify_subtree_inclusion,
};
