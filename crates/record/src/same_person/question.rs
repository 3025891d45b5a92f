//! What was written or recorded while two records were one, and waits for somebody to say whose it is.

use jiff::Timestamp;
use uuid::Uuid;

use super::fact::{self, Changed, FactKind, Said, Waiting};
use crate::access::{Permit, may::ReadsPerson};
use crate::entry::Kind;
use crate::person::other::{self, Other};
use crate::{Error, Result, Work};

/// Something that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// An entry, to be read on its own page.
    Entry(Uuid, Kind),
    /// A row of a chronology: its headline.
    Row(String),
    /// A warning note: what it is about, as a code, and what it says.
    Note(String, String),
    /// Something recorded of the person.
    Fact(Box<Fact>),
}

/// Something recorded of a person that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What was done.
    pub changed: Changed,
    /// What is recorded; of what was ended, what it was.
    pub now: Said,
    /// What it took the place of.
    pub before: Option<Said>,
}

/// "Whose is it?"
#[derive(Debug, Clone)]
pub struct Question {
    /// Its row.
    pub id: Uuid,
    /// The link that stood when it was written.
    pub link: Uuid,
    /// What it is about.
    pub what: What,
    /// When it was written, or begun.
    pub written_at: Timestamp,
    /// By whom.
    pub written_by: String,
    /// Whose it was taken to be.
    pub here: Other,
    /// Whose it may be instead.
    pub other: Other,
    /// Who parted the records, and so has to see to it.
    pub asked_by: Uuid,
    /// When.
    pub asked_at: Timestamp,
}

/// What waits about the permit's person, the oldest first.
pub async fn of_person(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Question>> {
    let ids = sqlx::query_scalar!(
        "select u.id from casework.unmerged_row u where (u.person_id = $1 or u.other_id = $1)
           and not exists (select 1 from casework.belonging b where b.question_id = u.id)",
        permit.person()
    );
    let ids = ids.fetch_all(work.sql()).await?;
    let facts = sqlx::query_scalar!(
        "select u.id from casework.unmerged_fact u where (u.person_id = $1 or u.other_id = $1)
           and not exists (select 1 from casework.fact_decision d where d.fact_id = u.id)",
        permit.person()
    );
    let facts = facts.fetch_all(work.sql()).await?;
    both(work, &ids, &facts).await
}

/// What waits because the officer parted two records, the oldest first. Of what they may no longer see nothing.
pub async fn waiting_for(work: &mut Work) -> Result<Vec<Question>> {
    let ids = sqlx::query_scalar!(
        "select u.id from casework.unmerged_row u where u.asked_by = $1
           and not exists (select 1 from casework.belonging b where b.question_id = u.id)",
        work.staff()?.account
    );
    let ids = ids.fetch_all(work.sql()).await?;
    let facts = sqlx::query_scalar!(
        "select u.id from casework.unmerged_fact u where u.asked_by = $1
           and not exists (select 1 from casework.fact_decision d where d.fact_id = u.id)",
        work.staff()?.account
    );
    let facts = facts.fetch_all(work.sql()).await?;
    both(work, &ids, &facts).await
}

async fn both(work: &mut Work, written: &[Uuid], facts: &[Uuid]) -> Result<Vec<Question>> {
    let mut all = read(work, written).await?;
    all.extend(read_facts(work, facts).await?);
    all.sort_by_key(|one| (one.written_at, one.id));
    Ok(all)
}

/// Of what the reader may not see, nothing.
async fn read_facts(work: &mut Work, ids: &[Uuid]) -> Result<Vec<Question>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select u.id, u.link_id, u.kind, u.change, u.row_id, u.before_id, u.person_id, u.other_id, u.changed_at, u.asked_by, u.asked_at,
               coalesce(a.display_name, '') as "changed_by!",
               (select f.person_id from casework.unmerged_fact f where f.row_id = u.row_id order by f.asked_at, f.id limit 1)
                   as "recorded_for!"
           from casework.unmerged_fact u left join access.account a on a.id = u.changed_by
           where u.id = any ($1)"#,
        ids
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let people: Vec<Uuid> = rows.iter().flat_map(|row| [row.person_id, row.other_id]).collect();
    let people = other::all(work, &people).await?;
    let known = |id: Uuid| people.iter().find(|one| one.id == id).cloned();
    let mut questions = Vec::with_capacity(rows.len());
    for row in rows {
        let waiting = Waiting {
            kind: FactKind::of(&row.kind).ok_or(Error::NotFound)?,
            row: row.row_id,
            before: row.before_id,
            person: row.person_id,
            recorded_for: row.recorded_for,
        };
        let (Some(here), Some(other)) = (known(row.person_id), known(row.other_id)) else { continue };
        let Some((now, before)) = fact::said(work, &waiting).await? else { continue };
        let changed = Changed::of(&row.change).ok_or(Error::NotFound)?;
        questions.push(Question {
            id: row.id,
            link: row.link_id,
            what: What::Fact(Box::new(Fact { changed, now, before })),
            written_at: row.changed_at.to_jiff(),
            written_by: row.changed_by,
            here,
            other,
            asked_by: row.asked_by,
            asked_at: row.asked_at.to_jiff(),
        });
    }
    Ok(questions)
}

