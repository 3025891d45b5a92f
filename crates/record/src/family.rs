//! Families and households, and who has belonged to them when. Nobody is removed from the past.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{
    Circumstances, Permit,
    may::{self, ReadsPerson},
    permit_person,
};
use crate::person::other::{self, Other};
use crate::{Error, Result, Work, event, reference};

/// A family or a household, with everybody who belongs or belonged.
#[derive(Debug, Clone)]
pub struct Group {
    /// The family or household.
    pub id: Uuid,
    /// A family's reference; a household has none.
    pub reference: Option<String>,
    /// What a family is called.
    pub name: Option<String>,
    /// Its members, those who belong now first.
    pub members: Vec<Member>,
}

/// Somebody's time in a family or household.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its row.
    pub id: Uuid,
    /// Who.
    pub person: Other,
    /// Since when, where known.
    pub from: Option<Date>,
    /// Until when, where it has ended.
    pub until: Option<Date>,
}

/// The person through whom an officer comes to a family: one of `among` (of everybody, where it names nobody) who belongs to it
/// now, and whose record is theirs to open if there is such a one. Gives nothing away: what they may do is asked for that
/// person.
pub async fn way_in(work: &mut Work, family: Uuid, among: &[Uuid]) -> Result<Uuid> {
    let today = law::clocks::to_london(work.now()).date().to_sqlx();
    let row = sqlx::query_scalar!(
        "select m.person_id from casework.family_member m
         where m.family_id = $1 and m.superseded_at is null and (m.member_until is null or m.member_until >= $2)
         -- Of several, somebody with whom work is open: what is known of the work is known of them.
         order by (m.person_id = any ($3)) desc, access.opens(m.person_id) desc,
             exists (select 1 from casework.involvement i where i.person_id = m.person_id
                     and not exists (select 1 from casework.closure c where c.involvement_id = i.id)) desc,
             m.member_from, m.id limit 1",
        family,
        today,
        among
    );
    row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)
}

/// The families this person belongs or belonged to.
pub async fn families(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Group>> {
    let rows = sqlx::query!(
        r#"select f.id as family, f.reference, n.name as "name?", m.id, m.person_id, m.member_from, m.member_until
           from casework.family f left join lookup.family_name n on n.family_id = f.id
           join casework.family_member m on m.family_id = f.id and m.superseded_at is null
           where f.id in (select o.family_id from casework.family_member o
                          where o.person_id = $1 and o.superseded_at is null)
           order by f.created_at, f.id, m.member_until desc nulls first, m.member_from, m.id"#,
        permit.person()
    )
    .fetch_all(work.sql())
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.person_id).collect();
    let others = other::all(work, &ids).await?;
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        if groups.last().is_none_or(|group| group.id != row.family) {
            groups.push(Group {
                id: row.family,
                reference: Some(row.reference),
                name: row.name,
                members: Vec::new(),
            });
        }
        let times = (row.member_from.map(|on| on.to_jiff()), row.member_until.map(|on| on.to_jiff()));
        join(&mut groups, &others, row.id, row.person_id, times);
    }
    Ok(groups)
}

/// The households this person lives or lived in.
pub async fn households(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Group>> {
    let rows = sqlx::query!(
        "select h.id as household, m.id, m.person_id, m.lived_from, m.lived_until
         from casework.household h join casework.household_member m on m.household_id = h.id and m.superseded_at is null
         where h.id in (select o.household_id from casework.household_member o
                        where o.person_id = $1 and o.superseded_at is null)
         order by h.created_at desc, h.id, m.lived_until desc nulls first, m.lived_from, m.id",
        permit.person()
    )
    .fetch_all(work.sql())
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.person_id).collect();
    let others = other::all(work, &ids).await?;
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        if groups.last().is_none_or(|group| group.id != row.household) {
            groups.push(Group { id: row.household, reference: None, name: None, members: Vec::new() });
        }
        let times = (row.lived_from.map(|on| on.to_jiff()), row.lived_until.map(|on| on.to_jiff()));
        join(&mut groups, &others, row.id, row.person_id, times);
    }
    Ok(groups)
}

fn join(
    groups: &mut [Group],
    others: &[Other],
    id: Uuid,
    person: Uuid,
    (from, until): (Option<Date>, Option<Date>),
) {
    // A sealed record is not among `others`: nobody learns that it belongs.
    if let (Some(group), Some(person)) = (groups.last_mut(), others.iter().find(|one| one.id == person)) {
        group.members.push(Member { id, person: person.clone(), from, until });
    }
}

