//! What can be wrong.

use std::fmt;

/// Something in the ledger that is not as it was written. Lines are counted from 0, as in proof files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// The event of a line is not what the line was made of: a column was changed, or another event put in its place.
    Changed(u64),
    /// The event of these lines is gone, and no event says that it was erased.
    Gone { first: u64, last: u64 },
    /// It is not said any more which events these lines were.
    NoLeaf { first: u64, last: u64 },
    /// A tile is missing, cut short or too long.
    TileMissing { level: u8, number: u64 },
    /// A tile is not the hashes of the tiles below it.
    TileChanged { level: u8, number: u64 },
    /// There are tiles beyond the end of the tree.
    TileTooMany(u64),
    /// An event that is neither in the tree nor waiting to be: written or hidden behind the ledger's back.
    NotInTree { seq: i64 },
    /// Something waits to become a line and is no event (any more).
    WaitsForNothing { seq: i64 },
    /// A line was added long after the time its event says.
    Backdated(u64),
    /// A checkpoint on file is not signed by the log, or says something else than its row.
    CheckpointForged { size: u64 },
    /// The lines do not give the root that was signed.
    RootDiffers { size: u64 },
    /// There are more lines than the last checkpoint signed, or fewer.
    NotSigned { lines: u64, signed: u64 },
    /// A cosignature on file is not that witness's.
    CosignatureForged { size: u64 },
    /// A checkpoint kept outside is not signed by this log.
    OutsideForged,
    /// A checkpoint kept outside is of a larger tree: lines were taken off the end, or an old copy put back.
    RolledBack { kept: u64, here: u64 },
    /// A checkpoint kept outside has another root: the council signed two histories.
    Forked { size: u64 },
    /// Lines are said to be erased, and no event in the tree says so.
    ErasedWithoutAuthority(u64),
    /// Lines are said to be erased, and their events are there: put back, or never erased.
    NotErased(u64),
    /// A receipt is not signed by this log.
    ReceiptForged,
    /// A promised line is not in the tree.
    Broken { leaf: String },
    /// The data key that the sealed words of a line name is not theirs.
    KeyElsewhere(u64),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(line) => {
                write!(f, "line {line} was changed: its event is not what was written there")
            }
            Self::Gone { first, last } => write!(
                f,
                "{} gone, and nothing says that it was erased",
                of(*first, *last, "the event of line", "the events of lines")
            ),
            Self::NoLeaf { first, last } => {
                write!(f, "{} no event assigned any more", of(*first, *last, "line", "lines"))
            }
            Self::TileMissing { level, number } => {
                write!(f, "tile {number} of level {level} is missing or of the wrong length")
            }
            Self::TileChanged { level, number } => write!(f, "tile {number} of level {level} was changed"),
            Self::TileTooMany(count) => write!(f, "{count} tiles lie beyond the end of the tree"),
            Self::NotInTree { seq } => write!(
                f,
                "event number {seq} is neither in the tree nor waiting to be: it was written or hidden behind the ledger's back"
            ),
            Self::WaitsForNothing { seq } => {
                write!(f, "event number {seq} waits to become a line, and is gone")
            }
            Self::Backdated(line) => write!(f, "line {line} was added long after the time its event gives"),
            Self::CheckpointForged { size } => {
                write!(f, "the checkpoint at {size} lines is not what the log signed")
            }
            Self::RootDiffers { size } => {
                write!(f, "the first {size} lines are not the ones that were signed")
            }
            Self::NotSigned { lines, signed } => {
                write!(f, "there are {lines} lines, and {signed} are signed")
            }
            Self::CosignatureForged { size } => {
                write!(f, "a cosignature at {size} lines is not the witness's")
            }
            Self::OutsideForged => write!(f, "a checkpoint you gave is not signed by this log"),
            Self::RolledBack { kept, here } => write!(
                f,
                "a checkpoint you gave has {kept} lines, and here are {here}: lines were taken away, or an old copy was put back"
            ),
            Self::Forked { size } => {
                write!(f, "a checkpoint you gave has other first {size} lines: two histories were signed")
            }
            Self::ErasedWithoutAuthority(line) => {
                write!(f, "line {line} is said to be erased, and no event in the tree says so")
            }
            Self::NotErased(line) => write!(f, "line {line} is said to be erased, and its event is there"),
            Self::ReceiptForged => write!(f, "a receipt you gave is not signed by this log"),
            Self::Broken { leaf } => {
                write!(f, "a receipt promised the line {leaf}, and it is not in the tree")
            }
            Self::KeyElsewhere(line) => {
                write!(f, "the sealed words of line {line} name a key that is not theirs")
            }
        }
    }
}

fn of(first: u64, last: u64, one: &str, many: &str) -> String {
    if first == last { format!("{one} {first} is") } else { format!("{many} {first} to {last} are") }
}
