//! What a fact says, for whoever decides whose it is.

use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use law::identifiers::Postcode;
use law::relationship::{ParentalResponsibility, RelationshipType};
use uuid::Uuid;

pub use super::chain::What as Changed;
use super::single::profile_of;
use super::{FactKind, sealed, single};
use crate::person::address::NewAddress;
use crate::person::contact_detail::NewContactDetail;
use crate::person::identifier::Scheme;
use crate::person::name::NewName;
use crate::person::network::NewProfessional;
use crate::person::other::{self, Other};
use crate::person::profile::Profile;
use crate::person::school::NewSchoolPlace;
use crate::{Error, Result, Work, birth};

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A name.
    Name(NewName),
    /// A date of birth, or what is known of it.
    Birth(DateOfBirth),
    /// The day they died.
    Death(Date),
    /// What is recorded about them. Only the fields that the change is about differ from what was before.
    Profile(Box<Profile>),
    /// A number, in its one spelling, with its status.
    Identifier(Scheme, String, String),
    /// An ordinary address.
    Address(NewAddress),
    /// That there is a confidential address of a kind, and not what it is.
    ConfidentialAddress(String),
    /// A phone or email address.
    ContactDetail(NewContactDetail),
    /// A place at a school.
    SchoolPlace(NewSchoolPlace),
    /// What somebody else is to the person, and until when.
    Relationship(Other, RelationshipType, Option<Date>),
    /// Responsibility that somebody else holds, or that the person holds for them, and how.
    ParentalResponsibility {
        /// The other end.
        other: Other,
        /// Whether the other holds it.
        other_holds: bool,
        /// How.
        how: ParentalResponsibility,
    },
    /// A family: its name and reference.
    Family(Option<String>, String),
    /// A household, with who else lives there, and until when the person did.
    Household(Vec<Other>, Option<Date>),
    /// A professional.
    Professional(NewProfessional),
}

/// A fact that waits, as its row has it.
#[derive(Debug, Clone)]
pub(in crate::same_person) struct Waiting {
    pub kind: FactKind,
    pub row: Uuid,
    pub before: Option<Uuid>,
    pub person: Uuid,
    /// On whose record it was recorded first.
    pub recorded_for: Uuid,
}

/// What it says, and what it took the place of. Nothing where the reader may not see it.
pub(in crate::same_person) async fn said(
    work: &mut Work,
    fact: &Waiting,
) -> Result<Option<(Said, Option<Said>)>> {
    if fact.kind.is_single() {
        let Some((before, now)) = single::change(work, fact.kind, fact.row, fact.recorded_for).await? else {
            return Ok(None);
        };
        // What there was nothing of is not said, but for details, of which some were there.
        let before = match fact.kind {
            FactKind::Profile => Some(of_fields(fact.kind, before)?),
            _ if before.is_empty() => None,
            _ => Some(of_fields(fact.kind, before)?),
        };
        return Ok(Some((of_fields(fact.kind, now)?, before)));
    }
    let Some(now) = row(work, fact.kind, fact.row, fact.person).await? else { return Ok(None) };
    let before = match fact.before {
        Some(before) => row(work, fact.kind, before, fact.person).await?,
        None => None,
    };
    Ok(Some((now, before)))
}

fn of_fields(kind: FactKind, mut fields: single::Fields) -> Result<Said> {
    Ok(match kind {
        FactKind::Birth => Said::Birth(birth::read(fields.remove("stated").unwrap_or_default())?),
        FactKind::Death => {
            let on = fields.get("died_on").and_then(|on| on.as_str()).and_then(|on| on.parse().ok());
            Said::Death(on.ok_or(Error::NotFound)?)
        }
        _ => Said::Profile(Box::new(profile_of(fields)?)),
    })
}

async fn row(work: &mut Work, kind: FactKind, id: Uuid, person: Uuid) -> Result<Option<Said>> {
    Ok(match kind {
        FactKind::Name => name(work, id).await?.map(Said::Name),
        FactKind::Address => address(work, id).await?.map(Said::Address),
        FactKind::SchoolPlace => school(work, id).await?.map(Said::SchoolPlace),
        FactKind::NetworkProfessional => professional(work, id).await?.map(Said::Professional),
        FactKind::Identifier => {
            let number = sealed::number(work, id).await?;
            number.map(|one| Said::Identifier(one.scheme, one.value, one.status))
        }
        FactKind::ContactDetail => sealed::contact(work, id).await?.map(Said::ContactDetail),
        FactKind::ConfidentialAddress => {
            let kind =
                sqlx::query_scalar!("select kind from casework.confidential_address where id = $1", id);
            kind.fetch_optional(work.sql()).await?.map(Said::ConfidentialAddress)
        }
        FactKind::Relationship => relationship(work, id, person).await?,
        FactKind::ParentalResponsibility => responsibility(work, id, person).await?,
        FactKind::FamilyMember => {
            let family = sqlx::query!(
                r#"select f.reference, n.name as "name?" from casework.family_member m join casework.family f on f.id = m.family_id
                   left join lookup.family_name n on n.family_id = f.id where m.id = $1"#,
                id
            );
            let family = family.fetch_optional(work.sql()).await?;
            family.map(|family| Said::Family(family.name, family.reference))
        }
        FactKind::HouseholdMember => household(work, id, person).await?,
        FactKind::Birth | FactKind::Death | FactKind::Profile => None,
    })
}

