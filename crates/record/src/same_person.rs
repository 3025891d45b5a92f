//! "These two records are the same person." A link above both: nothing in either changes, and it can be taken back.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};

/// A link on file.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its row.
    pub id: Uuid,
    /// The other record.
    pub other: Uuid,
    /// The other record's reference.
    pub reference: String,
    /// Why they are believed to be the same.
    pub reason: String,
    /// Since when.
    pub linked_at: Timestamp,
    /// Who said so.
    pub linked_by: String,
}

/// Says that two records are the same person. Both permits are to amend.
pub async fn link(
    work: &mut Work,
    one: &Permit<may::AmendPerson>,
    other: &Permit<may::AmendPerson>,
    reason: &str,
) -> Result<Uuid> {
    let (person, same_as) = (one.person(), other.person());
    if person == same_as {
        return Err(Error::Rule("Choose another record: this is the one you are on".into()));
    }
    let (id, staff) = (work.new_id(), work.staff()?.account);
    let done = sqlx::query!(
        "insert into casework.same_person_link (id, person_id, same_as_id, reason, linked_at, linked_by)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        id,
        person,
        same_as,
        reason,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Rule("These two records are linked already".into()));
    }
    for (here, there) in [(person, same_as), (same_as, person)] {
        work.life_changed(here);
        event::record(work, event::note(ledger::Action::Linked).about("person", here).id("same_as", there))
            .await?;
    }
    Ok(id)
}

/// Takes a link back. The link stays on file with who ended it and why.
pub async fn end(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    link: Uuid,
    because: &str,
) -> Result<()> {
    let person = permit.person();
    let staff = work.staff()?.account;
    let row = sqlx::query!(
        "update casework.same_person_link set ended_at = $3, ended_by = $4, ended_because = $5
         where id = $1 and (person_id = $2 or same_as_id = $2) and ended_at is null returning person_id, same_as_id",
        link,
        person,
        work.now().to_sqlx(),
        staff,
        because
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::Stale)?;
    for (here, there) in [(row.person_id, row.same_as_id), (row.same_as_id, row.person_id)] {
        work.life_changed(here);
        event::record(work, event::note(ledger::Action::Unlinked).about("person", here).id("same_as", there))
            .await?;
    }
    Ok(())
}

/// The links that stand, without any to a restricted record.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Link>> {
    let rows = sqlx::query!(
        r#"select l.id, p.id as other, p.public_ref, l.reason, l.linked_at, a.display_name
           from casework.same_person_link l
           join casework.person p on p.id = case when l.person_id = $1 then l.same_as_id else l.person_id end
           join access.account a on a.id = l.linked_by
           where (l.person_id = $1 or l.same_as_id = $1) and l.ended_at is null
             and not exists (select 1 from access.closed_record r where r.person_id = p.id)
           order by l.linked_at, l.id"#,
        permit.person()
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Link {
            id: row.id,
            other: row.other,
            reference: row.public_ref,
            reason: row.reason,
            linked_at: row.linked_at.to_jiff(),
            linked_by: row.display_name,
        })
        .collect())
}

/// The record of a reference, as `crate::reference::parse` spells it. Only its id: what may be done with it is for a
/// permit to say.
pub async fn by_reference(work: &mut Work, reference: &str) -> Result<Option<Uuid>> {
    work.staff()?;
    Ok(sqlx::query_scalar!("select id from casework.person where public_ref = $1", reference)
        .fetch_optional(work.sql())
        .await?)
}
