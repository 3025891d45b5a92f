//! Warning notes, reviewed at least once a year.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::warning_note::{
    NoteDraft, NoteState, ReviewDraft, ToldHow, WarningType, check_note, check_review, state,
};
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};

/// A warning note on file.
#[derive(Debug, Clone)]
pub struct WarningNote {
    /// Its row.
    pub id: Uuid,
    /// What it is about, as a code of `WarningType`.
    pub kind: String,
    /// What whoever opens the record must know.
    pub detail: String,
    /// When it starts to matter.
    pub starts_on: Date,
    /// When it is looked at next.
    pub review_on: Date,
    /// Where it stands today.
    pub state: NoteState,
    /// When the person was told.
    pub told_on: Option<Date>,
    /// Why they were not.
    pub not_told_because: Option<String>,
    /// The manager it was discussed with.
    pub discussed_with: String,
    /// When.
    pub discussed_on: Date,
}

/// Writes a warning note. What is missing is for `law::warning_note::check_note` to say first.
pub async fn add(work: &mut Work, permit: &Permit<may::AmendPerson>, draft: &NoteDraft) -> Result<Uuid> {
    let person = permit.person();
    if let Some(problem) = check_note(draft, today(work)).into_iter().next() {
        return Err(Error::Rule(problem.message));
    }
    let (Some(kind), Some(start), Some(review), Some(discussed_on)) =
        (draft.warning_type, draft.start, draft.review, draft.discussed_on)
    else {
        return Err(Error::Rule("Complete the warning note".into()));
    };
    let id = work.new_id();
    let key = work.new_key("warning_note", id);
    let detail = work.seal(&key, "warning_note", "detail_sealed", id, &draft.detail)?;
    let because = Some(draft.not_told_because.trim()).filter(|why| !why.is_empty() && draft.told.is_none());
    let because = work.seal_some(&key, "warning_note", "not_told_because_sealed", id, because)?;
    let by = work.staff()?.account;
    sqlx::query!(
        "insert into casework.warning_note (id, person_id, kind, starts_on, review_on, key_id, detail_sealed, told_person_on,
             told_person_how, not_told_because_sealed, discussed_with, discussed_on, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        id,
        person,
        kind.code(),
        start.to_sqlx(),
        review.to_sqlx(),
        key.id(),
        detail,
        draft.told.map(|(on, _)| on.to_sqlx()) as _,
        draft.told.map(|(_, how)| ToldHow::code(how)),
        because,
        draft.discussed_with,
        discussed_on.to_sqlx(),
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::created("warning_note", id).id("person", person)).await?;
    event::record(work, event::amended("person", person).flag("warning_note", true)).await?;
    Ok(id)
}

/// Keeps a note for longer or ends it. `seen_review_on` is the review date its reader saw.
pub async fn review(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    note: Uuid,
    seen_review_on: Date,
    draft: &ReviewDraft,
) -> Result<()> {
    let person = permit.person();
    // The lock makes a second reviewer wait, and then see that the review date has moved.
    sqlx::query_scalar!(
        "select id from casework.warning_note where id = $1
           and exists (select 1 from casework.note_about() a where a.note_id = $1 and a.person_id = $2) for update",
        note,
        person
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let current = all(work, permit).await?.into_iter().find(|one| one.id == note).ok_or(Error::NotFound)?;
    if current.state == NoteState::Ended || current.review_on != seen_review_on {
        return Err(Error::Stale);
    }
    if let Some(problem) = check_review(draft, current.starts_on, today(work)).into_iter().next() {
        return Err(Error::Rule(problem.message));
    }
    let reviewed_on = draft.reviewed_on.ok_or_else(|| Error::Rule("Enter the date of the review".into()))?;
    let id = work.new_id();
    let key_id = sqlx::query_scalar!("select key_id from casework.warning_note where id = $1", note)
        .fetch_one(work.sql())
        .await?;
    let key = work.key(key_id).await?;
    let reason = work.seal(&key, "warning_note_review", "reason_sealed", id, &draft.reason)?;
    let by = work.staff()?.account;
    sqlx::query!(
        "insert into casework.warning_note_review (id, warning_note_id, reviewed_on, outcome, next_review_on, reviewed_by,
             recorded_at, discussed_with, reason_sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        note,
        reviewed_on.to_sqlx(),
        if draft.end { "ended" } else { "renewed" },
        draft.renew_until.map(|on| on.to_sqlx()) as _,
        by,
        work.now().to_sqlx(),
        draft.discussed_with,
        reason
    )
    .execute(work.sql())
    .await?;
    let what = if draft.end { ledger::Action::Ended } else { ledger::Action::Amended };
    event::record(work, event::note(what).about("warning_note", note).id("person", person)).await?;
    Ok(())
}

/// Every note, those that stand first.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<WarningNote>> {
    let today = today(work);
    let rows = sqlx::query!(
        r#"select w.id, w.kind, w.starts_on, coalesce(v.next_review_on, w.review_on) as "review_on!", w.key_id, w.detail_sealed,
               w.told_person_on, w.not_told_because_sealed, w.discussed_with, w.discussed_on,
               case when v.outcome = 'ended' then v.reviewed_on end as "ended_on?"
           from casework.warning_note w
           left join lateral (select v.outcome, v.reviewed_on, v.next_review_on from casework.warning_note_review v
               where v.warning_note_id = w.id order by v.recorded_at desc, v.id limit 1) v on true
           where w.id in (select a.note_id from casework.note_about() a where a.person_id = $1) order by (v.outcome = 'ended') nulls first, w.starts_on desc, w.id"#,
        permit.person()
    )
    .fetch_all(work.sql())
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.key_id).collect();
    let keys = work.keys(&ids).await?;
    let mut notes = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(key) = keys.get(&row.key_id) else { continue };
        let (starts_on, review_on) = (row.starts_on.to_jiff(), row.review_on.to_jiff());
        let because = row.not_told_because_sealed.as_deref();
        notes.push(WarningNote {
            id: row.id,
            kind: row.kind,
            detail: key.open("warning_note", "detail_sealed", row.id, &row.detail_sealed)?,
            starts_on,
            review_on,
            state: state(starts_on, review_on, row.ended_on.map(|on| on.to_jiff()), today),
            told_on: row.told_person_on.map(|on| on.to_jiff()),
            not_told_because: key.open_some("warning_note", "not_told_because_sealed", row.id, because)?,
            discussed_with: row.discussed_with,
            discussed_on: row.discussed_on.to_jiff(),
        });
    }
    Ok(notes)
}

/// What a note is about, in words.
pub fn label(kind: &str) -> &'static str {
    WarningType::parse(kind).map_or("Warning", WarningType::label)
}

fn today(work: &Work) -> Date {
    law::clocks::to_london(work.now()).date()
}