async fn name(work: &mut Work, id: Uuid) -> Result<Option<NewName>> {
    let row = sqlx::query!(
        "select kind, title, first_name, middle_names, last_name, used_from, used_until from lookup.person_name where id = $1",
        id
    );
    Ok(row.fetch_optional(work.sql()).await?.map(|row| NewName {
        kind: row.kind,
        title: row.title,
        first_name: row.first_name,
        middle_names: row.middle_names,
        last_name: row.last_name,
        used_from: row.used_from.map(|on| on.to_jiff()),
        used_until: row.used_until.map(|on| on.to_jiff()),
    }))
}

async fn address(work: &mut Work, id: Uuid) -> Result<Option<NewAddress>> {
    let row = sqlx::query!(
        "select kind, line_1, line_2, town, postcode, uprn, lived_from, lived_until, why_here, tenure from lookup.address where id = $1",
        id
    );
    Ok(row.fetch_optional(work.sql()).await?.map(|row| NewAddress {
        kind: row.kind,
        line_1: row.line_1,
        line_2: row.line_2,
        town: row.town,
        postcode: row.postcode.and_then(|postcode| Postcode::parse(&postcode).ok()),
        uprn: row.uprn,
        lived_from: row.lived_from.map(|on| on.to_jiff()),
        lived_until: row.lived_until.map(|on| on.to_jiff()),
        why_here: row.why_here,
        tenure: row.tenure,
    }))
}

async fn school(work: &mut Work, id: Uuid) -> Result<Option<NewSchoolPlace>> {
    let row = sqlx::query!(
        "select school, urn, school_year, attended_from, attended_until from casework.school_place where id = $1",
        id
    );
    Ok(row.fetch_optional(work.sql()).await?.map(|row| NewSchoolPlace {
        school: row.school,
        urn: row.urn,
        school_year: row.school_year,
        attended_from: row.attended_from.map(|on| on.to_jiff()),
        attended_until: row.attended_until.map(|on| on.to_jiff()),
    }))
}

async fn professional(work: &mut Work, id: Uuid) -> Result<Option<NewProfessional>> {
    let row = sqlx::query!(
        "select name, agency, role, contact, share_plan, active_from, active_until from casework.network_professional where id = $1",
        id
    );
    Ok(row.fetch_optional(work.sql()).await?.map(|row| NewProfessional {
        name: row.name,
        agency: row.agency,
        role: row.role,
        contact: row.contact,
        share_plan: row.share_plan,
        active_from: row.active_from.map(|on| on.to_jiff()),
        active_until: row.active_until.map(|on| on.to_jiff()),
    }))
}

async fn relationship(work: &mut Work, id: Uuid, person: Uuid) -> Result<Option<Said>> {
    let row = sqlx::query!(
        "select person_id, kind, other_id, related_until from casework.relationship where id = $1",
        id
    );
    let Some(row) = row.fetch_optional(work.sql()).await? else { return Ok(None) };
    let kind = RelationshipType::parse(&row.kind).ok_or(Error::NotFound)?;
    let (end, other_is) =
        if row.other_id == person { (row.person_id, kind) } else { (row.other_id, kind.inverse()) };
    let until = row.related_until.map(|on| on.to_jiff());
    Ok(other::all(work, &[end]).await?.pop().map(|other| Said::Relationship(other, other_is, until)))
}

async fn responsibility(work: &mut Work, id: Uuid, person: Uuid) -> Result<Option<Said>> {
    let row = sqlx::query!(
        "select child_id, adult_id, how_held from casework.parental_responsibility where id = $1",
        id
    );
    let Some(row) = row.fetch_optional(work.sql()).await? else { return Ok(None) };
    let how = ParentalResponsibility::parse(&row.how_held).ok_or(Error::NotFound)?;
    let other_holds = row.child_id == person;
    let end = if other_holds { row.adult_id } else { row.child_id };
    let said = |other| Said::ParentalResponsibility { other, other_holds, how };
    Ok(other::all(work, &[end]).await?.pop().map(said))
}

async fn household(work: &mut Work, id: Uuid, person: Uuid) -> Result<Option<Said>> {
    let rows = sqlx::query!(
        r#"select m.lived_until, array(select o.person_id from casework.household_member o
               where o.household_id = m.household_id and o.superseded_at is null and o.person_id <> $2) as "others!"
           from casework.household_member m where m.id = $1"#,
        id,
        person
    );
    let Some(row) = rows.fetch_optional(work.sql()).await? else { return Ok(None) };
    let others = other::all(work, &row.others).await?;
    Ok(Some(Said::Household(others, row.lived_until.map(|on| on.to_jiff()))))
}
