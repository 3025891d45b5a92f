//! Beginning an entry, and whom it is about.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{Permit, may};
use crate::{Error, Result, Work, event};

/// What kind of thing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Needs and strengths of the whole family.
    Assessment,
    /// The Team Around the Family plan.
    Plan,
    /// A review of the plan.
    Review,
    /// A visit, or an attempt at one.
    Visit,
    /// A note of anything else.
    CaseNote,
    /// A meeting of the team around the family.
    Meeting,
    /// Supervision of the work with the family.
    Supervision,
    /// The end of the work.
    Closure,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 8] = [
        Kind::Assessment,
        Kind::Plan,
        Kind::Review,
        Kind::Visit,
        Kind::CaseNote,
        Kind::Meeting,
        Kind::Supervision,
        Kind::Closure,
    ];

    /// As the database has it.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Assessment => "assessment",
            Kind::Plan => "plan",
            Kind::Review => "review",
            Kind::Visit => "visit",
            Kind::CaseNote => "case-note",
            Kind::Meeting => "meeting",
            Kind::Supervision => "supervision",
            Kind::Closure => "closure",
        }
    }

    /// Reads a code.
    pub fn of(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// An entry to begin.
#[derive(Debug)]
pub struct NewEntry<'a> {
    /// Made by the page, so that a form sent twice begins one entry.
    pub id: Uuid,
    /// The family it is about.
    pub family: Uuid,
    /// What it is.
    pub kind: Kind,
    /// The form, and which version of it: the entry stays with that version.
    pub form: (&'a str, i32),
    /// The pack the form is from.
    pub pack_version: Uuid,
    /// Whom it is about, in the order they are numbered.
    pub subjects: &'a [Uuid],
    /// The entry it takes further.
    pub follows: Option<Uuid>,
}

/// Begins an entry about the family of the person the permit is for, who must be one of its subjects.
///
/// Everybody else it is about must belong to the family today and be no closed record. Fails with [`Error::AlreadyDone`]
/// where this form was sent before.
pub async fn begin(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    new: &NewEntry<'_>,
) -> Result<()> {
    let (staff, now) = (work.staff()?.account, work.now().to_sqlx());
    if !new.subjects.contains(&permit.person()) {
        return Err(Error::Rule("Select at least the person whose record you came from".into()));
    }
    may_be_about(work, new.family, new.subjects).await?;
    if let Some(before) = new.follows {
        let same = sqlx::query_scalar!(
            "select id from casework.entry where id = $1 and family_id = $2",
            before,
            new.family
        );
        same.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    }
    let there = sqlx::query_scalar!("select id from casework.entry where id = $1", new.id);
    if there.fetch_optional(work.sql()).await?.is_some() {
        return Err(Error::AlreadyDone);
    }
    let key = work.new_key("entry", new.id);
    // Not `on conflict do nothing`: nobody may read a row that is about nobody yet, and that would have to.
    let begun = sqlx::query!(
        "insert into casework.entry (id, family_id, kind, form_id, form_version, pack_version_id, follows_id, key_id, begun_at, begun_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        new.id,
        new.family,
        new.kind.code(),
        new.form.0,
        new.form.1,
        new.pack_version,
        new.follows,
        key.id(),
        now,
        staff
    )
    .execute(work.sql())
    .await;
    match begun {
        Err(sqlx::Error::Database(said)) if said.is_unique_violation() => return Err(Error::AlreadyDone),
        other => other?,
    };
    for (number, person) in (1_i16..).zip(new.subjects) {
        insert_subject(work, new.id, number, *person).await?;
    }
    let note = event::created("entry", new.id).id("family", new.family).count("subjects", new.subjects.len());
    event::record(work, note).await?;
    Ok(())
}

/// Adds somebody of the family to an open entry, with the next number. Who was in it before and left comes back to the
/// number they had.
pub async fn add_subject(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    person: Uuid,
) -> Result<()> {
    let family = open_family(work, permit, entry).await?;
    may_be_about(work, family, &[person]).await?;
    let back = sqlx::query!(
        "update casework.entry_subject set left_at = null where entry_id = $1 and person_id = $2",
        entry,
        person
    );
    if back.execute(work.sql()).await?.rows_affected() == 0 {
        let next = sqlx::query_scalar!(
            r#"select (coalesce(max(number), 0) + 1)::smallint as "next!" from casework.entry_subject where entry_id = $1"#,
            entry
        );
        let next = next.fetch_one(work.sql()).await?;
        insert_subject(work, entry, next, person).await?;
    }
    event::record(work, event::amended("entry", entry).id("added", person)).await?;
    Ok(())
}

/// Somebody is no longer among those an open entry is about: moved to another family, or put there by mistake. What was
/// written of them stays as it is, under their number.
pub async fn subject_leaves(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    person: Uuid,
) -> Result<()> {
    open_family(work, permit, entry).await?;
    let left = sqlx::query!(
        "update casework.entry_subject set left_at = $3
         where entry_id = $1 and person_id = $2 and left_at is null
           and exists (select 1 from casework.entry_subject o
                       where o.entry_id = $1 and o.person_id <> $2 and o.left_at is null)",
        entry,
        person,
        work.now().to_sqlx()
    );
    if left.execute(work.sql()).await?.rows_affected() == 0 {
        return Err(Error::Rule("It must stay about somebody. Remove it instead".into()));
    }
    event::record(work, event::amended("entry", entry).id("left", person)).await?;
    Ok(())
}

/// The family of an entry that is still open and about the person the permit is for.
pub(crate) async fn open_family(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
) -> Result<Uuid> {
    let row = sqlx::query!(
        r#"select e.family_id, exists (select 1 from casework.entry_finish f where f.entry_id = e.id) as "finished!",
               exists (select 1 from casework.entry_removal r where r.entry_id = e.id) as "removed!"
           from casework.entry e join casework.entry_about() s on s.entry_id = e.id and s.person_id = $2
           where e.id = $1"#,
        entry,
        permit.person()
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    match (row.finished, row.removed) {
        (_, true) => Err(Error::NotFound),
        (true, _) => Err(Error::Rule("It is finished. Add to it below instead of changing it".into())),
        _ => Ok(row.family_id),
    }
}

/// Refuses people who do not belong to the family today, or are closed to the officer.
pub(crate) async fn may_be_about(work: &mut Work, family: Uuid, people: &[Uuid]) -> Result<()> {
    let today = law::clocks::to_london(work.now()).date().to_sqlx();
    let known = sqlx::query_scalar!(
        r#"select count(distinct m.person_id) as "count!" from casework.family_member m
           where m.family_id = $1 and m.person_id = any ($2) and m.superseded_at is null
             and (m.member_until is null or m.member_until >= $3)
             and access.may_be_named(m.person_id)"#,
        family,
        people,
        today
    );
    let known = known.fetch_one(work.sql()).await?;
    if known as usize != people.len() {
        return Err(Error::Rule("Everybody it is about must belong to the family, once".into()));
    }
    Ok(())
}

async fn insert_subject(work: &mut Work, entry: Uuid, number: i16, person: Uuid) -> Result<()> {
    sqlx::query!(
        "insert into casework.entry_subject (entry_id, number, person_id, added_at) values ($1, $2, $3, $4)",
        entry,
        number,
        person,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}
