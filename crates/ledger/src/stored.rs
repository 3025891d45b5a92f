//! An event back out of its row, to see whether the row still says what its leaf says.

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::leaf::sha256;
use crate::{Action, Actor, Code, Details, Event, Salt, Subject};

/// The columns of a row, as the database gives them.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// Column `id`.
    pub id: Uuid,
    /// Column `at`.
    pub at: Timestamp,
    /// Column `actor_kind`: what [`Actor::kind`] gave.
    pub actor_kind: &'a str,
    /// Column `actor_id`.
    pub actor_id: Option<Uuid>,
    /// Column `action`: what [`Action::name`] gave.
    pub action: &'a str,
    /// Column `level`: what [`Action::level`] gave.
    pub level: Option<i16>,
    /// Column `subject_kind`.
    pub subject_kind: Option<&'a str>,
    /// Column `subject_id`.
    pub subject_id: Option<Uuid>,
    /// Column `basis`.
    pub basis: Option<&'a str>,
    /// Column `details`: what [`Details::to_json`] gave.
    pub details: &'a Value,
    /// The sealed words stored beside the event, if any.
    pub sealed_words: Option<&'a [u8]>,
}

/// A row that no event of ours can have written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the ledger row has a {column} that Kith does not write")]
pub struct NotAnEvent {
    /// The column at fault. Its content is not repeated.
    pub column: &'static str,
}

impl Event {
    /// The event a row was written from.
    ///
    /// # Errors
    /// [`NotAnEvent`] names the column that cannot be.
    pub fn from_stored(row: &Stored<'_>) -> Result<Self, NotAnEvent> {
        let wrong = |column| NotAnEvent { column };
        let actor = Actor::from_stored(row.actor_kind, row.actor_id).ok_or(wrong("actor_kind"))?;
        let action = Action::from_name(row.action).ok_or(wrong("action"))?;
        if row.level != action.level() {
            return Err(wrong("level"));
        }
        let subject = match (row.subject_kind, row.subject_id) {
            (Some(kind), Some(id)) => {
                Some(Subject { kind: Code::from_pack(kind).map_err(|_| wrong("subject_kind"))?, id })
            }
            (None, None) => None,
            _ => return Err(wrong("subject_id")),
        };
        let basis = row.basis.map(Code::from_pack).transpose().map_err(|_| wrong("basis"))?;
        let details = Details::from_json(row.details).ok_or(wrong("details"))?;
        let words = row.sealed_words.map(|sealed| sha256(&[sealed]));
        Ok(Self { subject, basis, details, words, ..Self::new(row.id, row.at, actor, action) })
    }

    /// Whether the row still says what its leaf was made of.
    pub fn row_is_unchanged(row: &Stored<'_>, salt: &Salt, leaf: &[u8]) -> bool {
        Self::from_stored(row).is_ok_and(|event| event.leaf(salt) == leaf)
    }
}
