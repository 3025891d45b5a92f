//! Who and what is round a family: the ties its ecomap is drawn from. Kept as rows of a chronology are: a change is a new
//! row, and what has ended stays on file.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{Permit, may};
use crate::entry::may_be_about;
use crate::{Error, Result, Work, event};

/// The most characters of a name, and of what they are to the family.
pub const MOST: usize = 100;

/// A tie to record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewTie {
    /// Who or what it is: "Gran", "Oakfield Primary School".
    pub name: String,
    /// What they are to the family: "grandmother", "school". May be empty.
    pub role: String,
    /// `person` or `organisation`.
    pub kind: String,
    /// `strong`, `weak` or `stressful`.
    pub strength: String,
    /// Where energy flows: `not_said`, `to_family`, `from_family` or `both_ways`.
    pub energy: String,
    /// Whom of the family it is with.
    pub with: Vec<Uuid>,
}

/// A tie as it stands.
#[derive(Debug, Clone)]
pub struct Tie {
    /// Its row.
    pub id: Uuid,
    /// What it says.
    pub tie: NewTie,
    /// When this was recorded.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
}

/// Records a tie with people of a family, one of whom is the permit's, or says anew what one is like: `instead_of` is the row
/// it takes the place of, [`Error::Stale`] where it is no longer the one that stands.
pub async fn save(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
    new: &NewTie,
    instead_of: Option<Uuid>,
) -> Result<Uuid> {
    if !new.with.contains(&permit.person()) {
        return Err(Error::Rule("Select at least the person whose record you came from".into()));
    }
    if new.name.trim().is_empty() {
        return Err(Error::Rule("Enter who or what it is".into()));
    }
    may_be_about(work, family, &new.with).await?;
    if let Some(old) = instead_of {
        stands(work, family, old).await?;
    }
    let (id, staff) = (work.new_id(), work.staff()?.account);
    let key = work.new_key("network_tie", id);
    let name = work.seal(&key, "network_tie", "name_sealed", id, new.name.trim())?;
    let role = Some(new.role.trim()).filter(|role| !role.is_empty());
    let role = work.seal_some(&key, "network_tie", "role_sealed", id, role)?;
    sqlx::query!(
        "insert into casework.network_tie (id, family_id, supersedes_id, kind, strength, energy, key_id, name_sealed, role_sealed,
             recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        family,
        instead_of,
        new.kind,
        new.strength,
        new.energy,
        key.id(),
        name,
        role,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await
    .map_err(stale)?;
    for person in &new.with {
        sqlx::query!(
            "insert into casework.network_tie_subject (tie_id, person_id) values ($1, $2)",
            id,
            person
        )
        .execute(work.sql())
        .await?;
        event::record(work, event::amended("person", *person).id("network_tie", id)).await?;
    }
    Ok(id)
}

/// Says that a tie with the permit's person is no longer there.
pub async fn end(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
    tie: Uuid,
    because: &str,
) -> Result<()> {
    if because.trim().is_empty() {
        return Err(Error::Rule("Enter why it is no longer there".into()));
    }
    stands(work, family, tie).await?;
    let found = sqlx::query_scalar!(
        "select t.key_id from casework.network_tie t
         join casework.network_tie_subject s on s.tie_id = t.id and s.person_id = $2 where t.id = $1",
        tie,
        permit.person()
    );
    let key = found.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let (id, key, staff) = (work.new_id(), work.key(key).await?, work.staff()?.account);
    let because = work.seal(&key, "network_tie_end", "because_sealed", id, because.trim())?;
    sqlx::query!(
        "insert into casework.network_tie_end (id, tie_id, because_sealed, ended_at, ended_by) values ($1, $2, $3, $4, $5)",
        id,
        tie,
        because,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await
    .map_err(stale)?;
    event::record(work, event::amended("person", permit.person()).id("network_tie", tie).flag("ended", true))
        .await?;
    Ok(())
}

/// The ties of a family of the permit's person that stand, the oldest first. That they were read is on record.
pub async fn of_family(
    work: &mut Work,
    permit: &Permit<may::OpenNarrative>,
    family: Uuid,
) -> Result<Vec<Tie>> {
    let belongs = sqlx::query_scalar!(
        "select id from casework.family_member where family_id = $1 and person_id = $2 limit 1",
        family,
        permit.person()
    );
    belongs.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let rows = sqlx::query!(
        r#"select t.id, t.kind, t.strength, t.energy, t.key_id, t.name_sealed, t.role_sealed, t.recorded_at, a.display_name,
               array(select s.person_id from casework.network_tie_subject s where s.tie_id = t.id order by 1) as "with!"
           from casework.network_tie t join access.account a on a.id = t.recorded_by
           where t.family_id = $1
             and not exists (select 1 from casework.network_tie n where n.supersedes_id = t.id)
             and not exists (select 1 from casework.network_tie_end e where e.tie_id = t.id)
           order by t.recorded_at, t.id"#,
        family
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.key_id).collect();
    let keys: HashMap<Uuid, _> = work.keys(&ids).await?;
    let mut ties = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(key) = keys.get(&row.key_id) else { continue };
        let role = key.open_some("network_tie", "role_sealed", row.id, row.role_sealed.as_deref())?;
        let tie = NewTie {
            name: key.open("network_tie", "name_sealed", row.id, &row.name_sealed)?,
            role: role.unwrap_or_default(),
            kind: row.kind,
            strength: row.strength,
            energy: row.energy,
            with: row.with,
        };
        ties.push(Tie {
            id: row.id,
            tie,
            recorded_at: row.recorded_at.to_jiff(),
            recorded_by: row.display_name,
        });
    }
    let mut people: Vec<Uuid> = ties.iter().flat_map(|tie| tie.tie.with.iter().copied()).collect();
    people.sort();
    people.dedup();
    for person in people {
        let note = event::note(ledger::Action::Opened).about("person", person).id("ecomap", family);
        event::record(work, note).await?;
    }
    Ok(ties)
}

/// Whom a tie of a family is with: through one of them an officer comes to it. Gives nothing else away.
pub async fn with(work: &mut Work, family: Uuid, tie: Uuid) -> Result<Vec<Uuid>> {
    let found = sqlx::query_scalar!(
        "select s.person_id from casework.network_tie_subject s
         join casework.network_tie t on t.id = s.tie_id where t.id = $1 and t.family_id = $2",
        tie,
        family
    );
    Ok(found.fetch_all(work.sql()).await?)
}

/// Refuses a tie that is not the family's, or no longer the one that stands.
async fn stands(work: &mut Work, family: Uuid, tie: Uuid) -> Result<()> {
    let found = sqlx::query!(
        r#"select exists (select 1 from casework.network_tie n where n.supersedes_id = t.id)
               or exists (select 1 from casework.network_tie_end e where e.tie_id = t.id) as "gone!"
           from casework.network_tie t where t.id = $1 and t.family_id = $2"#,
        tie,
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
