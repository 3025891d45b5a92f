//! Numbers other organisations know somebody by: sealed, and found only by the exact number.

use jiff_sqlx::ToSqlx;
use law::identifiers::{
    FormerUpn, HomeOfficeReference, NationalInsuranceNumber, NhsNumber, PortReference, Uln, Upn,
};
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};

/// Which numbering somebody is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// NHS number.
    Nhs,
    /// Unique pupil number.
    Upn,
    /// A unique pupil number they had before.
    FormerUpn,
    /// Unique learner number.
    Uln,
    /// National Insurance number.
    NationalInsurance,
    /// Home Office reference.
    HomeOffice,
    /// Port reference.
    Port,
}

impl Scheme {
    /// Every scheme, in the order offered.
    pub const ALL: &'static [Scheme] = &[
        Scheme::Nhs,
        Scheme::Upn,
        Scheme::FormerUpn,
        Scheme::Uln,
        Scheme::NationalInsurance,
        Scheme::HomeOffice,
        Scheme::Port,
    ];

    /// What is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Scheme::Nhs => "nhs",
            Scheme::Upn => "upn",
            Scheme::FormerUpn => "former-upn",
            Scheme::Uln => "uln",
            Scheme::NationalInsurance => "national-insurance",
            Scheme::HomeOffice => "home-office",
            Scheme::Port => "port",
        }
    }

    /// What is shown.
    pub const fn label(self) -> &'static str {
        match self {
            Scheme::Nhs => "NHS number",
            Scheme::Upn => "Pupil number (UPN)",
            Scheme::FormerUpn => "Former pupil number",
            Scheme::Uln => "Learner number (ULN)",
            Scheme::NationalInsurance => "National Insurance number",
            Scheme::HomeOffice => "Home Office reference",
            Scheme::Port => "Port reference",
        }
    }

    /// The scheme of a stored code.
    pub fn parse(code: &str) -> Option<Scheme> {
        Self::ALL.iter().copied().find(|scheme| scheme.code() == code)
    }

    /// The key of its blind index. A pupil number finds its pupil whether they still have it or had it once.
    pub const fn index(self) -> &'static str {
        match self {
            Scheme::FormerUpn => "upn",
            other => other.code(),
        }
    }

    /// The one spelling of what was typed, or what is wrong with it, in words for the page.
    pub fn canonical(self, typed: &str) -> std::result::Result<String, &'static str> {
        let text = match self {
            Scheme::Nhs => NhsNumber::parse(typed).map(|number| number.as_str().to_owned()),
            Scheme::Upn => Upn::parse(typed).map(|number| number.as_str().to_owned()),
            Scheme::FormerUpn => FormerUpn::parse(typed).map(|number| number.as_str().to_owned()),
            Scheme::Uln => Uln::parse(typed).map(|number| number.as_str().to_owned()),
            Scheme::NationalInsurance => {
                NationalInsuranceNumber::parse(typed).map(|number| number.as_str().to_owned())
            }
            Scheme::HomeOffice => HomeOfficeReference::parse(typed).map(|number| number.as_str().to_owned()),
            Scheme::Port => PortReference::parse(typed).map(|number| number.as_str().to_owned()),
        };
        text.map_err(|error| error.message())
    }

    /// The number as people read it.
    pub fn formatted(self, canonical: &str) -> String {
        let shown = match self {
            Scheme::Nhs => NhsNumber::parse(canonical).map(|number| number.formatted()),
            Scheme::Upn => Upn::parse(canonical).map(|number| number.formatted()),
            Scheme::FormerUpn => FormerUpn::parse(canonical).map(|number| number.formatted()),
            Scheme::Uln => Uln::parse(canonical).map(|number| number.formatted()),
            Scheme::NationalInsurance => {
                NationalInsuranceNumber::parse(canonical).map(|number| number.formatted())
            }
            Scheme::HomeOffice => HomeOfficeReference::parse(canonical).map(|number| number.formatted()),
            Scheme::Port => PortReference::parse(canonical).map(|number| number.formatted()),
        };
        shown.unwrap_or_else(|_| canonical.to_owned())
    }
}

/// A number on file.
#[derive(Debug, Clone)]
pub struct Identifier {
    /// Its row.
    pub id: Uuid,
    /// Its scheme.
    pub scheme: Scheme,
    /// The number, in its one spelling.
    pub value: String,
    /// `verified`, `stated`, `disputed` or `superseded`.
    pub status: String,
    /// Who said so.
    pub source: String,
}

