//! Who is kin to a family, as far as relationships on record lead: what its genogram is drawn from.

use std::collections::{BTreeMap, BTreeSet};

use jiff_sqlx::ToSqlx;
use law::relationship::RelationshipType;
use uuid::Uuid;

use crate::access::{Permit, may::ReadsPerson};
use crate::person::other::{self, Other};
use crate::{Error, Result, Work, event};

/// How many ties lead away from the family: grandparents of a parent are the third.
const FURTHEST: usize = 3;

/// The most people one picture can be read with.
pub const MOST: usize = 80;

/// The relationships that a genogram draws. Each is kept once, from one end.
const DRAWN: [RelationshipType; 16] = [
    RelationshipType::Parent,
    RelationshipType::Child,
    RelationshipType::ParentOfUnborn,
    RelationshipType::UnbornChild,
    RelationshipType::AdoptiveParent,
    RelationshipType::AdoptedChild,
    RelationshipType::StepParent,
    RelationshipType::StepChild,
    RelationshipType::FosterCarer,
    RelationshipType::FosterChild,
    RelationshipType::PrivateFosterCarer,
    RelationshipType::PrivatelyFosteredChild,
    RelationshipType::SpecialGuardian,
    RelationshipType::ChildOfSpecialGuardian,
    RelationshipType::Spouse,
    RelationshipType::Partner,
];

/// Those of couples that are over.
const OVER: [RelationshipType; 2] = [RelationshipType::FormerSpouse, RelationshipType::FormerPartner];

/// A family with its kin.
#[derive(Debug, Default)]
pub struct Kin {
    /// Everybody, the family's own first.
    pub people: Vec<Relative>,
    /// What joins them, the oldest first.
    pub ties: Vec<Tie>,
    /// Whether more were found than [`MOST`]: they are left out.
    pub more: bool,
}

/// One of them.
#[derive(Debug)]
pub struct Relative {
    /// Who, as far as the reader may know.
    pub person: Other,
    /// `M`, `F` or another code of the census; nothing where it is not recorded or not the reader's to know.
    pub sex: Option<String>,
    /// The household they live in now.
    pub household: Option<Uuid>,
    /// Whether they belong to the family itself.
    pub of_family: bool,
}

/// A relationship between two of them, from one end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// One of them.
    pub person: Uuid,
    /// What they are to the other.
    pub is: RelationshipType,
    /// The other.
    pub to: Uuid,
    /// Whether it has ended.
    pub ended: bool,
}

/// Gathers a family of the permit's person and its kin.
pub async fn of_family(work: &mut Work, permit: &Permit<impl ReadsPerson>, family: Uuid) -> Result<Kin> {
    let today = law::clocks::to_london(work.now()).date().to_sqlx();
    let own = sqlx::query_scalar!(
        "select person_id from casework.family_member
         where family_id = $1 and superseded_at is null and (member_until is null or member_until >= $2)
         order by member_from, id",
        family,
        today
    );
    let own = own.fetch_all(work.sql()).await?;
    if !own.contains(&permit.person()) {
        return Err(Error::NotFound);
    }
    let (mut known, mut ties) = (own.clone(), Vec::new());
    let mut newest = own.clone();
    let mut more = false;
    for _ in 0..FURTHEST {
        let found = ties_of(work, &newest).await?;
        newest = Vec::new();
        for tie in found {
            for person in [tie.person, tie.to] {
                if known.contains(&person) {
                    continue;
                }
                if known.len() == MOST {
                    more = true;
                    continue;
                }
                known.push(person);
                newest.push(person);
            }
            if !ties.contains(&tie) {
                ties.push(tie);
            }
        }
    }
    let here: BTreeSet<Uuid> = known.iter().copied().collect();
    ties.retain(|tie| here.contains(&tie.person) && here.contains(&tie.to));
    let people = relatives(work, &known, own.len()).await?;
    event::record(work, event::note(ledger::Action::SawInResults).count("people", people.len())).await?;
    Ok(Kin { people, ties, more })
}

async fn ties_of(work: &mut Work, people: &[Uuid]) -> Result<Vec<Tie>> {
    let kinds: Vec<String> = DRAWN.iter().chain(&OVER).map(|kind| kind.code().to_owned()).collect();
    let rows = sqlx::query!(
        r#"select person_id, kind, other_id, related_until is not null as "ended!" from casework.relationship
           where superseded_at is null and kind = any ($2) and (person_id = any ($1) or other_id = any ($1))
           order by related_from nulls first, recorded_at, id"#,
        people,
        &kinds
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let is = RelationshipType::parse(&row.kind)?;
            Some(Tie { person: row.person_id, is, to: row.other_id, ended: row.ended })
        })
        .collect())
}

async fn relatives(work: &mut Work, people: &[Uuid], own: usize) -> Result<Vec<Relative>> {
    let rows = sqlx::query!(
        r#"select p.id, f.sex as "sex?", h.household_id as "household?" from casework.person p
           left join casework.person_profile f on f.person_id = p.id and f.superseded_at is null
           left join lateral (select m.household_id from casework.household_member m
               where m.person_id = p.id and m.superseded_at is null and m.lived_until is null
               order by m.lived_from desc nulls last limit 1) h on true
           where p.id = any ($1)"#,
        people
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let about: BTreeMap<Uuid, _> = rows.into_iter().map(|row| (row.id, (row.sex, row.household))).collect();
    let mut others: BTreeMap<Uuid, Other> =
        other::all(work, people).await?.into_iter().map(|one| (one.id, one)).collect();
    let relative = |(place, id): (usize, &Uuid)| {
        let person = others.remove(id)?;
        let (sex, household) = about.get(id).cloned().unwrap_or_default();
        Some(Relative { person, sex, household, of_family: place < own })
    };
    Ok(people.iter().enumerate().filter_map(relative).collect())
}
