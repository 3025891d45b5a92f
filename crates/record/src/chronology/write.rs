//! Writing a row, wording it anew, taking it out.

use jiff_sqlx::ToSqlx;
use law::chronology::{Row, Subject, check};
use uuid::Uuid;

use super::row::columns;
use crate::access::{Permit, may};
use crate::entry::may_be_about;
use crate::person::other;
use crate::{Error, Result, Work, event};

/// Writes a row about people of a family, one of whom is the permit's. What is wrong with it is for
/// `law::chronology::check` to say first.
///
/// `instead_of` is the row it takes the place of: [`Error::Stale`] where somebody has worded that one anew, or taken it out.
/// `of_others` says that it speaks of somebody it is not about, and is left out of copies for parents.
pub async fn add(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
    row: &Row,
    of_others: bool,
    instead_of: Option<Uuid>,
) -> Result<Uuid> {
    let people: Vec<Uuid> = row.subjects.keys().filter_map(|id| id.parse().ok()).collect();
    if !people.contains(&permit.person()) || people.len() != row.subjects.len() {
        return Err(Error::Rule("Select at least the person whose record you came from".into()));
    }
    may_be_about(work, family, &people).await?;
    let today = law::clocks::to_london(work.now()).date();
    if let Err(problems) = check(row, &subjects(work, &people).await?, today) {
        return Err(Error::Rule(problems.first().map_or_else(String::new, ToString::to_string)));
    }
    if let Some(old) = instead_of {
        stands(work, family, old).await?;
    }
    let id = insert(work, family, row, of_others, instead_of).await?;
    let mut note = event::created("chronology_row", id).id("family", family).count("subjects", people.len());
    if let Some(old) = instead_of {
        note = note.id("instead_of", old);
    }
    event::record(work, note).await?;
    for person in people {
        event::record(work, event::amended("person", person).id("chronology_row", id)).await?;
    }
    Ok(id)
}

/// Takes a row out that is about the permit's person. It stays on file with the reason.
pub async fn take_out(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
    row: Uuid,
    because: &str,
) -> Result<()> {
    if because.trim().is_empty() {
        return Err(Error::Rule("Enter why it is taken out".into()));
    }
    stands(work, family, row).await?;
    let found = sqlx::query!(
        "select w.key_id from casework.chronology_row w
         join casework.chronology_about() s on s.row_id = w.id and s.person_id = $2 where w.id = $1",
        row,
        permit.person()
    );
    let key = found.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?.key_id;
    let (id, key, staff) = (work.new_id(), work.key(key).await?, work.staff()?.account);
    let because = work.seal(&key, "chronology_removal", "because_sealed", id, because.trim())?;
    let done = sqlx::query!(
        "insert into casework.chronology_removal (id, row_id, because_sealed, removed_at, removed_by) values ($1, $2, $3, $4, $5)",
        id,
        row,
        because,
        work.now().to_sqlx(),
        staff
    );
    done.execute(work.sql()).await.map_err(stale)?;
    event::record(work, event::amended("chronology_row", row).flag("removed", true)).await?;
    Ok(())
}

/// Whom a row of a family is about: through one of them an officer comes to it. Gives nothing else away.
pub async fn about(work: &mut Work, family: Uuid, row: Uuid) -> Result<Vec<Uuid>> {
    let found = sqlx::query_scalar!(
        r#"select s.person_id as "person_id!" from casework.chronology_about() s
           join casework.chronology_row w on w.id = s.row_id
           where w.id = $1 and (w.family_id = $2 or w.id = any (array(select unnest(casework.moved_into($2)))))"#,
        row,
        family
    );
    Ok(found.fetch_all(work.sql()).await?)
}

/// The events of casework that a row of a family tells of.
pub async fn events_of_row(
    work: &mut Work,
    _permit: &Permit<may::AmendPerson>,
    family: Uuid,
    row: Uuid,
) -> Result<Vec<String>> {
    let found = sqlx::query_scalar!(
        "select events from casework.chronology_row where id = $1 and family_id = $2",
        row,
        family
    );
    found.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)
}

/// Refuses a row that is not the family's, or no longer the one that stands.
async fn stands(work: &mut Work, family: Uuid, row: Uuid) -> Result<()> {
    let found = sqlx::query!(
        r#"select exists (select 1 from casework.chronology_row n where n.supersedes_id = w.id)
               or exists (select 1 from casework.chronology_removal x where x.row_id = w.id) as "gone!"
           from casework.chronology_row w where w.id = $1 and w.family_id = $2"#,
        row,
        family
    );
    let found = found.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    if found.gone { Err(Error::Stale) } else { Ok(()) }
}

/// Two people at once: the second is told as if they had come later.
fn stale(error: sqlx::Error) -> Error {
    match error {
        sqlx::Error::Database(said) if said.is_unique_violation() => Error::Stale,
        other => other.into(),
    }
}

async fn subjects(work: &mut Work, people: &[Uuid]) -> Result<Vec<Subject>> {
    let others = other::all(work, people).await?;
    let known = others.into_iter().filter_map(|one| {
        let shown = one.shown?;
        Some(Subject { id: one.id.to_string(), name: shown.name, birth: shown.birth })
    });
    Ok(known.collect())
}

async fn insert(
    work: &mut Work,
    family: Uuid,
    row: &Row,
    of_others: bool,
    instead_of: Option<Uuid>,
) -> Result<Uuid> {
    let (id, staff, now) = (work.new_id(), work.staff()?.account, work.now().to_sqlx());
    let key = work.new_key("chronology_row", id);
    let some = |column: &str, words: &str| {
        let words = Some(words.trim()).filter(|words| !words.is_empty());
        work.seal_some(&key, "chronology_row", column, id, words)
    };
    let headline = work.seal(&key, "chronology_row", "headline_sealed", id, row.headline.trim())?;
    let source = some("source_sealed", &row.source)?;
    let agency = some("agency_sealed", &row.agency)?;
    let action = some("action_sealed", &row.action)?;
    let (known_to, year, month, day) = columns(row.when);
    sqlx::query!(
        "insert into casework.chronology_row (id, family_id, supersedes_id, known_to, happened_year, happened_month, happened_day,
             category, is_significant, of_others, events, key_id, headline_sealed, source_sealed, agency_sealed, action_sealed,
             recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        id,
        family,
        instead_of,
        known_to,
        year,
        month,
        day,
        row.category.code(),
        row.is_significant,
        of_others,
        &row.events,
        key.id(),
        headline,
        source,
        agency,
        action,
        now,
        staff
    )
    .execute(work.sql())
    .await
    .map_err(stale)?;
    for (person, impact) in &row.subjects {
        let Ok(person) = person.parse::<Uuid>() else { continue };
        let subject = work.new_id();
        let impact = Some(impact.trim()).filter(|impact| !impact.is_empty());
        let impact = work.seal_some(&key, "chronology_subject", "impact_sealed", subject, impact)?;
        sqlx::query!(
            "insert into casework.chronology_subject (id, row_id, person_id, impact_sealed) values ($1, $2, $3, $4)",
            subject,
            id,
            person,
            impact
        )
        .execute(work.sql())
        .await?;
    }
    Ok(id)
}
