//! The entries of a family, and an officer's own that are not finished.

use jiff::Timestamp;
use uuid::Uuid;

use super::Kind;
use crate::access::{Permit, may::ReadsPerson};
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
}

/// The entries about the person of the permit, newest first.
pub async fn of_family(work: &mut Work, permit: &Permit<impl ReadsPerson>, most: i64) -> Result<Vec<Listed>> {
    listed(work, Some(permit.person()), None, most).await
}

/// What the officer began and nobody has finished, newest first.
pub async fn unfinished(work: &mut Work, most: i64) -> Result<Vec<Listed>> {
    let account = work.staff()?.account;
    listed(work, None, Some(account), most).await
}

async fn listed(
    work: &mut Work,
    person: Option<Uuid>,
    unfinished_of: Option<Uuid>,
    most: i64,
) -> Result<Vec<Listed>> {
    let rows = sqlx::query!(
        r#"select e.id, e.family_id, e.kind, e.begun_at, a.display_name, f.finished_at as "finished_at?",
               array(select s.person_id from casework.entry_subject s
                     where s.entry_id = e.id and s.left_at is null order by s.number) as "subjects!",
               (select max(v.saved_at) from casework.entry_answer v where v.entry_id = e.id) as "saved_at?",
               (select s.agreed from casework.entry_sign_off s where s.entry_id = e.id
                order by s.signed_at desc, s.id limit 1) as "agreed?",
               exists (select 1 from casework.entry_removal r where r.entry_id = e.id) as "removed!"
           from casework.entry e join access.account a on a.id = e.begun_by
           left join casework.entry_finish f on f.entry_id = e.id
           where ($1::uuid is null or exists (select 1 from casework.entry_subject s
                                              where s.entry_id = e.id and s.person_id = $1))
             and ($2::uuid is null or e.begun_by = $2 and f.entry_id is null
                  and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id))
           order by e.begun_at desc, e.id limit $3"#,
        person,
        unfinished_of,
        most
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
            })
        })
        .collect()
}
