//! Reading an entry.

use std::collections::BTreeMap;

use jiff::Timestamp;
use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

use super::Kind;
use crate::access::{Permit, may};
use crate::work::RecordKey;
use crate::{Error, Result, Work, birth, event};

/// An entry as it stands.
#[derive(Debug)]
pub struct Entry {
    /// Its row.
    pub id: Uuid,
    /// The family it is about.
    pub family: Uuid,
    /// What it is.
    pub kind: Kind,
    /// The form it is filled in.
    pub form_id: String,
    /// Which version of it.
    pub form_version: i32,
    /// The pack that version is from.
    pub pack_version: Uuid,
    /// The entry it takes further.
    pub follows: Option<Uuid>,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// Who began it.
    pub begun_by: String,
    /// Their account.
    pub begun_by_account: Uuid,
    /// Whom it is about, by number.
    pub subjects: Vec<Subject>,
    /// The answers by path. None of a removed entry.
    pub answers: BTreeMap<String, Answer>,
    /// What waits beside an answer for somebody to choose, oldest first.
    pub rivals: Vec<Rival>,
    /// Once it is finished.
    pub finish: Option<Finish>,
    /// What managers said to it, in order.
    pub sign_offs: Vec<SignOff>,
    /// What was added below it, in order.
    pub addenda: Vec<Addendum>,
    /// Once it is taken out.
    pub removal: Option<Removal>,
}

/// Somebody it is about.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Their place in the answers.
    pub number: i16,
    /// Who.
    pub person: Uuid,
    /// Their reference.
    pub public_ref: String,
    /// What they are called; nothing where the reader may not know it.
    pub name: Option<String>,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// Whether they are on file as somebody's parent or carer.
    pub raises_somebody: bool,
    /// When they left, if they did.
    pub left_at: Option<Timestamp>,
    /// Where it was not written for them, or not only: on whose record it was written, and whose it is.
    pub whose: Option<Whose>,
}

/// That part of an entry was written on another's record, or that it is still to be decided whose it is.
#[derive(Debug, Clone)]
pub struct Whose {
    /// On whose record it was written: their reference.
    pub recorded_for: String,
    /// Whose it is as much, or may be instead: their id and reference.
    pub also: Option<(Uuid, String)>,
    /// Whether somebody has said so.
    pub is_decided: bool,
    /// Whether it was written on the wrong record by mistake, and not while two records were one.
    pub was_mistake: bool,
    /// By whom it was said, when and why.
    pub said: Option<(String, Timestamp, String)>,
}

/// One answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// As JSON.
    pub value: String,
    /// What the next change of it must have seen.
    pub version: i32,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// By whom.
    pub saved_by: String,
    /// Their account.
    pub saved_by_account: Uuid,
}

/// What somebody typed while another changed the same answer.
#[derive(Debug, Clone)]
pub struct Rival {
    /// The answer it would be.
    pub path: String,
    /// As JSON.
    pub value: String,
    /// When it was typed.
    pub saved_at: Timestamp,
    /// By whom.
    pub saved_by: String,
}

/// That it is finished.
#[derive(Debug, Clone)]
pub struct Finish {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why it was late, where it was.
    pub late_because: Option<String>,
}

