//! The entries of a family, and an officer's own that are not finished.

use jiff::Timestamp;
use uuid::Uuid;

use super::Kind;
use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work};

/// An entry in a line. Nothing of what it says.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its row.
    pub id: Uuid,
    /// The family.
    pub family: Uuid,
    /// What it is.
    pub kind: Kind,
    /// The people it is about now.
    pub subjects: Vec<Uuid>,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// Who began it.
    pub begun_by: String,
    /// When something in it was last saved.
    pub saved_at: Option<Timestamp>,
    /// When it was finished.
    pub finished_at: Option<Timestamp>,
    /// What a manager last said: agreed or given back.
    pub agreed: Option<bool>,
    /// Whether it was taken out.
    pub removed: bool,
    /// Whether it is still to be decided whose it is.
    pub to_decide: bool,
}

/// Something that was written on somebody's record by mistake. Nothing of what it says, and of which entry only to who may read it.
#[derive(Debug, Clone)]
pub struct Mistake {
    /// The entry, for who may read it.
    pub entry: Option<Uuid>,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// When somebody said that it was a mistake.
    pub moved_at: Timestamp,
    /// Who.
    pub moved_by: String,
}

/// The kinds that a manager signs off.
const SIGNED: [Kind; 2] = [Kind::Assessment, Kind::Closure];

/// What was written on the record of the permit's person and is about somebody else: that it was there.
pub async fn mistakes(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Mistake>> {
    let rows = sqlx::query!(
        r#"select entry_id, begun_at as "begun_at!", moved_at as "moved_at!", moved_by as "moved_by!"
           from casework.moved_from($1) order by begun_at desc"#,
        permit.person()
    );
    let rows = rows.fetch_all(work.sql()).await?.into_iter();
    Ok(rows
        .map(|row| Mistake {
            entry: row.entry_id,
            begun_at: row.begun_at.to_jiff(),
            moved_at: row.moved_at.to_jiff(),
            moved_by: row.moved_by,
        })
        .collect())
}

/// The entries about the person of the permit, newest first.
pub async fn of_person(work: &mut Work, permit: &Permit<impl ReadsPerson>, most: i64) -> Result<Vec<Listed>> {
    let ids = sqlx::query_scalar!(
        "select e.id from casework.entry e
         where e.id in (select s.entry_id from casework.entry_about() s where s.person_id = $1)
         order by e.begun_at desc, e.id desc limit $2",
        permit.person(),
        most
    );
    let ids = ids.fetch_all(work.sql()).await?;
    listed(work, &ids).await
}

/// The finished and removed entries of a family that are the reader's to see, newest first; those older than `before`, where
/// it is given. The permit is for somebody of the family.
pub async fn of_family(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
    before: Option<Uuid>,
    most: i64,
) -> Result<Vec<Listed>> {
    belongs(work, permit.person(), family).await?;
    // Along the index, so that row-level security asks about a page of them and not about all that there are.
    // What turned out to be about one of another family is added from there, and what left for one is not counted. Whether an entry is
    // finished is asked of each: of `exists … or exists …` PostgreSQL makes a table of all that are, each asked about.
    let ids = sqlx::query_scalar!(
        r#"with here as (
               select e.id, e.begun_at from casework.entry e
               where e.family_id = $1 and e.id <> all (array(select unnest(casework.moved_away($1))))
                 and e.begun_at <= coalesce((select o.begun_at from casework.entry o where o.id = $2), 'infinity')
                 and ($2::uuid is null or (e.begun_at, e.id) < (select o.begun_at, o.id from casework.entry o where o.id = $2))
                 and coalesce((select f.entry_id from casework.entry_finish f where f.entry_id = e.id limit 1),
                              (select r.entry_id from casework.entry_removal r where r.entry_id = e.id limit 1)) is not null
               order by e.begun_at desc, e.id desc limit $3
           ), came as (
               select e.id, e.begun_at from casework.entry e
               where e.id = any (array(select unnest(casework.moved_into($1)))) and e.family_id <> $1
                 and ($2::uuid is null or (e.begun_at, e.id) < (select o.begun_at, o.id from casework.entry o where o.id = $2))
                 and coalesce((select f.entry_id from casework.entry_finish f where f.entry_id = e.id limit 1),
                              (select r.entry_id from casework.entry_removal r where r.entry_id = e.id limit 1)) is not null
           )
           select id as "id!" from (select * from here union all select * from came) both_of order by begun_at desc, id desc limit $3"#,
        family,
        before,
        most
    );
    let ids = ids.fetch_all(work.sql()).await?;
    listed(work, &ids).await
}

/// The most open entries that are listed.
const MOST_OPEN: i64 = 100;

