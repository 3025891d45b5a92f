//! A file that proves one line of the ledger by itself (C2SP tlog-proof, v1).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::checkpoint::{decimal, hash};
use crate::tree::{Hash, NotProved, verify_inclusion};
use crate::{BadNote, Checkpoint, Note, VerifierKey};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// Where the next proof of a file begins. No line of a checkpoint is this.
const NEXT: &str = "\nc2sp.org/tlog-proof@v1\n";

/// Where a leaf is, the way up to the root, and the signed checkpoint that names the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// What the application adds and nobody vouches for. Kith puts the [revealed](crate::Revealed) event here.
    pub extra: Option<Vec<u8>>,
    /// Which leaf, from 0.
    pub index: u64,
    /// From the leaf's neighbour upwards; at most 63.
    pub hashes: Vec<Hash>,
    /// The checkpoint with its cosignatures, as it stands.
    pub checkpoint: String,
}

/// Why a proof file proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadProof {
    /// Not a file of this format.
    #[error("this is not a proof file (c2sp.org/tlog-proof@v1)")]
    Shape,
    /// The checkpoint in it is not the log's.
    #[error("the checkpoint in the proof: {0}")]
    Checkpoint(#[from] BadNote),
    /// It does not lead from the leaf to the root.
    #[error(transparent)]
    NotProved(#[from] NotProved),
}

impl Proof {
    /// Reads a proof file. Says nothing yet about whether it proves anything.
    ///
    /// # Errors
    /// [`BadProof::Shape`].
    pub fn parse(file: &str) -> Result<Self, BadProof> {
        let (head, checkpoint) = file.split_once("\n\n").ok_or(BadProof::Shape)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(BadProof::Shape);
        }
        let extra = lines
            .next_if(|line| line.starts_with("extra "))
            .map(|line| STANDARD.decode(&line["extra ".len()..]));
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(decimal);
        let hashes: Option<Vec<Hash>> = lines.map(hash).collect();
        let hashes = hashes.filter(|hashes| hashes.len() <= 64).ok_or(BadProof::Shape)?;
        Ok(Self {
            extra: extra.transpose().map_err(|_| BadProof::Shape)?,
            index: index.ok_or(BadProof::Shape)?,
            hashes,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// Reads a file with one proof after the other, as a statement of many lines has them; at least one.
    ///
    /// # Errors
    /// [`BadProof::Shape`].
    pub fn parse_all(file: &str) -> Result<Vec<Self>, BadProof> {
        let mut proofs = Vec::new();
        let mut rest = file;
        while !rest.is_empty() || proofs.is_empty() {
            let end = rest.find(NEXT).map_or(rest.len(), |at| at + 1);
            let (one, more) = rest.split_at(end);
            proofs.push(Self::parse(one)?);
            rest = more;
        }
        Ok(proofs)
    }

    /// Checks that the log signed a checkpoint whose tree has this leaf where the proof says. Gives the checkpoint, and
    /// the note to look for witnesses in.
    ///
    /// # Errors
    /// [`BadProof`].
    pub fn verify(&self, leaf: &Hash, log: &VerifierKey) -> Result<(Checkpoint, Note), BadProof> {
        let (checkpoint, note) = Checkpoint::open(&self.checkpoint, log)?;
        verify_inclusion(self.index, checkpoint.size, leaf, &self.hashes, &checkpoint.root)?;
        Ok((checkpoint, note))
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{}", STANDARD.encode(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