/// Says that two people live together from a day: the other joins this person's household, or both begin one.
pub async fn live_together(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    other: Uuid,
    from: Option<Date>,
) -> Result<()> {
    let person = permit.person();
    permit_person(work, may::SeeInResults, other, &Circumstances::default()).await?;
    let (mine, theirs) = (household_of(work, person).await?, household_of(work, other).await?);
    let household = match (mine, theirs) {
        (Some(mine), Some(theirs)) if mine == theirs => return Ok(()),
        (Some(_), Some(_)) => {
            return Err(Error::Rule(
                "They are recorded in another household. Record that they left it first".into(),
            ));
        }
        (Some(household), None) => {
            enter(work, household, other, from).await?;
            household
        }
        (None, Some(household)) => {
            enter(work, household, person, from).await?;
            household
        }
        (None, None) => {
            let household = work.new_id();
            sqlx::query!(
                "insert into casework.household (id, created_at) values ($1, $2)",
                household,
                work.now().to_sqlx()
            )
            .execute(work.sql())
            .await?;
            enter(work, household, person, from).await?;
            enter(work, household, other, from).await?;
            household
        }
    };
    for here in [person, other] {
        event::record(
            work,
            event::amended("person", here).flag("household", true).id("household", household),
        )
        .await?;
    }
    Ok(())
}

/// Says that this person left a household on a day.
pub async fn leave_household(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    member: Uuid,
    until: Date,
) -> Result<()> {
    let person = permit.person();
    let by = work.staff()?.account;
    let (id, now) = (work.new_id(), work.now());
    let done = sqlx::query!(
        "with old as (update casework.household_member set superseded_at = $4
                      where id = $1 and person_id = $2 and superseded_at is null and lived_until is null
                        and (lived_from is null or lived_from <= $3)
                      returning household_id, person_id, lived_from)
         insert into casework.household_member (id, household_id, person_id, lived_from, lived_until, recorded_at, recorded_by)
         select $5, household_id, person_id, lived_from, $3, $4, $6 from old",
        member,
        person,
        until.to_sqlx(),
        now.to_sqlx(),
        id,
        by
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    event::record(work, event::amended("person", person).flag("household", true)).await?;
    Ok(())
}

/// Begins a family with this person in it.
pub async fn begin(work: &mut Work, permit: &Permit<may::AmendPerson>, name: &str) -> Result<Uuid> {
    let person = permit.person();
    let (id, by) = (work.new_id(), work.staff().ok().map(|staff| staff.account));
    let reference = reference::generate(work.store(), 'F');
    sqlx::query!(
        "insert into casework.family (id, reference, created_at, created_by) values ($1, $2, $3, $4)",
        id,
        reference,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    sqlx::query!("insert into lookup.family_name (family_id, name) values ($1, $2)", id, name)
        .execute(work.sql())
        .await?;
    event::record(work, event::created("family", id).id("person", person)).await?;
    become_member(work, id, person).await?;
    Ok(id)
}

/// Adds somebody else to a family that the person the permit is for belongs to.
pub async fn add_member(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
    other: Uuid,
) -> Result<()> {
    permit_person(work, may::SeeInResults, other, &Circumstances::default()).await?;
    let person = permit.person();
    let members = sqlx::query_scalar!(
        "select person_id from casework.family_member
         where family_id = $1 and superseded_at is null and member_until is null",
        family
    )
    .fetch_all(work.sql())
    .await?;
    if !members.contains(&person) {
        return Err(Error::NotFound);
    }
    if members.contains(&other) {
        return Err(Error::Rule("They belong to this family already".into()));
    }
    become_member(work, family, other).await
}

async fn become_member(work: &mut Work, family: Uuid, person: Uuid) -> Result<()> {
    let id = work.new_id();
    let by = work.staff().ok().map(|staff| staff.account);
    let today = law::clocks::to_london(work.now()).date();
    sqlx::query!(
        "insert into casework.family_member (id, family_id, person_id, member_from, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        family,
        person,
        today.to_sqlx(),
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("person", person).flag("family", true).id("family", family)).await?;
    Ok(())
}

async fn household_of(work: &mut Work, person: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select household_id from casework.household_member
         where person_id = $1 and superseded_at is null and lived_until is null order by lived_from desc nulls last limit 1",
        person
    )
    .fetch_optional(work.sql())
    .await?)
}

async fn enter(work: &mut Work, household: Uuid, person: Uuid, from: Option<Date>) -> Result<()> {
    let id = work.new_id();
    let by = work.staff().ok().map(|staff| staff.account);
    sqlx::query!(
        "insert into casework.household_member (id, household_id, person_id, lived_from, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        household,
        person,
        from.map(|on| on.to_sqlx()) as _,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    Ok(())
}
