//! Writing to the ledger, in the transaction it describes.

use jiff_sqlx::ToSqlx;
use ledger::{Action, Code, Detail, Event, Salt};
use uuid::Uuid;

use crate::{Actor, Result, Work};

/// An event being put together.
#[must_use = "an event says nothing until it is recorded"]
pub struct Note {
    action: Action,
    subject: Option<(&'static str, Uuid)>,
    basis: Option<Code>,
    details: Vec<(&'static str, Detail)>,
    words: Option<String>,
}

/// Something happened; say to what with [`Note::about`].
pub fn note(action: Action) -> Note {
    Note { action, subject: None, basis: None, details: Vec::new(), words: None }
}

/// Something new was recorded.
pub fn created(kind: &'static str, id: Uuid) -> Note {
    note(Action::Created).about(kind, id)
}

/// Something on file was added to or corrected.
pub fn amended(kind: &'static str, id: Uuid) -> Note {
    note(Action::Amended).about(kind, id)
}

impl Note {
    /// The record it is about.
    pub fn about(mut self, kind: &'static str, id: Uuid) -> Self {
        self.subject = Some((kind, id));
        self
    }

    /// What made it right to look, share or refuse, as a code.
    pub fn because(mut self, basis: Code) -> Self {
        self.basis = Some(basis);
        self
    }

    /// The id of another row it concerns.
    pub fn id(mut self, name: &'static str, id: Uuid) -> Self {
        self.details.push((name, Detail::Id(id)));
        self
    }

    /// One of a list. The value must be a code of the program or the pack, never typed.
    pub fn code(mut self, name: &'static str, code: Code) -> Self {
        self.details.push((name, Detail::Code(code)));
        self
    }

    /// Any other detail.
    pub(crate) fn detail(mut self, name: &'static str, detail: Detail) -> Self {
        self.details.push((name, detail));
        self
    }

    /// How many.
    pub fn count(mut self, name: &'static str, count: usize) -> Self {
        self.details.push((name, Detail::Count(count as u32)));
        self
    }

    /// Yes or no.
    pub fn flag(mut self, name: &'static str, flag: bool) -> Self {
        self.details.push((name, Detail::Flag(flag)));
        self
    }

    /// What somebody typed: a search, a reason. Kept sealed.
    pub fn words(mut self, words: &str) -> Self {
        self.words = (!words.trim().is_empty()).then(|| words.trim().to_owned());
        self
    }
}

/// Writes the event, and gives its id.
pub async fn record(work: &mut Work, note: Note) -> Result<Uuid> {
    let id = work.new_id();
    let actor = match work.actor() {
        Actor::Staff(staff) => ledger::Actor::Account(staff.account),
        Actor::Public => ledger::Actor::Public,
        Actor::System(name) => ledger::Actor::System(Code::of(name)),
    };
    let mut event = Event::new(id, work.now(), actor, note.action);
    if let Some((kind, subject)) = note.subject {
        event = event.about(Code::of(kind), subject);
    }
    if let Some(basis) = note.basis {
        event = event.because(basis);
    }
    for (name, detail) in note.details {
        event = event.with(Code::of(name), detail);
    }
    let mut key_id = None;
    let mut sealed = None;
    if let Some(words) = &note.words {
        let key = work.new_key("event", id);
        let bytes = work.seal(&key, "event", "words_sealed", id, words)?;
        event = event.with_sealed_words(&bytes);
        (key_id, sealed) = (Some(key.id()), Some(bytes));
    }
    insert(work, &event, key_id, sealed).await?;
    Ok(id)
}

async fn insert(work: &mut Work, event: &Event, key_id: Option<Uuid>, sealed: Option<Vec<u8>>) -> Result<()> {
    let mut salt = [0; 16];
    work.store().fill(&mut salt);
    let salt = Salt::new(salt);
    let leaf = event.leaf(&salt);
    // The event and its place in the queue for the tree, in one statement: no round trip more, and never one without
    // the other.
    sqlx::query!(
        "with written as (
         insert into audit.event (id, at, actor_kind, actor_id, action, level, subject_kind, subject_id, basis, details,
                                  key_id, words_sealed, salt, leaf)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning seq)
         insert into audit.waiting (seq) select seq from written",
        event.id(),
        event.at().to_sqlx(),
        event.actor().kind(),
        event.actor().id(),
        event.action().name(),
        event.action().level(),
        event.subject().map(|subject| subject.kind.as_str()),
        event.subject().map(|subject| subject.id),
        event.basis().map(Code::as_str),
        event.details().to_json(),
        key_id,
        sealed,
        &salt.as_bytes()[..],
        &leaf[..]
    )
    .execute(work.sql())
    .await?;
    work.wrote(leaf);
    Ok(())
}
