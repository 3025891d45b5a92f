//! Where somebody lives and has lived. An ordinary address is searchable; a confidential one is sealed and found by
//! nobody.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::identifiers::Postcode;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};

/// An ordinary address to record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAddress {
    /// `home`, `also-lives`, `placement` or `correspondence`.
    pub kind: String,
    /// First line.
    pub line_1: Option<String>,
    /// Second line.
    pub line_2: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Postcode.
    pub postcode: Option<Postcode>,
    /// Unique property reference number.
    pub uprn: Option<i64>,
    /// First day there, where known.
    pub lived_from: Option<Date>,
    /// Last day there, where it has ended.
    pub lived_until: Option<Date>,
    /// Why they live here.
    pub why_here: Option<String>,
    /// Tenure or landlord.
    pub tenure: Option<String>,
}

/// A confidential address to record.
#[derive(Debug, Clone, Default)]
pub struct NewConfidentialAddress {
    /// As for an ordinary address.
    pub kind: String,
    /// The whole address, line by line.
    pub address: String,
    /// Why it is confidential.
    pub why: String,
    /// First day there, where known.
    pub lived_from: Option<Date>,
    /// Last day there, where it has ended.
    pub lived_until: Option<Date>,
}

/// Adds an address, or corrects one: `instead_of` is the row it takes the place of.
pub async fn save(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    new: &NewAddress,
    instead_of: Option<Uuid>,
) -> Result<Uuid> {
    let person = permit.person();
    if let Some(old) = instead_of {
        supersede(work, person, old).await?;
    }
    let id = insert(work, person, new).await?;
    event::record(work, event::amended("person", person).flag("address", true)).await?;
    Ok(id)
}

/// An address on file.
#[derive(Debug, Clone)]
pub struct Address {
    /// Its row.
    pub id: Uuid,
    /// What was recorded.
    pub address: NewAddress,
}

/// That there is a confidential address, and not what it is.
#[derive(Debug, Clone)]
pub struct ConfidentialAddress {
    /// Its row.
    pub id: Uuid,
    /// As for an ordinary address.
    pub kind: String,
    /// First day there, where known.
    pub lived_from: Option<Date>,
    /// Last day there, where it has ended.
    pub lived_until: Option<Date>,
}

/// A confidential address that somebody asked to see.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The whole address, line by line.
    pub address: String,
    /// Why it is confidential.
    pub why: String,
}

/// Every ordinary address, the present ones first.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Address>> {
    let rows = sqlx::query!(
        "select id, kind, line_1, line_2, town, postcode, uprn, lived_from, lived_until, why_here, tenure
         from lookup.address where person_id = $1 and superseded_at is null
         order by lived_until desc nulls first, (kind = 'home') desc, lived_from desc nulls last, id",
        permit.person()
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Address {
            id: row.id,
            address: NewAddress {
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
            },
        })
        .collect())
}

/// That there are confidential addresses.
pub async fn confidential(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
) -> Result<Vec<ConfidentialAddress>> {
    Ok(sqlx::query!(
        "select id, kind, lived_from, lived_until from casework.confidential_address
         where person_id = $1 and superseded_at is null order by lived_until desc nulls first, recorded_at desc",
        permit.person()
    )
    .fetch_all(work.sql())
    .await?
    .into_iter()
    .map(|row| ConfidentialAddress {
        id: row.id,
        kind: row.kind,
        lived_from: row.lived_from.map(|on| on.to_jiff()),
        lived_until: row.lived_until.map(|on| on.to_jiff()),
    })
    .collect())
}

/// Opens one confidential address, and leaves on record that it was shown. Needs a permit to read what is written.
pub async fn show_confidential(
    work: &mut Work,
    permit: &Permit<may::OpenNarrative>,
    address: Uuid,
) -> Result<Shown> {
    let person = permit.person();
    let row = sqlx::query!(
        "select address_sealed, why_sealed from casework.confidential_address
         where id = $1 and person_id = $2 and superseded_at is null",
        address,
        person
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let note = event::note(ledger::Action::Opened).about("person", person).flag("confidential_address", true);
    event::record(work, note).await?;
    let key = super::key(work, person).await?;
    Ok(Shown {
        address: key.open("confidential_address", "address_sealed", address, &row.address_sealed)?,
        why: key.open("confidential_address", "why_sealed", address, &row.why_sealed)?,
    })
}

/// One ordinary address, while it is still what we believe.
pub async fn find(work: &mut Work, permit: &Permit<impl ReadsPerson>, address: Uuid) -> Result<NewAddress> {
    let row = sqlx::query!(
        "select kind, line_1, line_2, town, postcode, uprn, lived_from, lived_until, why_here, tenure from lookup.address
         where id = $1 and person_id = $2 and superseded_at is null",
        address,
        permit.person()
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    Ok(NewAddress {
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
    })
}

async fn supersede(work: &mut Work, person: Uuid, old: Uuid) -> Result<()> {
    let done = sqlx::query!(
        "update lookup.address set superseded_at = $3 where id = $1 and person_id = $2 and superseded_at is null",
        old,
        person,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    work.found_by_changed(person);
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Stale) }
}

pub(crate) async fn insert(work: &mut Work, person: Uuid, new: &NewAddress) -> Result<Uuid> {
    let id = work.new_id();
    let by = work.staff().ok().map(|staff| staff.account);
    let postcode = new.postcode.as_ref().map(Postcode::formatted);
    let postcode_key = new.postcode.as_ref().map(|postcode| postcode.formatted().replace(' ', ""));
    sqlx::query!(
        "insert into lookup.address (id, person_id, kind, line_1, line_2, town, postcode, postcode_key, uprn, lived_from,
             lived_until, why_here, tenure, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        id,
        person,
        new.kind,
        new.line_1,
        new.line_2,
        new.town,
        postcode,
        postcode_key,
        new.uprn,
        new.lived_from.map(|on| on.to_sqlx()) as _,
        new.lived_until.map(|on| on.to_sqlx()) as _,
        new.why_here,
        new.tenure,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    work.found_by_changed(person);
    Ok(id)
}

/// Records an address that could get somebody hurt. With `instead_of_ordinary`, the ordinary address it was recorded as
/// stops being searchable in the same transaction.
pub async fn save_confidential(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    new: &NewConfidentialAddress,
    instead_of_ordinary: Option<Uuid>,
) -> Result<Uuid> {
    let person = permit.person();
    if let Some(old) = instead_of_ordinary {
        supersede(work, person, old).await?;
    }
    let id = insert_confidential(work, person, new).await?;
    event::record(work, event::amended("person", person).flag("confidential_address", true)).await?;
    Ok(id)
}

pub(crate) async fn insert_confidential(
    work: &mut Work,
    person: Uuid,
    new: &NewConfidentialAddress,
) -> Result<Uuid> {
    let key = super::key(work, person).await?;
    let id = work.new_id();
    let address = work.seal(&key, "confidential_address", "address_sealed", id, &new.address)?;
    let why = work.seal(&key, "confidential_address", "why_sealed", id, &new.why)?;
    let by = work.staff()?.account;
    sqlx::query!(
        "insert into casework.confidential_address (id, person_id, kind, address_sealed, why_sealed, lived_from, lived_until,
             recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        person,
        new.kind,
        address,
        why,
        new.lived_from.map(|on| on.to_sqlx()) as _,
        new.lived_until.map(|on| on.to_sqlx()) as _,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    work.found_by_changed(person);
    Ok(id)
}
