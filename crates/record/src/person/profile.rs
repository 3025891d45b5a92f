//! What somebody has told of themselves: language, origin, health. One row each time it is recorded, the newest current.

use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};

/// The details of a person. Codes are of `law::codes`; `None` is "not asked".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Sex, as `law::codes::Sex`.
    pub sex: Option<String>,
    /// Gender, as they say it.
    pub gender: Option<String>,
    /// Ethnicity, as `law::codes::ETHNICITIES`.
    pub ethnicity: Option<String>,
    /// Religion, as they say it.
    pub religion: Option<String>,
    /// Nationality.
    pub nationality: Option<String>,
    /// Immigration status.
    pub immigration: Option<String>,
    /// First language, as `law::codes::LANGUAGES`.
    pub first_language: Option<String>,
    /// The language an interpreter is needed in, as `law::codes::LANGUAGES`.
    pub interpreter: Option<String>,
    /// What helps them take part, as `law::codes::CommunicationNeed`.
    pub communication: Vec<String>,
    /// Disabilities, as `law::codes::DISABILITIES`; empty is "not asked".
    pub disabilities: Vec<String>,
    /// How they prefer to be reached.
    pub preferred_contact: Option<String>,
    /// GP practice.
    pub gp: Option<String>,
    /// Health visitor.
    pub health_visitor: Option<String>,
    /// `yes`, `no`: whether pictures may be used.
    pub image_consent: Option<String>,
    /// Why there is no pupil number, as `law::identifiers::UpnUnknownReason`.
    pub upn_unknown_reason: Option<String>,
}

/// The current details, and the row that says so.
pub async fn current(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<(Option<Uuid>, Profile)> {
    let person = permit.person();
    let row = sqlx::query_scalar!(
        "select id from casework.person_profile where person_id = $1 and superseded_at is null",
        person
    );
    match row.fetch_optional(work.sql()).await? {
        Some(row) => Ok((Some(row), recorded(work, row).await?.unwrap_or_default())),
        None => Ok((None, Profile::default())),
    }
}

/// The details that a row says, whether they are current or not. Nothing where the reader may not see it.
pub(crate) async fn recorded(work: &mut Work, row: Uuid) -> Result<Option<Profile>> {
    let row = sqlx::query!("select * from casework.person_profile where id = $1", row);
    let Some(row) = row.fetch_optional(work.sql()).await? else { return Ok(None) };
    let key = match (&row.gender_sealed, &row.religion_sealed, &row.immigration_sealed) {
        (None, None, None) => None,
        _ => Some(super::key(work, row.person_id).await?),
    };
    let open = |column: &str, sealed: Option<&[u8]>| match &key {
        Some(key) => key.open_some("person_profile", column, row.id, sealed),
        None => Ok(None),
    };
    Ok(Some(Profile {
        gender: open("gender_sealed", row.gender_sealed.as_deref())?,
        religion: open("religion_sealed", row.religion_sealed.as_deref())?,
        immigration: open("immigration_sealed", row.immigration_sealed.as_deref())?,
        sex: row.sex,
        ethnicity: row.ethnicity,
        nationality: row.nationality,
        first_language: row.first_language,
        interpreter: row.interpreter,
        communication: row.communication,
        disabilities: row.disabilities,
        preferred_contact: row.preferred_contact,
        gp: row.gp,
        health_visitor: row.health_visitor,
        image_consent: row.image_consent,
        upn_unknown_reason: row.upn_unknown_reason,
    }))
}

/// Records the details as they are now. `instead_of` is the row that was seen, if there was one.
pub async fn save(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    new: &Profile,
    instead_of: Option<Uuid>,
) -> Result<()> {
    let person = permit.person();
    let (found, old) = current(work, permit).await?;
    if found != instead_of {
        return Err(Error::Stale);
    }
    if *new == old {
        return Ok(());
    }
    if let Some(seen) = instead_of {
        let done = sqlx::query!(
            "update casework.person_profile set superseded_at = $2 where id = $1 and superseded_at is null",
            seen,
            work.now().to_sqlx()
        )
        .execute(work.sql())
        .await?;
        if done.rows_affected() == 0 {
            return Err(Error::Stale);
        }
    }
    insert(work, person, new).await?;
    let mut note = event::amended("person", person);
    for field in changed(&old, new) {
        note = note.flag(field, true);
    }
    event::record(work, note).await?;
    Ok(())
}

pub(crate) async fn insert(work: &mut Work, person: Uuid, new: &Profile) -> Result<()> {
    let key = super::key(work, person).await?;
    let id = work.new_id();
    let gender = work.seal_some(&key, "person_profile", "gender_sealed", id, new.gender.as_deref())?;
    let religion = work.seal_some(&key, "person_profile", "religion_sealed", id, new.religion.as_deref())?;
    let immigration =
        work.seal_some(&key, "person_profile", "immigration_sealed", id, new.immigration.as_deref())?;
    let by = work.staff().ok().map(|staff| staff.account);
    let done = sqlx::query!(
        "insert into casework.person_profile (id, person_id, sex, gender_sealed, ethnicity, religion_sealed, nationality,
             immigration_sealed, first_language, interpreter, communication, disabilities, preferred_contact, gp,
             health_visitor, image_consent, upn_unknown_reason, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         on conflict (person_id) where superseded_at is null do nothing",
        id,
        person,
        new.sex,
        gender,
        new.ethnicity,
        religion,
        new.nationality,
        immigration,
        new.first_language,
        new.interpreter,
        &new.communication,
        &new.disabilities,
        new.preferred_contact,
        new.gp,
        new.health_visitor,
        new.image_consent,
        new.upn_unknown_reason,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// The names of the fields that differ: what the ledger may say of a change.
fn changed(old: &Profile, new: &Profile) -> Vec<&'static str> {
    let compared = [
        ("sex", old.sex == new.sex),
        ("gender", old.gender == new.gender),
        ("ethnicity", old.ethnicity == new.ethnicity),
        ("religion", old.religion == new.religion),
        ("nationality", old.nationality == new.nationality),
        ("immigration", old.immigration == new.immigration),
        ("first_language", old.first_language == new.first_language),
        ("interpreter", old.interpreter == new.interpreter),
        ("communication", old.communication == new.communication),
        ("disabilities", old.disabilities == new.disabilities),
        ("preferred_contact", old.preferred_contact == new.preferred_contact),
        ("gp", old.gp == new.gp),
        ("health_visitor", old.health_visitor == new.health_visitor),
        ("image_consent", old.image_consent == new.image_consent),
        ("upn_unknown_reason", old.upn_unknown_reason == new.upn_unknown_reason),
    ];
    compared.into_iter().filter(|(_, same)| !same).map(|(field, _)| field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ledger_is_told_fields_and_no_values() {
        let old = Profile { sex: Some("F".into()), ..Profile::default() };
        let new = Profile { gp: Some("Elm Road".into()), ..Profile::default() };
        assert_eq!(changed(&old, &new), ["sex", "gp"]);
        assert!(changed(&new, &new).is_empty());
    }
}
