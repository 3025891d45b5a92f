//! A request arrives: the draft becomes a request, its answers sealed, its clock started.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::subject::{self, NewSubject};
use crate::draft::Draft;
use crate::{Error, Result, Work, event, reference};

/// A request as the form gives it.
pub struct NewRequest<'a> {
    /// `public`, `professional` or `desk`.
    pub audience: &'a str,
    /// How it came: code of `law::codes` contact methods.
    pub method: &'a str,
    /// Who referred, as a children-in-need census source code, when known.
    pub source_code: Option<&'a str>,
    /// Whether the sender asked not to be named.
    pub anonymous: bool,
    /// When it reached the council. For an email read at the desk, when the email arrived.
    pub received_at: Timestamp,
    /// When a decision is due, or `None` where the calendar does not reach.
    pub decide_by: Option<Timestamp>,
    /// The arithmetic of that date, in words.
    pub clock_words: &'a str,
    /// The service it is for, as the pack names it.
    pub service: &'a str,
    /// The purpose it is collected for, as the pack names it.
    pub purpose: &'a str,
    /// The pack in force.
    pub pack_version: Uuid,
    /// Every answer that counts, by its path in the form: the value as JSON, as [`law::form::Value`] writes it.
    pub answers: Vec<(String, String)>,
    /// The children and adults it names.
    pub subjects: Vec<NewSubject>,
    /// Organisations the family asked us not to tell.
    pub objections: Vec<String>,
}

/// What came of sending.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// The request.
    pub id: Uuid,
    /// The reference to read aloud.
    pub reference: String,
    /// When a decision is due.
    pub decide_by: Option<Timestamp>,
}

/// Turns a draft into a request. Sending the same draft twice gives the first request back.
pub async fn submit(work: &mut Work, draft: &Draft, new: &NewRequest<'_>) -> Result<Submitted> {
    if let Some(sent) = already_sent(work, draft.id).await? {
        return Ok(sent);
    }
    if new.subjects.iter().all(|subject| subject.part != "child") {
        return Err(Error::Rule("Add at least one child".into()));
    }
    let id = work.new_id();
    let reference = reference::generate(work.store(), 'R');
    let key = work.new_key("request", id);
    let taken_by = work.staff().ok().map(|staff| staff.account);
    sqlx::query!(
        "insert into casework.request (id, reference, audience, method, source_code, anonymous, received_at, decide_by,
             clock_words, service, purpose, pack_version_id, form_id, form_version, draft_id, key_id, taken_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        id,
        reference,
        new.audience,
        new.method,
        new.source_code,
        new.anonymous,
        new.received_at.to_sqlx(),
        new.decide_by.map(|at| at.to_sqlx()) as _,
        new.clock_words,
        new.service,
        new.purpose,
        new.pack_version,
        draft.form_id,
        draft.form_version,
        draft.id,
        key.id(),
        taken_by
    )
    .execute(work.sql())
    .await?;
    super::answer::keep(work, id, &key, &new.answers).await?;
    subject::keep(work, id, &new.subjects).await?;
    for organisation in &new.objections {
        object(work, id, organisation).await?;
    }
    mark_sent(work, draft.id, id).await?;
    event::record(work, event::created("request", id).count("subjects", new.subjects.len())).await?;
    Ok(Submitted { id, reference, decide_by: new.decide_by })
}

/// What became of a draft that was sent; `None` while it was not.
pub async fn sent(work: &mut Work, draft: &Draft) -> Result<Option<Submitted>> {
    already_sent(work, draft.id).await
}

async fn already_sent(work: &mut Work, draft: Uuid) -> Result<Option<Submitted>> {
    // The lock makes a double click wait for the first submission and then find it. The setting says whose form this is:
    // row-level security shows a public form the request that became of its own draft, and no other.
    let locked = sqlx::query!(
        "select request_id, set_config('kith.draft', id::text, true) as mine from casework.draft where id = $1 for update",
        draft
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let Some(request) = locked.request_id else { return Ok(None) };
    let row = sqlx::query!("select reference, decide_by from casework.request where id = $1", request)
        .fetch_one(work.sql())
        .await?;
    Ok(Some(Submitted {
        id: request,
        reference: row.reference,
        decide_by: row.decide_by.map(|at| at.to_jiff()),
    }))
}

async fn mark_sent(work: &mut Work, draft: Uuid, request: Uuid) -> Result<()> {
    let until = work.now() + crate::draft::AFTER_SENDING;
    sqlx::query!(
        "update casework.draft set request_id = $2, expires_at = $3 where id = $1",
        draft,
        request,
        until.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

async fn object(work: &mut Work, request: Uuid, organisation: &str) -> Result<()> {
    let id = work.new_id();
    sqlx::query!(
        "insert into casework.sharing_objection (id, request_id, organisation, recorded_at) values ($1, $2, $3, $4)",
        id,
        request,
        organisation,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}
