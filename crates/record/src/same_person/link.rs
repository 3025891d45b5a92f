//! Linking two records, and the links that stand.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use ledger::Code;
use uuid::Uuid;

use super::are_one;
use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};

/// What two records of one person are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The same person, put on file twice.
    Same,
    /// One was begun before the birth, the other for the child who was born.
    UnbornBorn,
}

impl Kind {
    /// As the database has it.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Same => "same",
            Kind::UnbornBorn => "unborn-born",
        }
    }

    /// Reads a code.
    pub fn of(code: &str) -> Option<Kind> {
        [Kind::Same, Kind::UnbornBorn].into_iter().find(|kind| kind.code() == code)
    }
}

/// A link to make.
#[derive(Debug, Clone, Copy)]
pub struct NewLink<'a> {
    /// What they are to each other.
    pub kind: Kind,
    /// The one of the two that is shown first.
    pub first: Uuid,
    /// Why they are one person.
    pub reason: &'a str,
}

/// A link on file.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its row.
    pub id: Uuid,
    /// The records it joins, with their references.
    pub records: [(Uuid, String); 2],
    /// What they are to each other.
    pub kind: Kind,
    /// Why they are believed to be the same.
    pub reason: String,
    /// Since when.
    pub linked_at: Timestamp,
    /// Who said so.
    pub linked_by: String,
}

/// Said of somebody who was adopted. Whoever reads it may open the record, and knows.
const ADOPTED: &str = "Records of somebody who was adopted are never linked: that would lead from one life to the other. \
                       Ask your data protection officer";

/// Says that two records are the same person. Both permits are to amend.
///
/// [`Error::Rule`] where they are one already, or somebody of them was adopted: an adopted child's two identities are never
/// linked.
pub async fn link(
    work: &mut Work,
    one: &Permit<may::AmendPerson>,
    other: &Permit<may::AmendPerson>,
    new: &NewLink<'_>,
) -> Result<Uuid> {
    let (person, same_as) = (one.person(), other.person());
    if person == same_as {
        return Err(Error::Rule("Choose another record: this is the one you are on".into()));
    }
    if ![person, same_as].contains(&new.first) {
        return Err(Error::Rule("Select which of the two records is shown first".into()));
    }
    if new.reason.trim().is_empty() {
        return Err(Error::Rule("Enter why they are the same person".into()));
    }
    // Two at once wait for each other, whichever way round they go.
    sqlx::query_scalar!(
        "select id from casework.person where id = any ($1) order by id for update",
        &[person, same_as]
    )
    .fetch_all(work.sql())
    .await?;
    if are_one(work, person, same_as).await? {
        return Err(Error::Rule("These two records are one person already".into()));
    }
    if was_adopted(work, &[person, same_as]).await? {
        return Err(Error::Rule(ADOPTED.into()));
    }
    let (id, staff) = (work.new_id(), work.staff()?.account);
    let key = work.new_key("same_person_link", id);
    let reason = work.seal(&key, "same_person_link", "reason_sealed", id, new.reason.trim())?;
    let done = sqlx::query!(
        "insert into casework.same_person_link (id, person_id, same_as_id, kind, leads_id, key_id, reason_sealed, linked_at, linked_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
        id,
        person,
        same_as,
        new.kind.code(),
        new.first,
        key.id(),
        reason,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Rule("These two records are one person already".into()));
    }
    for (here, there) in [(person, same_as), (same_as, person)] {
        work.life_changed(here);
        let note = event::note(ledger::Action::Linked).about("person", here);
        event::record(work, note.id("same_as", there).code("kind", Code::of(new.kind.code()))).await?;
    }
    Ok(id)
}

/// Whether any of these was adopted: closed for that reason, or on file as somebody's adopted child.
async fn was_adopted(work: &mut Work, people: &[Uuid]) -> Result<bool> {
    let row = sqlx::query_scalar!(
        r#"select exists (select 1 from casework.restriction r where r.person_id = any ($1) and r.category in ('adoption', 'sealed')
                  and not exists (select 1 from casework.restriction_lift l where l.restriction_id = r.id))
               or exists (select 1 from casework.relationship r where r.superseded_at is null
                  and ((r.person_id = any ($1) and r.kind = 'adopted_child')
                    or (r.other_id = any ($1) and r.kind = 'adoptive_parent'))) as "adopted!""#,
        people
    );
    Ok(row.fetch_one(work.sql()).await?)
}

/// The links that stand between the records of the person, as far as the reader may open both ends.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Link>> {
    let rows = sqlx::query!(
        r#"with records as materialized (select unnest(access.same_person($1)) as id)
           select l.id, l.kind, l.reason, l.key_id, l.reason_sealed, l.linked_at, a.display_name,
               l.person_id, p.public_ref, l.same_as_id, o.public_ref as other_ref
           from casework.same_person_link l
           join casework.person p on p.id = l.person_id
           join casework.person o on o.id = l.same_as_id
           join access.account a on a.id = l.linked_by
           where l.ended_at is null and l.person_id in (select id from records) and l.same_as_id in (select id from records)
           order by l.linked_at, l.id"#,
        permit.person()
    )
    .fetch_all(work.sql())
    .await?;
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.key_id).collect();
    let keys = work.keys(&ids).await?;
    rows.into_iter()
        .map(|row| {
            let reason = match (row.key_id.and_then(|id| keys.get(&id)), row.reason_sealed) {
                (Some(key), Some(sealed)) => {
                    key.open("same_person_link", "reason_sealed", row.id, &sealed)?
                }
                _ => row.reason.unwrap_or_default(),
            };
            Ok(Link {
                id: row.id,
                records: [(row.person_id, row.public_ref), (row.same_as_id, row.other_ref)],
                kind: Kind::of(&row.kind).ok_or(Error::NotFound)?,
                reason,
                linked_at: row.linked_at.to_jiff(),
                linked_by: row.display_name,
            })
        })
        .collect()
}

/// One of them, by its row.
pub async fn find(work: &mut Work, permit: &Permit<impl ReadsPerson>, link: Uuid) -> Result<Link> {
    all(work, permit).await?.into_iter().find(|one| one.id == link).ok_or(Error::NotFound)
}

/// The record of a reference, as `crate::reference::parse` spells it. Only its id: what may be done with it is for a
/// permit to say.
pub async fn by_reference(work: &mut Work, reference: &str) -> Result<Option<Uuid>> {
    work.staff()?;
    Ok(sqlx::query_scalar!("select id from casework.person where public_ref = $1", reference)
        .fetch_optional(work.sql())
        .await?)
}
