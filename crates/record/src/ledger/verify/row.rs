//! A row of the ledger as an event again.

use ::ledger::{Event, NotAnEvent, Stored};
use serde_json::Value;
use uuid::Uuid;

/// The columns an event is made of, its salt, and which leaf it is.
pub(in crate::ledger) struct Columns {
    pub id: Uuid,
    pub at: jiff_sqlx::Timestamp,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub level: Option<i16>,
    pub subject_kind: Option<String>,
    pub subject_id: Option<Uuid>,
    pub basis: Option<String>,
    pub details: Value,
    pub words_sealed: Option<Vec<u8>>,
    pub salt: Vec<u8>,
    pub index: Option<i64>,
}

/// The event.
pub(in crate::ledger) fn event(row: &Columns) -> Result<Event, NotAnEvent> {
    Event::from_stored(&Stored {
        id: row.id,
        at: row.at.to_jiff(),
        actor_kind: &row.actor_kind,
        actor_id: row.actor_id,
        action: &row.action,
        level: row.level,
        subject_kind: row.subject_kind.as_deref(),
        subject_id: row.subject_id,
        basis: row.basis.as_deref(),
        details: &row.details,
        sealed_words: row.words_sealed.as_deref(),
    })
}
