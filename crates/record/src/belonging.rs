//! Whose something is that was written on a person's record: the rows that say so, the newest of which counts. What was written, and
//! the record it was written on, never change.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Result, Work};

/// Whose something is.
#[derive(Debug, Clone)]
pub(crate) struct Belonging {
    /// What was written, in one of three tables.
    pub row: Row,
    /// On whose record it was written.
    pub recorded_for: Uuid,
    /// Whose it is.
    pub person: Uuid,
    /// Whose it is as much.
    pub also: Option<Uuid>,
    /// The family in which it stands because of that, where it is another than it was written in.
    pub family: Option<Uuid>,
    /// The row that says so, where one does.
    pub newest: Option<Uuid>,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// An entry.
    Entry(Uuid),
    /// A row of a chronology.
    Chronology(Uuid),
    /// A warning note.
    Note(Uuid),
}

impl Belonging {
    /// One person in the place of another.
    pub fn instead(&self, of: Uuid, other: Uuid) -> Belonging {
        let replaced = |person: Uuid| if person == of { other } else { person };
        Belonging { person: replaced(self.person), also: self.also.map(replaced), ..self.clone() }
    }
}

/// Whose an entry is, of those it was written about on this record.
pub(crate) async fn of_entry(work: &mut Work, entry: Uuid, recorded_for: Uuid) -> Result<Belonging> {
    newest(work, Row::Entry(entry), recorded_for).await
}

/// Whose something is, wherever it was written.
pub(crate) async fn of(work: &mut Work, row: Uuid, recorded_for: Uuid) -> Result<Belonging> {
    let found = sqlx::query!(
        r#"select exists (select 1 from casework.entry where id = $1) as "entry!",
               exists (select 1 from casework.chronology_row where id = $1) as "chronology!",
               exists (select 1 from casework.warning_note where id = $1) as "note!""#,
        row
    );
    let found = found.fetch_one(work.sql()).await?;
    let row = match (found.entry, found.chronology, found.note) {
        (true, ..) => Row::Entry(row),
        (_, true, _) => Row::Chronology(row),
        (_, _, true) => Row::Note(row),
        _ => return Err(Error::NotFound),
    };
    newest(work, row, recorded_for).await
}

async fn newest(work: &mut Work, row: Row, recorded_for: Uuid) -> Result<Belonging> {
    let found = sqlx::query!(
        "select b.id, b.person_id, b.also_id, b.family_id from casework.belonging b
         where b.row_id = $1 and b.recorded_for_id = $2
           and not exists (select 1 from casework.belonging n where n.supersedes_id = b.id)",
        row.id(),
        recorded_for
    );
    Ok(match found.fetch_optional(work.sql()).await? {
        Some(found) => Belonging {
            row,
            recorded_for,
            person: found.person_id,
            also: found.also_id,
            family: found.family_id,
            newest: Some(found.id),
        },
        None => Belonging { row, recorded_for, person: recorded_for, also: None, family: None, newest: None },
    })
}

/// The questions about the same that nobody has answered: whether it is this person's or another's.
pub(crate) async fn asked(work: &mut Work, of: &Belonging, person: Uuid) -> Result<Vec<Uuid>> {
    let rows = sqlx::query_scalar!(
        "select u.id from casework.unmerged_row u
         where u.row_id = $1 and u.recorded_for_id = $2 and u.person_id = $3
           and not exists (select 1 from casework.belonging b where b.question_id = u.id) order by u.id",
        of.row.id(),
        of.recorded_for,
        person
    );
    Ok(rows.fetch_all(work.sql()).await?)
}

/// Keeps whose it is now, in the place of what was said before. [`Error::Stale`] where somebody else has said it meanwhile.
pub(crate) async fn keep(
    work: &mut Work,
    whose: &Belonging,
    question: Option<Uuid>,
    because: &str,
) -> Result<Uuid> {
    let id = work.new_id();
    let key = work.new_key("belonging", id);
    let because = work.seal(&key, "belonging", "because_sealed", id, because.trim())?;
    let (entry, chronology, note) = match whose.row {
        Row::Entry(id) => (Some(id), None, None),
        Row::Chronology(id) => (None, Some(id), None),
        Row::Note(id) => (None, None, Some(id)),
    };
    let done = sqlx::query!(
        "insert into casework.belonging (id, entry_id, chronology_row_id, warning_note_id, recorded_for_id, person_id, also_id, family_id,
             question_id, supersedes_id, key_id, because_sealed, decided_at, decided_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        id,
        entry,
        chronology,
        note,
        whose.recorded_for,
        whose.person,
        whose.also,
        whose.family,
        question,
        whose.newest,
        key.id(),
        because,
        work.now().to_sqlx(),
        work.staff()?.account
    )
    .execute(work.sql())
    .await;
    match done {
        Err(sqlx::Error::Database(said)) if said.is_unique_violation() => Err(Error::Stale),
        other => Ok(other.map(|_| id)?),
    }
}

impl Row {
    const fn id(self) -> Uuid {
        match self {
            Row::Entry(id) | Row::Chronology(id) | Row::Note(id) => id,
        }
    }
}