/// What is being written about a family, by anybody, newest first.
pub async fn open_of_family(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
) -> Result<Vec<Listed>> {
    belongs(work, permit.person(), family).await?;
    let ids = sqlx::query_scalar!(
        "select e.id from casework.entry e where e.id = any (array(select access.open_entries($1)))
         order by e.begun_at desc, e.id desc limit $2",
        family,
        MOST_OPEN
    );
    let ids = ids.fetch_all(work.sql()).await?;
    listed(work, &ids).await
}

/// What the officer began and nobody has finished, newest first.
pub async fn unfinished(work: &mut Work, most: i64) -> Result<Vec<Listed>> {
    let account = work.staff()?.account;
    let ids = sqlx::query_scalar!(
        "select e.id from casework.entry e
         where e.begun_by = $1
           and not exists (select 1 from casework.entry_finish f where f.entry_id = e.id)
           and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
         order by e.begun_at desc, e.id desc limit $2",
        account,
        most
    );
    let ids = ids.fetch_all(work.sql()).await?;
    listed(work, &ids).await
}

/// Finished assessments and closures of these families that no manager has signed off yet, newest first; [`Listed::agreed`] says
/// which were given back.
pub async fn to_sign(work: &mut Work, families: &[Uuid], most: i64) -> Result<Vec<Listed>> {
    let signed = SIGNED.map(|kind| kind.code().to_owned());
    let ids = sqlx::query_scalar!(
        "select e.id from casework.entry e join casework.entry_finish f on f.entry_id = e.id
         where e.family_id = any ($1) and e.kind = any ($2)
           and not exists (select 1 from casework.entry_sign_off s where s.entry_id = e.id and s.agreed)
           and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
         order by e.begun_at desc, e.id desc limit $3",
        families,
        &signed,
        most
    );
    let ids = ids.fetch_all(work.sql()).await?;
    listed(work, &ids).await
}

/// The last finished entry of a kind about the person of the permit, which the next one carries on from.
pub async fn latest(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    family: Uuid,
    kind: Kind,
) -> Result<Option<Uuid>> {
    let row = sqlx::query_scalar!(
        "select e.id from casework.entry e join casework.entry_finish f on f.entry_id = e.id
         join casework.entry_about() s on s.entry_id = e.id and s.person_id = $3 and s.left_at is null
         where e.family_id = $1 and e.kind = $2
           and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
         order by f.finished_at desc, e.id limit 1",
        family,
        kind.code(),
        permit.person()
    );
    Ok(row.fetch_optional(work.sql()).await?)
}

/// Refuses a permit for somebody who never belonged to the family, unless something that was written in it turned out to be theirs.
pub(super) async fn belongs(work: &mut Work, person: Uuid, family: Uuid) -> Result<()> {
    let row = sqlx::query_scalar!(
        r#"select exists (select 1 from casework.family_member m where m.family_id = $1 and m.person_id = $2)
               or exists (select 1 from casework.whose() w join casework.entry e on e.id = w.row_id
                          where w.person_id = $2 and e.family_id = $1) as "belongs!""#,
        family,
        person
    );
    if row.fetch_one(work.sql()).await? { Ok(()) } else { Err(Error::NotFound) }
}

/// These entries as lines, newest first.
async fn listed(work: &mut Work, ids: &[Uuid]) -> Result<Vec<Listed>> {
    let rows = sqlx::query!(
        r#"select e.id, e.family_id, e.kind, e.begun_at, a.display_name, f.finished_at as "finished_at?",
               array(select s.person_id from casework.entry_about() s
                     where s.entry_id = e.id and s.left_at is null order by s.number, s.is_sure desc, s.person_id) as "subjects!",
               exists (select 1 from casework.entry_about() s where s.entry_id = e.id and not s.is_sure) as "to_decide!",
               (select max(v.saved_at) from casework.entry_answer v where v.entry_id = e.id) as "saved_at?",
               (select s.agreed from casework.entry_sign_off s where s.entry_id = e.id
                order by s.signed_at desc, s.id limit 1) as "agreed?",
               exists (select 1 from casework.entry_removal r where r.entry_id = e.id) as "removed!"
           from casework.entry e join access.account a on a.id = e.begun_by
           left join casework.entry_finish f on f.entry_id = e.id
           where e.id = any ($1) order by e.begun_at desc, e.id desc"#,
        ids
    );
    rows.fetch_all(work.sql())
        .await?
        .into_iter()
        .map(|row| {
            Ok(Listed {
                id: row.id,
                family: row.family_id,
                kind: Kind::of(&row.kind).ok_or(Error::NotFound)?,
                subjects: row.subjects,
                begun_at: row.begun_at.to_jiff(),
                begun_by: row.display_name,
                saved_at: row.saved_at.map(|at| at.to_jiff()),
                finished_at: row.finished_at.map(|at| at.to_jiff()),
                agreed: row.agreed,
                removed: row.removed,
                to_decide: row.to_decide,
            })
        })
        .collect()
}
