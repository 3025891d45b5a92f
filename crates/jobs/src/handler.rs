//! What a handler is given and what it may answer.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use jiff::Timestamp;
use record::Store;
use record::job::Job;

/// A job in hand.
pub struct Task {
    /// The job: its kind, its payload of ids, how often it was tried.
    pub job: Job,
    /// The record, to begin work in. The job's own transaction is not the handler's: it only notes the outcome.
    pub store: Store,
    /// The moment the job was taken.
    pub now: Timestamp,
}

/// A job did not succeed. The words go to the log and the queue: they say what failed and never whom it concerned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{words}")]
pub struct Failed {
    pub(crate) words: String,
    pub(crate) for_good: bool,
}

impl Failed {
    /// It may succeed later: it is tried again, each time after twice as long.
    pub fn try_later(words: impl Into<String>) -> Failed {
        Failed { words: words.into(), for_good: false }
    }

    /// It never will: it is set aside for a person to look at.
    pub fn for_good(words: impl Into<String>) -> Failed {
        Failed { words: words.into(), for_good: true }
    }
}

/// What the record says carries nothing personal, so it may be kept.
impl From<record::Error> for Failed {
    fn from(error: record::Error) -> Failed {
        Failed::try_later(format!("the record: {error}"))
    }
}

pub(crate) type Outcome = Pin<Box<dyn Future<Output = Result<(), Failed>> + Send>>;
pub(crate) type Handler = Arc<dyn Fn(Task) -> Outcome + Send + Sync>;