/// Adds a number: `typed` must be as [`Scheme::canonical`] gives it. With `instead_of`, the number recorded there stops
/// being what we believe. A number already current for this person is refused.
pub async fn save(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    scheme: Scheme,
    typed: &str,
    status: &str,
    source: &str,
    instead_of: Option<Uuid>,
) -> Result<Uuid> {
    let person = permit.person();
    let value = scheme.canonical(typed).map_err(|problem| Error::Rule(problem.into()))?;
    if let Some(old) = instead_of {
        supersede(work, person, old).await?;
    }
    if is_recorded(work, person, scheme, &value).await? {
        return Err(Error::Rule("This number is recorded already".into()));
    }
    let id = insert(work, person, scheme, &value, status, source).await?;
    event::record(work, event::amended("person", person).flag("identifier", true)).await?;
    Ok(id)
}

/// Whether this very number is current for somebody.
pub(crate) async fn is_recorded(work: &mut Work, person: Uuid, scheme: Scheme, value: &str) -> Result<bool> {
    let hashes = every_hash(work, scheme, value);
    let again = sqlx::query_scalar!(
        "select i.id from lookup.identifier_hash h join casework.identifier i on i.id = h.identifier_id
         where h.hash = any ($1) and i.person_id = $2 and i.scheme = $3 and i.superseded_at is null",
        &hashes,
        person,
        scheme.code()
    )
    .fetch_optional(work.sql())
    .await?;
    Ok(again.is_some())
}

/// Adds a number as [`Scheme::canonical`] gives it.
pub(crate) async fn insert(
    work: &mut Work,
    person: Uuid,
    scheme: Scheme,
    value: &str,
    status: &str,
    source: &str,
) -> Result<Uuid> {
    let hashes = every_hash(work, scheme, value);
    let key = super::key(work, person).await?;
    let id = work.new_id();
    let sealed = work.seal(&key, "identifier", "value_sealed", id, value)?;
    let by = work.staff().ok().map(|staff| staff.account);
    sqlx::query!(
        "insert into casework.identifier (id, person_id, scheme, value_sealed, status, source, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        person,
        scheme.code(),
        sealed,
        status,
        source,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    sqlx::query!(
        "insert into lookup.identifier_hash (identifier_id, scheme, hash, master_id) values ($1, $2, $3, $4)",
        id,
        scheme.index(),
        hashes.first(),
        work.store().keyring().current().id().to_string()
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}

/// Every current number.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Identifier>> {
    let person = permit.person();
    let rows = sqlx::query!(
        "select id, scheme, value_sealed, status, source from casework.identifier
         where person_id = $1 and superseded_at is null order by scheme, recorded_at, id",
        person
    )
    .fetch_all(work.sql())
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = super::key(work, person).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(scheme) = Scheme::parse(&row.scheme) else { continue };
        let value = key.open("identifier", "value_sealed", row.id, &row.value_sealed)?;
        found.push(Identifier { id: row.id, scheme, value, status: row.status, source: row.source });
    }
    Ok(found)
}

/// Others who have this very number: a slip, or the same person twice. Ids only; nothing of them is read.
pub async fn also_held_by(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    scheme: Scheme,
    value: &str,
) -> Result<usize> {
    let person = permit.person();
    let hashes = every_hash(work, scheme, value);
    let count =
        sqlx::query_scalar!(r#"select lookup.others_with_identifier($1, $2) as "count!""#, &hashes, person)
            .fetch_one(work.sql())
            .await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The keyed hashes a number may be kept under while the master is being changed, the one to keep it under first.
fn every_hash(work: &Work, scheme: Scheme, value: &str) -> Vec<Vec<u8>> {
    let hashes = work.store().keyring().blind_indexes(scheme.index(), value);
    hashes.iter().map(|hash| hash.as_bytes().to_vec()).collect()
}

async fn supersede(work: &mut Work, person: Uuid, old: Uuid) -> Result<()> {
    let done = sqlx::query!(
        "update casework.identifier set superseded_at = $3 where id = $1 and person_id = $2 and superseded_at is null",
        old,
        person,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    sqlx::query!("delete from lookup.identifier_hash where identifier_id = $1", old)
        .execute(work.sql())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_read_back_and_former_pupil_numbers_share_an_index() {
        for scheme in Scheme::ALL {
            assert_eq!(Scheme::parse(scheme.code()), Some(*scheme));
        }
        assert_eq!(Scheme::FormerUpn.index(), Scheme::Upn.index());
    }

    #[test]
    fn a_number_is_validated_by_its_own_rule() {
        assert_eq!(Scheme::Nhs.canonical("943 476 5919").as_deref(), Ok("9434765919"));
        assert_eq!(Scheme::Nhs.formatted("9434765919"), "943 476 5919");
        let wrong = Scheme::Nhs.canonical("943 476 5918").expect_err("a wrong check digit");
        assert!(wrong.contains("Check the NHS number"), "{wrong}");
        assert!(Scheme::Upn.canonical("9434765919").is_err());
    }
}