async fn read(work: &mut Work, ids: &[Uuid]) -> Result<Vec<Question>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select u.id, u.link_id, u.asked_by, u.asked_at, u.person_id, u.other_id,
               e.id as "entry?", e.kind as "entry_kind?",
               w.id as "row?", w.key_id as "row_key?", w.headline_sealed as "headline?",
               n.id as "note?", n.kind as "note_kind?", n.key_id as "note_key?", n.detail_sealed as "detail?",
               coalesce(e.begun_at, w.recorded_at, n.recorded_at) as "written_at!",
               coalesce(a.display_name, '') as "written_by!"
           from casework.unmerged_row u
           left join casework.entry e on e.id = u.entry_id
           left join casework.chronology_row w on w.id = u.chronology_row_id
           left join casework.warning_note n on n.id = u.warning_note_id
           left join access.account a on a.id = coalesce(e.begun_by, w.recorded_by, n.recorded_by)
           where u.id = any ($1) order by "written_at!", u.id"#,
        ids
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let keys: Vec<Uuid> = rows.iter().filter_map(|row| row.row_key.or(row.note_key)).collect();
    let keys = work.keys(&keys).await?;
    let people: Vec<Uuid> = rows.iter().flat_map(|row| [row.person_id, row.other_id]).collect();
    let people = other::all(work, &people).await?;
    let known = |id: Uuid| people.iter().find(|one| one.id == id).cloned();
    let mut questions = Vec::with_capacity(rows.len());
    for row in rows {
        let key = row.row_key.or(row.note_key).and_then(|id| keys.get(&id));
        let what = match (row.entry, row.row, row.note, key) {
            (Some(entry), ..) => {
                What::Entry(entry, row.entry_kind.as_deref().and_then(Kind::of).ok_or(Error::NotFound)?)
            }
            (_, Some(id), _, Some(key)) => What::Row(key.open(
                "chronology_row",
                "headline_sealed",
                id,
                row.headline.as_deref().unwrap_or_default(),
            )?),
            (_, _, Some(id), Some(key)) => What::Note(
                row.note_kind.unwrap_or_default(),
                key.open("warning_note", "detail_sealed", id, row.detail.as_deref().unwrap_or_default())?,
            ),
            _ => continue,
        };
        let (Some(here), Some(other)) = (known(row.person_id), known(row.other_id)) else { continue };
        questions.push(Question {
            id: row.id,
            link: row.link_id,
            what,
            written_at: row.written_at.to_jiff(),
            written_by: row.written_by,
            here,
            other,
            asked_by: row.asked_by,
            asked_at: row.asked_at.to_jiff(),
        });
    }
    Ok(questions)
}
