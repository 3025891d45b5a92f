//! What is said before anything is sent: whose record, which fields, why. Never a value.

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::field::Sent;

/// One call that is about to be made. Every attempt is one of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disclosure {
    /// When.
    pub at: Timestamp,
    /// The `X-Request-ID` of the call, by which NHS England can find it.
    pub request: Uuid,
    /// The `X-Correlation-ID`: the same for all calls about one record.
    pub correlation: Uuid,
    /// Which attempt at the same question, from 1.
    pub attempt: u32,
    /// Which host it goes to.
    pub to: String,
    /// What is asked.
    pub call: Call,
    /// Whose record, by a reference that means something here only.
    pub record: String,
    /// Why.
    pub why: String,
    /// Who asks.
    pub by: String,
    /// The strategy, as `4.2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strategy: Option<String>,
    /// The rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The fields that are sent.
    pub sent: Vec<Sent>,
}

/// What is asked of PDS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// Who is this? `GET /Patient?…`
    Search,
    /// What do you hold of this NHS number? `GET /Patient/…`
    Retrieve,
}

/// Keeps disclosures. It is asked before each call; only what it has kept is sent.
pub trait Recorder {
    /// Keeps one, for good.
    ///
    /// # Errors
    /// If it could not be kept. Then the call is not made.
    fn record(&mut self, disclosure: &Disclosure) -> Result<(), NotRecorded>;
}

/// A disclosure could not be kept. The words are for whoever runs it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotRecorded(pub String);

impl<F: FnMut(&Disclosure) -> Result<(), NotRecorded>> Recorder for F {
    fn record(&mut self, disclosure: &Disclosure) -> Result<(), NotRecorded> {
        self(disclosure)
    }
}

/// For whom and why somebody is asked about: the part of a disclosure that the caller knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// Whose record, by a reference that means something here only: a person's id, a line of a file.
    pub record: String,
    /// Why.
    pub why: String,
    /// Who asks.
    pub by: String,
}

/// Proof that a disclosure was kept. Only this module makes one, and nothing is sent without.
pub(crate) struct Recorded {
    request: Uuid,
    correlation: Uuid,
}

impl Recorded {
    pub(crate) fn by(recorder: &mut dyn Recorder, disclosure: &Disclosure) -> Result<Recorded, NotRecorded> {
        recorder.record(disclosure)?;
        Ok(Recorded { request: disclosure.request, correlation: disclosure.correlation })
    }

    pub(crate) fn request(&self) -> Uuid {
        self.request
    }

    pub(crate) fn correlation(&self) -> Uuid {
        self.correlation
    }
}
