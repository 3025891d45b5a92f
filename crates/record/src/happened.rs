//! What happened in families' records and when their clocks stood still, as `law::clocks` reads it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::clocks::{CaseFacts, Fact, Happened, Of, Pause, When};
use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

use crate::access::{Permit, may, may::ReadsPerson};
use crate::{Error, Result, Work, birth, event};

/// The facts of these families, of what the officer may see: a family of which they may see nothing has none. Children are
/// those worked with now, by the id of their record; papers are entries, by theirs.
pub async fn of_families(work: &mut Work, families: &[Uuid]) -> Result<BTreeMap<Uuid, CaseFacts>> {
    let mut all: BTreeMap<Uuid, CaseFacts> = BTreeMap::new();
    let rows = sqlx::query!(
        r#"select family_id as "family!", fact as "fact!", at, on_day, child_id, entry_id, source_id from casework.happened($1)"#,
        families
    );
    for row in rows.fetch_all(work.sql()).await? {
        let when = match (row.at, row.on_day) {
            (Some(at), _) => When::At(at.to_jiff()),
            (None, Some(day)) => When::On(day.to_jiff()),
            (None, None) => continue,
        };
        let Some(fact) = Fact::parse(&row.fact) else { continue };
        let of = match (row.child_id, row.entry_id) {
            (Some(child), _) => Of::Child(child.to_string()),
            (None, Some(entry)) => Of::Record(entry.to_string()),
            (None, None) => Of::Family,
        };
        let source = row.source_id.map(|id| id.to_string()).unwrap_or_default();
        all.entry(row.family).or_default().happened.push(Happened { fact, when, of, source });
    }
    for (family, child) in children(work, families).await? {
        all.entry(family).or_default().children.push(child.to_string());
    }
    for (family, pause) in pauses(work, families).await? {
        all.entry(family).or_default().pauses.push(pause);
    }
    Ok(all)
}

/// Of these families, the children with whom Early Help works now.
async fn children(work: &mut Work, families: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>> {
    let today = law::clocks::to_london(work.now()).date();
    let rows = sqlx::query!(
        r#"select distinct m.family_id, m.person_id, b.stated as "stated?",
               casework.raises_somebody(m.person_id) as "raises_somebody!"
           from casework.family_member m
           join casework.involvement i on i.person_id = m.person_id and i.kind = 'early_help'
           left join lookup.birth b on b.person_id = m.person_id and b.superseded_at is null
           where m.family_id = any ($1) and m.superseded_at is null and m.member_until is null
             and not exists (select 1 from casework.closure c where c.involvement_id = i.id)
           order by m.family_id, m.person_id"#,
        families
    );
    let mut children = Vec::new();
    for row in rows.fetch_all(work.sql()).await? {
        let born = row.stated.map_or(Ok(DateOfBirth::Unknown), birth::read)?;
        if born.counts_as_child_on(today, row.raises_somebody) {
            children.push((row.family_id, row.person_id));
        }
    }
    Ok(children)
}

async fn pauses(work: &mut Work, families: &[Uuid]) -> Result<Vec<(Uuid, Pause)>> {
    let rows = sqlx::query!(
        "select family_id, reason, first_day, last_day from casework.pause
         where family_id = any ($1) and superseded_at is null order by first_day, id",
        families
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (first, last) = (row.first_day.to_jiff(), row.last_day.map(|day| day.to_jiff()));
            (row.family_id, Pause { reason: row.reason, first, last, of: Of::Family })
        })
        .collect())
}

/// A pause on file.
#[derive(Debug, Clone)]
pub struct Paused {
    /// Its row.
    pub id: Uuid,
    /// The pause.
    pub pause: Pause,
    /// Why, in the words of whoever wrote it.
    pub because: String,
}

