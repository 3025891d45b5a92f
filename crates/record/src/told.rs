//! Telling the family and the referrer what was decided, or writing down why not (P47).

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{Permit, may::ReadsRequest};
use crate::request::show;
use crate::{Result, Work, event};

/// Told, or not told.
pub enum Telling<'a> {
    /// They were told: how, and the letter if there was one.
    Told {
        /// `letter`, `email`, `phone`, `in-person`.
        how: &'a str,
        /// The words of the letter.
        letter: Option<&'a str>,
    },
    /// They were not, and this is why.
    NotTold {
        /// The reason.
        because: &'a str,
    },
}

/// One telling as kept.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its row.
    pub id: Uuid,
    /// `family` or `referrer`.
    pub party: String,
    /// When they were told.
    pub told_at: Option<Timestamp>,
    /// How.
    pub how: Option<String>,
    /// The words of the letter.
    pub letter: Option<String>,
    /// Why not.
    pub not_told_because: Option<String>,
    /// Who wrote it down.
    pub recorded_by: String,
}

/// Writes down that a party was told, or why not.
pub async fn tell(
    work: &mut Work,
    permit: &Permit<impl ReadsRequest>,
    party: &str,
    telling: &Telling<'_>,
) -> Result<Uuid> {
    let request = permit.request();
    let (id, now, staff) = (work.new_id(), work.now(), work.staff()?.account);
    let (told_at, how, letter, because) = match telling {
        Telling::Told { how, letter } => (Some(now), Some(*how), *letter, None),
        Telling::NotTold { because } => (None, None, None, Some(*because)),
    };
    let key = show::key(work, request).await?;
    let letter = work.seal_some(&key, "decision_told", "letter_sealed", id, letter)?;
    sqlx::query!(
        "insert into casework.decision_told (id, request_id, party, told_at, how, letter_sealed, not_told_because,
                                             recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        request,
        party,
        told_at.map(|at| at.to_sqlx()) as _,
        how,
        letter,
        because,
        now.to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    let note = event::note(ledger::Action::Told).about("request", request).flag("told", told_at.is_some());
    event::record(work, note).await?;
    Ok(id)
}

/// Who has been told, in order.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Vec<Told>> {
    let request = permit.request();
    let key = show::key(work, request).await?;
    let rows = sqlx::query!(
        "select d.id, d.party, d.told_at, d.how, d.letter_sealed, d.not_told_because, a.display_name
         from casework.decision_told d join access.account a on a.id = d.recorded_by
         where d.request_id = $1 order by d.recorded_at",
        request
    )
    .fetch_all(work.sql())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Told {
                id: row.id,
                party: row.party,
                told_at: row.told_at.map(|at| at.to_jiff()),
                how: row.how,
                letter: key.open_some(
                    "decision_told",
                    "letter_sealed",
                    row.id,
                    row.letter_sealed.as_deref(),
                )?,
                not_told_because: row.not_told_because,
                recorded_by: row.display_name,
            })
        })
        .collect()
}
