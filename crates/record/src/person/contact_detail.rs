//! Phones and email addresses: sealed, found by the exact number or address only, with what is safe to do with them.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::{Error, Result, Work, event};

/// A contact detail to record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewContactDetail {
    /// `mobile`, `landline` or `email`.
    pub kind: String,
    /// The number or address, as [`canonical`] spells it.
    pub value: String,
    /// Whose it is, when not simply theirs: "Mum's mobile".
    pub whose: Option<String>,
    /// Whether it is safe to text; `None` is "not asked".
    pub safe_to_text: Option<bool>,
    /// Whether it is safe to leave a voicemail; `None` is "not asked".
    pub safe_to_voicemail: Option<bool>,
    /// When it is safe to call.
    pub safe_times: Option<String>,
    /// Whether they prefer to be reached this way.
    pub preferred: bool,
}

/// A contact detail on file.
#[derive(Debug, Clone)]
pub struct ContactDetail {
    /// Its row.
    pub id: Uuid,
    /// What was recorded.
    pub detail: NewContactDetail,
}

/// The one spelling of a phone number or email address, or what is wrong with it, in words for the page.
///
/// A British number is kept as it is dialled inside Britain; one from abroad keeps its `+`.
pub fn canonical(kind: &str, typed: &str) -> std::result::Result<String, &'static str> {
    if kind == "email" { email(typed) } else { phone(typed) }
}

fn email(typed: &str) -> std::result::Result<String, &'static str> {
    let address = typed.trim().to_lowercase();
    let good = address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !host.contains('@')
    });
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '"');
    if good && address.len() <= 254 && !address.contains(odd) {
        Ok(address)
    } else {
        Err("Enter an email address in the correct format, like name@example.com")
    }
}

fn phone(typed: &str) -> std::result::Result<String, &'static str> {
    let bare: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !"-().\u{2010}\u{2011}\u{2013}".contains(*c))
        .collect();
    let wrong = "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192";
    let number = match (bare.strip_prefix("+44"), bare.strip_prefix("0044")) {
        (Some(rest), _) | (None, Some(rest)) => format!("0{}", rest.trim_start_matches('0')),
        _ => bare.strip_prefix("00").map_or_else(|| bare.clone(), |rest| format!("+{rest}")),
    };
    let digits = number.strip_prefix('+').unwrap_or(&number);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong);
    }
    let right = if number.starts_with('+') {
        (7..=15).contains(&digits.len())
    } else {
        matches!(digits.len(), 10 | 11)
    };
    if right && (number.starts_with('+') || number.starts_with('0')) { Ok(number) } else { Err(wrong) }
}

/// Adds a contact detail, or corrects one: `instead_of` is the row it takes the place of.
pub async fn save(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    new: &NewContactDetail,
    instead_of: Option<Uuid>,
) -> Result<Uuid> {
    let person = permit.person();
    if let Some(old) = instead_of {
        supersede(work, person, old).await?;
    }
    let id = insert(work, person, new).await?;
    event::record(work, event::amended("person", person).flag("contact_detail", true)).await?;
    Ok(id)
}

pub(crate) async fn insert(work: &mut Work, person: Uuid, new: &NewContactDetail) -> Result<Uuid> {
    let key = super::key(work, person).await?;
    let id = work.new_id();
    let value = work.seal(&key, "contact_detail", "value_sealed", id, &new.value)?;
    let whose = work.seal_some(&key, "contact_detail", "whose_sealed", id, new.whose.as_deref())?;
    let times = work.seal_some(&key, "contact_detail", "safe_times_sealed", id, new.safe_times.as_deref())?;
    let by = work.staff().ok().map(|staff| staff.account);
    sqlx::query!(
        "insert into casework.contact_detail (id, person_id, kind, value_sealed, whose_sealed, safe_to_text,
             safe_to_voicemail, safe_times_sealed, preferred, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        person,
        new.kind,
        value,
        whose,
        new.safe_to_text,
        new.safe_to_voicemail,
        times,
        new.preferred,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    let hash = work.store().keyring().blind_index(scheme(&new.kind), &new.value);
    sqlx::query!(
        "insert into lookup.contact_hash (contact_detail_id, hash, master_id) values ($1, $2, $3)",
        id,
        &hash.as_bytes()[..],
        work.store().keyring().current().id().to_string()
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}

/// The scheme of keyed hashes that a kind of contact detail belongs to.
pub(crate) fn scheme(kind: &str) -> &'static str {
    if kind == "email" { "email" } else { "phone" }
}

/// Ends one that no longer works. It stays on file and finds nobody any more.
pub async fn end(work: &mut Work, permit: &Permit<may::AmendPerson>, detail: Uuid) -> Result<()> {
    let person = permit.person();
    supersede(work, person, detail).await?;
    event::record(work, event::amended("person", person).flag("contact_detail", true)).await?;
    Ok(())
}

/// Every current one, the preferred first.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<ContactDetail>> {
    let person = permit.person();
    let rows = sqlx::query!(
        "select id, kind, value_sealed, whose_sealed, safe_to_text, safe_to_voicemail, safe_times_sealed, preferred
         from casework.contact_detail where person_id = $1 and superseded_at is null
         order by preferred desc, recorded_at, id",
        person
    )
    .fetch_all(work.sql())
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = super::key(work, person).await?;
    let open =
        |column: &str, id: Uuid, sealed: Option<&[u8]>| key.open_some("contact_detail", column, id, sealed);
    rows.into_iter()
        .map(|row| {
            let detail = NewContactDetail {
                kind: row.kind,
                value: key.open("contact_detail", "value_sealed", row.id, &row.value_sealed)?,
                whose: open("whose_sealed", row.id, row.whose_sealed.as_deref())?,
                safe_to_text: row.safe_to_text,
                safe_to_voicemail: row.safe_to_voicemail,
                safe_times: open("safe_times_sealed", row.id, row.safe_times_sealed.as_deref())?,
                preferred: row.preferred,
            };
            Ok(ContactDetail { id: row.id, detail })
        })
        .collect()
}

async fn supersede(work: &mut Work, person: Uuid, old: Uuid) -> Result<()> {
    let done = sqlx::query!(
        "update casework.contact_detail set superseded_at = $3
         where id = $1 and person_id = $2 and superseded_at is null",
        old,
        person,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    sqlx::query!("delete from lookup.contact_hash where contact_detail_id = $1", old)
        .execute(work.sql())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        for typed in ["07700 900982", "+44 7700 900982", "+44 (0)7700 900982", "0044 7700-900-982"] {
            assert_eq!(canonical("mobile", typed).as_deref(), Ok("07700900982"), "{typed}");
        }
        assert_eq!(canonical("landline", "+353 20 912 3456").as_deref(), Ok("+353209123456"));
        for typed in ["", "12", "7700 900982", "0770090098x", "ring her sister", "+44"] {
            assert!(canonical("mobile", typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn an_email_address_has_one_spelling() {
        assert_eq!(canonical("email", " Ann.Bell@Example.COM ").as_deref(), Ok("ann.bell@example.com"));
        for typed in [
            "",
            "ann",
            "ann@",
            "@example.com",
            "ann@example",
            "a b@example.com",
            "ann@example.com, bo@example.com",
        ] {
            assert!(canonical("email", typed).is_err(), "{typed}");
        }
    }
}
