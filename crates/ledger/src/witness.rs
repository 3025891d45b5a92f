//! The witness (C2SP tlog-witness): somebody outside who remembers how large a log was, and signs only what grew from
//! there.
//!
//! Pure: whoever serves it keeps one lock over [`Witness::consider`], writing [`Accepted::note`] to disk, and
//! [`Witness::remember`], and answers only then.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use crate::checkpoint::{decimal, hash};
use crate::note::Signature;
use crate::tree::{Hash, verify_consistency};
use crate::{BadNote, Checkpoint, Note, SigningKey, VerifierKey, cosignature};

/// What a log sends to `add-checkpoint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// How many leaves the witness has seen, as far as the log knows.
    pub old: u64,
    /// That the new tree begins with that one. At most 63 hashes; none if `old` is 0.
    pub proof: Vec<Hash>,
    /// The signed checkpoint, as it stands.
    pub checkpoint: String,
}

impl Request {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// [`Refused::Malformed`].
    pub fn parse(body: &str) -> Result<Self, Refused> {
        let (head, checkpoint) = body.split_once("\n\n").ok_or(Refused::Malformed)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(decimal);
        let proof: Option<Vec<Hash>> = lines.map(hash).collect();
        let proof = proof.filter(|proof| proof.len() <= 63).ok_or(Refused::Malformed)?;
        Ok(Self { old: old.ok_or(Refused::Malformed)?, proof, checkpoint: checkpoint.to_owned() })
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", STANDARD.encode(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// A witness and what it has seen.
#[derive(Debug)]
pub struct Witness {
    key: SigningKey,
    logs: BTreeMap<String, Log>,
}

#[derive(Debug, Default)]
struct Log {
    keys: Vec<VerifierKey>,
    /// Size and root of the latest checkpoint cosigned.
    latest: Option<(u64, Hash)>,
}

/// A checkpoint to be remembered and answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// The note with the log's signatures and the witness's own.
    pub note: Note,
    /// The witness's own line: the body of the answer.
    pub cosignature: Signature,
}

/// Why a witness does not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not a request of this protocol, or the old size is above the new.
    #[error("bad request")]
    Malformed,
    /// The checkpoint is not signed by the log.
    #[error("invalid signature")]
    Signature,
    /// A log this witness does not watch.
    #[error("unknown log")]
    UnknownLog,
    /// The witness has seen another size, which this is; or another root at that size.
    #[error("{0}")]
    Conflict(u64),
    /// The new tree does not begin with the one seen: the log has been changed, or the proof is wrong.
    #[error("bad consistency proof")]
    Proof,
}

impl Refused {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Signature => 403,
            Self::UnknownLog => 404,
            Self::Conflict(_) => 409,
            Self::Proof => 422,
        }
    }

    /// The content type of the answer, whose body is this error's text and a new line.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Conflict(_) => "text/x.tlog.size",
            _ => "text/plain; charset=utf-8",
        }
    }
}

impl Witness {
    /// A witness that has seen nothing.
    ///
    /// # Panics
    /// If the key is not for [cosignatures](crate::Use::Cosignature).
    pub fn new(key: SigningKey) -> Self {
        assert_eq!(key.verifier().usage(), crate::Use::Cosignature, "a witness cosigns");
        Self { key, logs: BTreeMap::new() }
    }

    /// Watches the log that the key names. A log that changes keys has several.
    pub fn watch(&mut self, key: VerifierKey) {
        self.logs.entry(key.name().to_owned()).or_default().keys.push(key);
    }

    /// Takes up again from the note it wrote last.
    ///
    /// # Errors
    /// [`BadNote`] if it is not its own, or of a log it does not watch.
    pub fn restore(&mut self, note: &str) -> Result<(), BadNote> {
        let note = Note::parse(note)?;
        cosignature::check(&note, self.key.verifier())?;
        let checkpoint = Checkpoint::parse(note.text())?;
        let log = self.logs.get_mut(&checkpoint.origin).ok_or(BadNote::NotSigned)?;
        log.latest = Some((checkpoint.size, checkpoint.root));
        Ok(())
    }

    /// Decides about a request. Nothing is remembered yet.
    ///
    /// # Errors
    /// [`Refused`], which says what to answer.
    pub fn consider(&self, body: &str, now: Timestamp) -> Result<Accepted, Refused> {
        let request = Request::parse(body)?;
        let mut note = Note::parse(&request.checkpoint).map_err(|_| Refused::Malformed)?;
        let checkpoint = Checkpoint::parse(note.text()).map_err(|_| Refused::Malformed)?;
        let log = self.logs.get(&checkpoint.origin).ok_or(Refused::UnknownLog)?;
        let checks: Vec<_> = log.keys.iter().map(|key| note.check(key)).collect();
        if checks.contains(&Err(BadNote::Forged)) || !checks.contains(&Ok(())) {
            return Err(Refused::Signature);
        }
        if request.old > checkpoint.size {
            return Err(Refused::Malformed);
        }
        log.grows(&request, &checkpoint)?;
        let cosignature = cosignature::cosign(&note, &self.key, now);
        note.add(cosignature.clone()).map_err(|_| Refused::Malformed)?;
        Ok(Accepted { checkpoint, note, cosignature })
    }

    /// Remembers what was accepted, once it is on disk.
    pub fn remember(&mut self, accepted: &Accepted) {
        if let Some(log) = self.logs.get_mut(&accepted.checkpoint.origin) {
            log.latest = Some((accepted.checkpoint.size, accepted.checkpoint.root));
        }
    }

    /// What others check its signatures with.
    pub fn verifier(&self) -> &VerifierKey {
        self.key.verifier()
    }
}

impl Log {
    fn grows(&self, request: &Request, new: &Checkpoint) -> Result<(), Refused> {
        let (size, root) = self.latest.unwrap_or((0, crate::tree::empty_root()));
        if request.old != size || (size == new.size && root != new.root) {
            return Err(Refused::Conflict(size));
        }
        if size == 0 {
            return if request.proof.is_empty() { Ok(()) } else { Err(Refused::Proof) };
        }
        verify_consistency(size, new.size, &request.proof, &root, &new.root).map_err(|_| Refused::Proof)
    }
}
