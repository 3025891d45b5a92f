//! The event itself.

use jiff::Timestamp;
use uuid::Uuid;

use crate::leaf::sha256;
use crate::{Action, Actor, Code, Detail, Details};

/// The record an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What kind of record: "person", "request", "draft".
    pub kind: Code,
    /// Its id.
    pub id: Uuid,
}

/// Who did what to which record, when and on what basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub(crate) id: Uuid,
    pub(crate) at: Timestamp,
    pub(crate) actor: Actor,
    pub(crate) action: Action,
    pub(crate) subject: Option<Subject>,
    pub(crate) basis: Option<Code>,
    pub(crate) details: Details,
    pub(crate) words: Option<[u8; 32]>,
}

impl Event {
    /// An event with nothing but the necessary. `id` is random (version 4).
    pub fn new(id: Uuid, at: Timestamp, actor: Actor, action: Action) -> Self {
        // PostgreSQL keeps microseconds. Anything finer would be lost there, and the leaf no longer match its row.
        let at = Timestamp::from_microsecond(at.as_microsecond()).expect("fewer digits of a valid time");
        Self { id, at, actor, action, subject: None, basis: None, details: Details::default(), words: None }
    }

    /// The record it is about.
    #[must_use]
    pub fn about(mut self, kind: Code, id: Uuid) -> Self {
        self.subject = Some(Subject { kind, id });
        self
    }

    /// The basis or reason, as a code: what made it right to look, share or refuse.
    #[must_use]
    pub fn because(mut self, basis: Code) -> Self {
        self.basis = Some(basis);
        self
    }

    /// Adds a detail; a second one of the same name replaces the first.
    #[must_use]
    pub fn with(mut self, name: Code, detail: Detail) -> Self {
        self.details.0.insert(name, detail);
        self
    }

    /// Binds the words somebody typed (terms searched for, a stated reason) without containing them: pass their
    /// *sealed* bytes exactly as stored beside the event.
    #[must_use]
    pub fn with_sealed_words(mut self, sealed: &[u8]) -> Self {
        self.words = Some(sha256(&[sealed]));
        self
    }

    /// Its id.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// When, to the microsecond.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Who.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What.
    pub fn action(&self) -> Action {
        self.action
    }

    /// To which record.
    pub fn subject(&self) -> Option<&Subject> {
        self.subject.as_ref()
    }

    /// On what basis.
    pub fn basis(&self) -> Option<&Code> {
        self.basis.as_ref()
    }

    /// The rest.
    pub fn details(&self) -> &Details {
        &self.details
    }
}
