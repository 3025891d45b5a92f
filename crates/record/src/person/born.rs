//! The birth of a child whose record was begun before it.

use super::name::{self, NewName};
use super::{birth_date, profile};
use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::relationship::{self, NewRelationship};
use crate::{Error, Result, Work, birth};
use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use law::relationship::RelationshipType;

/// What is known of a child who was born.
#[derive(Debug, Clone)]
pub struct NewBorn {
    /// The day they were born.
    pub on: Date,
    /// Their first name; empty while they have none.
    pub first_name: String,
    /// Their last name.
    pub last_name: Option<String>,
    /// Their sex, as `law::codes::Sex`, where it was asked.
    pub sex: Option<String>,
}

/// Records that the child was born whom the record was begun for. The record stays, with everything in it: the day they were expected
/// stays on file, what they were called before becomes a former name, and who was to be their parent is.
///
/// [`Error::Rule`] where the record expects nobody, or not any more.
pub async fn record(work: &mut Work, permit: &Permit<may::AmendPerson>, new: &NewBorn) -> Result<()> {
    let (was, known) = birth_date::current(work, permit).await?;
    if !known.is_expected() {
        return Err(Error::Rule(
            "This record does not expect a birth. Correct the date of birth instead".into(),
        ));
    }
    birth_date::save(work, permit, &DateOfBirth::Exact { date: new.on }, was).await?;
    if !new.first_name.trim().is_empty() {
        named(work, permit, new).await?;
    }
    if let Some(sex) = &new.sex {
        let (row, profile) = profile::current(work, permit).await?;
        let with = profile::Profile { sex: Some(sex.clone()), ..profile };
        profile::save(work, permit, &with, row).await?;
    }
    for one in relationship::all(work, permit).await? {
        let Some(now) = after_birth(one.other_is) else { continue };
        let changed = NewRelationship {
            other: one.other.id,
            other_is: now,
            related_from: one.related_from,
            related_until: one.related_until,
            main_carer: one.main_carer,
            certainty: one.certainty,
        };
        relationship::replace(work, permit, one.id, &changed).await?;
    }
    Ok(())
}

/// The day a child was expected who is born now: the last that was said.
pub async fn expected(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Option<Date>> {
    let rows = sqlx::query_scalar!(
        "select stated from lookup.birth where person_id = $1 and superseded_at is not null order by superseded_at desc, id",
        permit.person()
    );
    for stated in rows.fetch_all(work.sql()).await? {
        if let DateOfBirth::Expected { date } = birth::read(stated)? {
            return Ok(Some(date));
        }
    }
    Ok(None)
}

/// Their name in the place of what stood for one.
async fn named(work: &mut Work, permit: &Permit<may::AmendPerson>, new: &NewBorn) -> Result<()> {
    let legal = name::all(work, permit).await?.into_iter().find(|one| one.name.kind == "legal");
    let born = NewName {
        kind: "legal".into(),
        first_name: new.first_name.trim().to_owned(),
        last_name: new.last_name.clone(),
        used_from: Some(new.on),
        ..NewName::default()
    };
    name::save(work, permit, &born, legal.as_ref().map(|one| one.id)).await?;
    if let Some(before) = legal.filter(|one| one.name.first_name != born.first_name) {
        // A search by what they were called until then still finds them.
        let before = NewName { kind: "former".into(), used_until: Some(new.on), ..before.name };
        name::save(work, permit, &before, None).await?;
    }
    Ok(())
}

/// What somebody is to the child once it is born, where that has another name.
const fn after_birth(to_child: RelationshipType) -> Option<RelationshipType> {
    match to_child {
        RelationshipType::ParentOfUnborn => Some(RelationshipType::Parent),
        RelationshipType::SiblingOfUnborn => Some(RelationshipType::Sibling),
        _ => None,
    }
}
