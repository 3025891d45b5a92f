//! How people are related, from when to when. Kept once and read from both ends: `law::relationship` knows the other
//! direction.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::relationship::RelationshipType;
use uuid::Uuid;

use crate::access::{
    Circumstances, Permit,
    may::{self, ReadsPerson},
    permit_person,
};
use crate::person::other::{self, Other};
use crate::{Error, Result, Work, event};

/// A relationship to record: what the other is to the person the permit is for.
#[derive(Debug, Clone)]
pub struct NewRelationship {
    /// The other person.
    pub other: Uuid,
    /// What the other is to this person: "Rachel is Charlie's parent" is `Parent` on Charlie's page.
    pub other_is: RelationshipType,
    /// Since when, where known.
    pub related_from: Option<Date>,
    /// Until when, where it has ended.
    pub related_until: Option<Date>,
    /// Whether the other is the main carer.
    pub main_carer: Option<bool>,
    /// `stated`, `verified`, `believed` or `disputed`.
    pub certainty: String,
}

/// A relationship as one person's page says it.
#[derive(Debug, Clone)]
pub struct Relationship {
    /// Its row.
    pub id: Uuid,
    /// The other person.
    pub other: Other,
    /// What the other is to this person.
    pub other_is: RelationshipType,
    /// What this person is to the other.
    pub is_to_other: RelationshipType,
    /// Since when, where known.
    pub related_from: Option<Date>,
    /// Until when, where it has ended.
    pub related_until: Option<Date>,
    /// Whether one of the two is the other's main carer.
    pub main_carer: Option<bool>,
    /// `stated`, `verified`, `believed` or `disputed`.
    pub certainty: String,
}

/// Relates the person the permit is for to somebody else, whose line must be open to the reader.
pub async fn add(work: &mut Work, permit: &Permit<may::AmendPerson>, new: &NewRelationship) -> Result<Uuid> {
    let person = permit.person();
    if new.other == person {
        return Err(Error::Rule("Choose somebody else: this is the person the page is about".into()));
    }
    permit_person(work, may::SeeInResults, new.other, &Circumstances::default()).await?;
    let again = sqlx::query_scalar!(
        "select id from casework.relationship where superseded_at is null and related_until is null
           and ((person_id = $1 and kind = $3 and other_id = $2) or (person_id = $2 and kind = $4 and other_id = $1))",
        new.other,
        person,
        new.other_is.code(),
        new.other_is.inverse().code()
    )
    .fetch_optional(work.sql())
    .await?;
    if again.is_some() && new.related_until.is_none() {
        return Err(Error::Rule("This relationship is recorded already".into()));
    }
    let id = insert(work, person, new).await?;
    changed(work, person, new.other).await?;
    Ok(id)
}

/// Ends a relationship on a day, or corrects it: a new row in place of the old.
pub async fn replace(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    old: Uuid,
    new: &NewRelationship,
) -> Result<Uuid> {
    let person = permit.person();
    let done = sqlx::query!(
        "update casework.relationship set superseded_at = $4
         where id = $1 and ((person_id = $2 and other_id = $3) or (person_id = $3 and other_id = $2))
           and superseded_at is null",
        old,
        person,
        new.other,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    let id = insert(work, person, new).await?;
    changed(work, person, new.other).await?;
    Ok(id)
}

async fn insert(work: &mut Work, person: Uuid, new: &NewRelationship) -> Result<Uuid> {
    let id = work.new_id();
    let by = work.staff().ok().map(|staff| staff.account);
    sqlx::query!(
        "insert into casework.relationship (id, person_id, kind, other_id, related_from, related_until, main_carer, certainty,
             recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        new.other,
        new.other_is.code(),
        person,
        new.related_from.map(|on| on.to_sqlx()) as _,
        new.related_until.map(|on| on.to_sqlx()) as _,
        new.main_carer,
        new.certainty,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}

async fn changed(work: &mut Work, one: Uuid, other: Uuid) -> Result<()> {
    for (here, there) in [(one, other), (other, one)] {
        event::record(work, event::amended("person", here).flag("relationship", true).id("other", there))
            .await?;
    }
    Ok(())
}

/// Every relationship, from this person's end, those that last first. One with a sealed record is left out.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Relationship>> {
    let person = permit.person();
    let rows = sqlx::query!(
        "select id, person_id, kind, other_id, related_from, related_until, main_carer, certainty
         from casework.relationship where (person_id = $1 or other_id = $1) and superseded_at is null
         order by related_until desc nulls first, main_carer desc nulls last, kind, recorded_at, id",
        person
    )
    .fetch_all(work.sql())
    .await?;
    let end_of = |from: Uuid, to: Uuid| if from == person { to } else { from };
    let ids: Vec<Uuid> = rows.iter().map(|row| end_of(row.person_id, row.other_id)).collect();
    let others = other::all(work, &ids).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let other = end_of(row.person_id, row.other_id);
        let (Some(other), Some(kind)) =
            (others.iter().find(|one| one.id == other), RelationshipType::parse(&row.kind))
        else {
            continue;
        };
        let other_is = if row.other_id == person { kind } else { kind.inverse() };
        found.push(Relationship {
            id: row.id,
            other: other.clone(),
            other_is,
            is_to_other: other_is.inverse(),
            related_from: row.related_from.map(|on| on.to_jiff()),
            related_until: row.related_until.map(|on| on.to_jiff()),
            main_carer: row.main_carer,
            certainty: row.certainty,
        });
    }
    Ok(found)
}

/// How this person is related, one relationship by its row.
pub async fn find(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    relationship: Uuid,
) -> Result<Relationship> {
    all(work, permit).await?.into_iter().find(|one| one.id == relationship).ok_or(Error::NotFound)
}
