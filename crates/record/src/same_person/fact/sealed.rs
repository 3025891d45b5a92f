//! Facts that are sealed under the key of the person they were recorded of: opened, and sealed anew under that of another.

use uuid::Uuid;

use super::repeat::Repeat;
use crate::person::address::{self, NewConfidentialAddress};
use crate::person::contact_detail::{self, NewContactDetail};
use crate::person::identifier::{self, Scheme};
use crate::person::key;
use crate::{Error, Result, Work};

/// A number as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub scheme: Scheme,
    pub value: String,
    pub status: String,
    pub source: String,
}

pub(super) async fn number(work: &mut Work, row: Uuid) -> Result<Option<Number>> {
    let found = sqlx::query!(
        "select person_id, scheme, value_sealed, status, source from casework.identifier where id = $1",
        row
    );
    let Some(found) = found.fetch_optional(work.sql()).await? else { return Ok(None) };
    let key = key(work, found.person_id).await?;
    Ok(Some(Number {
        scheme: Scheme::parse(&found.scheme).ok_or(Error::NotFound)?,
        value: key.open("identifier", "value_sealed", row, &found.value_sealed)?,
        status: found.status,
        source: found.source,
    }))
}

pub(super) async fn identifier(work: &mut Work, one: &Repeat) -> Result<Option<Uuid>> {
    let number = number(work, one.row).await?.ok_or(Error::NotFound)?;
    if identifier::is_recorded(work, one.to, number.scheme, &number.value).await? {
        return Ok(None);
    }
    let Number { scheme, value, status, source } = &number;
    identifier::insert(work, one.to, *scheme, value, status, source).await.map(Some)
}

pub(super) async fn contact(work: &mut Work, row: Uuid) -> Result<Option<NewContactDetail>> {
    let found = sqlx::query!(
        "select person_id, kind, value_sealed, whose_sealed, safe_to_text, safe_to_voicemail, safe_times_sealed, preferred
         from casework.contact_detail where id = $1",
        row
    );
    let Some(found) = found.fetch_optional(work.sql()).await? else { return Ok(None) };
    let key = key(work, found.person_id).await?;
    let open = |column: &str, sealed: Option<&[u8]>| key.open_some("contact_detail", column, row, sealed);
    Ok(Some(NewContactDetail {
        kind: found.kind,
        value: key.open("contact_detail", "value_sealed", row, &found.value_sealed)?,
        whose: open("whose_sealed", found.whose_sealed.as_deref())?,
        safe_to_text: found.safe_to_text,
        safe_to_voicemail: found.safe_to_voicemail,
        safe_times: open("safe_times_sealed", found.safe_times_sealed.as_deref())?,
        preferred: found.preferred,
    }))
}

pub(super) async fn contact_detail(work: &mut Work, one: &Repeat) -> Result<Option<Uuid>> {
    let detail = contact(work, one.row).await?.ok_or(Error::NotFound)?;
    contact_detail::insert(work, one.to, &detail).await.map(Some)
}

pub(super) async fn confidential_address(work: &mut Work, one: &Repeat) -> Result<Option<Uuid>> {
    let found = sqlx::query!(
        "select person_id, kind, address_sealed, why_sealed, lived_from, lived_until
         from casework.confidential_address where id = $1",
        one.row
    );
    let found = found.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let key = key(work, found.person_id).await?;
    let new = NewConfidentialAddress {
        kind: found.kind,
        address: key.open("confidential_address", "address_sealed", one.row, &found.address_sealed)?,
        why: key.open("confidential_address", "why_sealed", one.row, &found.why_sealed)?,
        lived_from: found.lived_from.map(|on| on.to_jiff()),
        lived_until: found.lived_until.map(|on| on.to_jiff()),
    };
    address::insert_confidential(work, one.to, &new).await.map(Some)
}