/// The pauses of a family, the newest first.
pub async fn paused(work: &mut Work, permit: &Permit<impl ReadsPerson>, family: Uuid) -> Result<Vec<Paused>> {
    of_family(work, permit.person(), family).await?;
    let rows = sqlx::query!(
        "select id, reason, first_day, last_day, because_sealed, key_id from casework.pause
         where family_id = $1 and superseded_at is null order by first_day desc, id",
        family
    );
    let mut all = Vec::new();
    for row in rows.fetch_all(work.sql()).await? {
        let key = work.key(row.key_id).await?;
        let because = key.open("pause", "because_sealed", row.id, &row.because_sealed)?;
        let (first, last) = (row.first_day.to_jiff(), row.last_day.map(|day| day.to_jiff()));
        let pause = Pause { reason: row.reason, first, last, of: Of::Family };
        all.push(Paused { id: row.id, pause, because });
    }
    Ok(all)
}

/// Says that a family's clocks stand still from a day on, and why. At most one pause of a reason lasts at a time: of two people
/// who say so at once, the second is told.
pub async fn pause(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
    pause: &Pause,
    because: &str,
    pack_version: Uuid,
) -> Result<Uuid> {
    of_family(work, permit.person(), family).await?;
    let today = law::clocks::to_london(work.now()).date();
    pause.check(today).map_err(|why| Error::Rule(why.into()))?;
    if because.trim().is_empty() {
        return Err(Error::Rule("Enter why the clocks stand still".into()));
    }
    let lasting = sqlx::query_scalar!(
        "select id from casework.pause where family_id = $1 and reason = $2 and last_day is null and superseded_at is null",
        family,
        pause.reason
    );
    if lasting.fetch_optional(work.sql()).await?.is_some() {
        return Err(Error::Rule(
            "The clocks stand still for this reason already. End that pause first".into(),
        ));
    }
    let id = keep(work, family, pause, because, pack_version).await?;
    event::record(work, event::created("pause", id).id("family", family)).await?;
    Ok(id)
}

/// Ends a pause that lasts: `last` is the last day that does not count.
pub async fn end_pause(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
    id: Uuid,
    last: Date,
    pack_version: Uuid,
) -> Result<()> {
    let found = paused(work, permit, family).await?.into_iter().find(|one| one.id == id);
    let mut found = found.ok_or(Error::Stale)?;
    if found.pause.last.is_some() {
        return Err(Error::AlreadyDone);
    }
    found.pause.last = Some(last);
    let today = law::clocks::to_london(work.now()).date();
    found.pause.check(today).map_err(|why| Error::Rule(why.into()))?;
    sqlx::query!("update casework.pause set superseded_at = $2 where id = $1", id, work.now().to_sqlx())
        .execute(work.sql())
        .await?;
    let new = keep(work, family, &found.pause, &found.because, pack_version).await?;
    event::record(work, event::amended("pause", new).id("family", family).id("instead_of", id)).await?;
    Ok(())
}

async fn keep(
    work: &mut Work,
    family: Uuid,
    pause: &Pause,
    because: &str,
    pack_version: Uuid,
) -> Result<Uuid> {
    let (id, by) = (work.new_id(), work.staff()?.account);
    let key = work.new_key("pause", id);
    let because = work.seal(&key, "pause", "because_sealed", id, because.trim())?;
    sqlx::query!(
        "insert into casework.pause (id, family_id, reason, first_day, last_day, because_sealed, key_id, pack_version_id, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        family,
        pause.reason,
        pause.first.to_sqlx(),
        pause.last.map(|day| day.to_sqlx()) as _,
        because,
        key.id(),
        pack_version,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}

/// Holds the person of a permit to belonging to the family today.
async fn of_family(work: &mut Work, person: Uuid, family: Uuid) -> Result<()> {
    let belongs = sqlx::query_scalar!(
        "select id from casework.family_member
         where family_id = $1 and person_id = $2 and superseded_at is null limit 1",
        family,
        person
    );
    belongs.fetch_optional(work.sql()).await?.map(drop).ok_or(Error::NotFound)
}