/// What a manager said to it.
#[derive(Debug, Clone)]
pub struct SignOff {
    /// Agreed, or given back.
    pub agreed: bool,
    /// In words.
    pub words: Option<String>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// Words added below it.
#[derive(Debug, Clone)]
pub struct Addendum {
    /// The words.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// That it was taken out.
#[derive(Debug, Clone)]
pub struct Removal {
    /// Who asked for it.
    pub asked_by: String,
    /// Why.
    pub because: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// The person through whom an officer comes to an entry: one it is about whose record is theirs to open. An entry that is
/// closed to them is not found.
pub async fn way_in(work: &mut Work, id: Uuid) -> Result<Uuid> {
    let row = sqlx::query_scalar!(
        r#"select person_id as "person_id!" from casework.entry_about() where entry_id = $1
         order by access.opens(person_id) desc, left_at nulls first, number limit 1"#,
        id
    );
    row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)
}

/// Opens an entry that the person of the permit is a subject of. That it was read is on record, for everybody it is about.
pub async fn open(work: &mut Work, permit: &Permit<may::OpenNarrative>, id: Uuid) -> Result<Entry> {
    let entry = read(work, permit.person(), id).await?;
    note_reading(work, &entry).await?;
    Ok(entry)
}

/// Opens an entry to carry on from it in the next one of its kind. A reading like any other.
pub async fn open_to_follow(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    id: Uuid,
) -> Result<Entry> {
    let entry = read(work, permit.person(), id).await?;
    note_reading(work, &entry).await?;
    Ok(entry)
}

/// An entry as it stands, to save what somebody typed on a page of it. No reading is written down: it was when the page was
/// shown to them, and what this gives goes into no other.
pub async fn to_write(work: &mut Work, permit: &Permit<impl may::WritesEntries>, id: Uuid) -> Result<Entry> {
    read(work, permit.person(), id).await
}

async fn note_reading(work: &mut Work, entry: &Entry) -> Result<()> {
    for subject in &entry.subjects {
        let note = event::note(ledger::Action::Opened).about("person", subject.person).id("entry", entry.id);
        event::record(work, note).await?;
    }
    Ok(())
}

async fn read(work: &mut Work, person: Uuid, id: Uuid) -> Result<Entry> {
    let row = sqlx::query!(
        "select e.family_id, e.kind, e.form_id, e.form_version, e.pack_version_id, e.follows_id, e.key_id, e.begun_at, e.begun_by,
                a.display_name
         from casework.entry e join access.account a on a.id = e.begun_by
         join casework.entry_about() s on s.entry_id = e.id and s.person_id = $2
         where e.id = $1",
        id,
        person
    );
    let row = row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let removal = removal(work, id).await?;
    let subjects = subjects(work, id).await?;
    let mut entry = Entry {
        id,
        family: row.family_id,
        kind: Kind::of(&row.kind).ok_or(Error::NotFound)?,
        form_id: row.form_id,
        form_version: row.form_version,
        pack_version: row.pack_version_id,
        follows: row.follows_id,
        begun_at: row.begun_at.to_jiff(),
        begun_by: row.display_name,
        begun_by_account: row.begun_by,
        subjects,
        answers: BTreeMap::new(),
        rivals: Vec::new(),
        finish: None,
        sign_offs: Vec::new(),
        addenda: Vec::new(),
        removal,
    };
    if entry.removal.is_none() {
        let key = work.key(row.key_id).await?;
        entry.answers = answers(work, &key, id).await?;
        entry.rivals = rivals(work, &key, id).await?;
        entry.finish = finish(work, &key, id).await?;
        entry.sign_offs = sign_offs(work, &key, id).await?;
        entry.addenda = addenda(work, &key, id).await?;
    }
    Ok(entry)
}

/// Whom it is about, one for each number: where it belongs to two, or that is still to be decided, the one it was written for first.
async fn subjects(work: &mut Work, entry: Uuid) -> Result<Vec<Subject>> {
    let rows = sqlx::query!(
        r#"select s.number as "number!", s.person_id as "person_id!", s.left_at, p.public_ref, n.name as "name?",
               b.stated as "stated?", casework.raises_somebody(s.person_id) as "raises_somebody!",
               s.is_sure as "is_sure!", r.public_ref as recorded_for,
               w.id as "said?", w.question_id as "question?", w.key_id as "key?", w.because_sealed as "because?",
               w.decided_at as "decided_at?", a.display_name as "decided_by?"
           from casework.entry_about() s join casework.person p on p.id = s.person_id
           join casework.person r on r.id = s.recorded_for_id
           left join casework.belonging w on w.row_id = s.entry_id and w.recorded_for_id = s.recorded_for_id
               and not exists (select 1 from casework.belonging n where n.supersedes_id = w.id)
           left join access.account a on a.id = w.decided_by
           left join lateral (select concat_ws(' ', n.first_name, n.last_name) as name from lookup.person_name n
               where n.person_id = p.id and n.superseded_at is null
               order by (n.kind = 'legal') desc, n.used_until desc nulls first, n.used_from desc nulls last,
                   n.recorded_at desc limit 1) n on true
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           where s.entry_id = $1
           order by s.number, s.is_sure desc, (w.id is null or s.person_id = w.person_id) desc, s.person_id"#,
        entry
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let keys: Vec<Uuid> = rows.iter().filter_map(|row| row.key).collect();
    let keys = work.keys(&keys).await?;
    let mut subjects: Vec<Subject> = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(one) = subjects.last_mut().filter(|one| one.number == row.number) {
            let (recorded_for, also) = (row.recorded_for, Some((row.person_id, row.public_ref)));
            let whose = one.whose.get_or_insert(Whose {
                recorded_for,
                also: None,
                is_decided: false,
                was_mistake: false,
                said: None,
            });
            (whose.also, whose.is_decided) = (also, row.is_sure);
            continue;
        }
        let because = match (row.said, row.key.and_then(|id| keys.get(&id)), row.because) {
            (Some(id), Some(key), Some(sealed)) => key.open("belonging", "because_sealed", id, &sealed)?,
            _ => String::new(),
        };
        let whose = row.said.map(|_| Whose {
            recorded_for: row.recorded_for,
            also: None,
            is_decided: true,
            was_mistake: row.question.is_none(),
            said: row.decided_by.zip(row.decided_at).map(|(by, at)| (by, at.to_jiff(), because)),
        });
        subjects.push(Subject {
            number: row.number,
            person: row.person_id,
            public_ref: row.public_ref,
            name: row.name.filter(|name| !name.trim().is_empty()),
            birth: row.stated.map_or(Ok(DateOfBirth::Unknown), birth::read)?,
            raises_somebody: row.raises_somebody,
            left_at: row.left_at.map(|at| at.to_jiff()),
            whose,
        });
    }
    Ok(subjects)
}

async fn answers(work: &mut Work, key: &RecordKey, entry: Uuid) -> Result<BTreeMap<String, Answer>> {
    let rows = sqlx::query!(
        "select v.id, v.path, v.value_sealed, v.version, v.saved_at, v.saved_by, a.display_name
         from casework.entry_answer v join access.account a on a.id = v.saved_by where v.entry_id = $1",
        entry
    );
    rows.fetch_all(work.sql())
        .await?
        .into_iter()
        .map(|row| {
            let answer = Answer {
                value: key.open("entry_answer", "value_sealed", row.id, &row.value_sealed)?,
                version: row.version,
                saved_at: row.saved_at.to_jiff(),
                saved_by: row.display_name,
                saved_by_account: row.saved_by,
            };
            Ok((row.path, answer))
        })
        .collect()
}

async fn rivals(work: &mut Work, key: &RecordKey, entry: Uuid) -> Result<Vec<Rival>> {
    let rows = sqlx::query!(
        "select r.id, r.path, r.value_sealed, r.saved_at, a.display_name
         from casework.entry_rival r join access.account a on a.id = r.saved_by
         where r.entry_id = $1 and r.settled_at is null order by r.saved_at, r.id",
        entry
    );
    rows.fetch_all(work.sql())
        .await?
        .into_iter()
        .map(|row| {
            Ok(Rival {
                value: key.open("entry_rival", "value_sealed", row.id, &row.value_sealed)?,
                path: row.path,
                saved_at: row.saved_at.to_jiff(),
                saved_by: row.display_name,
            })
        })
        .collect()
}

async fn finish(work: &mut Work, key: &RecordKey, entry: Uuid) -> Result<Option<Finish>> {
    let row = sqlx::query!(
        "select f.finished_at, f.late_because_sealed, a.display_name
         from casework.entry_finish f join access.account a on a.id = f.finished_by where f.entry_id = $1",
        entry
    );
    let Some(row) = row.fetch_optional(work.sql()).await? else { return Ok(None) };
    let late = row.late_because_sealed.as_deref();
    Ok(Some(Finish {
        at: row.finished_at.to_jiff(),
        by: row.display_name,
        late_because: key.open_some("entry_finish", "late_because_sealed", entry, late)?,
    }))
}

async fn sign_offs(work: &mut Work, key: &RecordKey, entry: Uuid) -> Result<Vec<SignOff>> {
    let rows = sqlx::query!(
        "select s.id, s.agreed, s.words_sealed, s.signed_at, a.display_name
         from casework.entry_sign_off s join access.account a on a.id = s.signed_by
         where s.entry_id = $1 order by s.signed_at, s.id",
        entry
    );
    rows.fetch_all(work.sql())
        .await?
        .into_iter()
        .map(|row| {
            let words = row.words_sealed.as_deref();
            Ok(SignOff {
                agreed: row.agreed,
                words: key.open_some("entry_sign_off", "words_sealed", row.id, words)?,
                at: row.signed_at.to_jiff(),
                by: row.display_name,
            })
        })
        .collect()
}

async fn addenda(work: &mut Work, key: &RecordKey, entry: Uuid) -> Result<Vec<Addendum>> {
    let rows = sqlx::query!(
        "select d.id, d.words_sealed, d.added_at, a.display_name
         from casework.entry_addendum d join access.account a on a.id = d.added_by
         where d.entry_id = $1 order by d.added_at, d.id",
        entry
    );
    rows.fetch_all(work.sql())
        .await?
        .into_iter()
        .map(|row| {
            Ok(Addendum {
                words: key.open("entry_addendum", "words_sealed", row.id, &row.words_sealed)?,
                at: row.added_at.to_jiff(),
                by: row.display_name,
            })
        })
        .collect()
}

async fn removal(work: &mut Work, entry: Uuid) -> Result<Option<Removal>> {
    let row = sqlx::query!(
        "select r.id, r.asked_by_sealed, r.because_sealed, r.key_id, r.removed_at, a.display_name
         from casework.entry_removal r join access.account a on a.id = r.removed_by where r.entry_id = $1",
        entry
    );
    let Some(row) = row.fetch_optional(work.sql()).await? else { return Ok(None) };
    let key = work.key(row.key_id).await?;
    Ok(Some(Removal {
        asked_by: key.open("entry_removal", "asked_by_sealed", row.id, &row.asked_by_sealed)?,
        because: key.open("entry_removal", "because_sealed", row.id, &row.because_sealed)?,
        at: row.removed_at.to_jiff(),
        by: row.display_name,
    }))
}
