//! What was said before of two people who may be one.

use jiff::Timestamp;
use uuid::Uuid;

use super::stage::Answer;
use crate::access::Permit;
use crate::access::may::ReadsPerson;
use crate::{Error, Result, Work};

/// What was decided about two people before, the newest first: what, when, by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub answer: Answer,
    /// When.
    pub at: Timestamp,
    /// By whoever read it last.
    pub by: String,
    /// Why, in their words.
    pub reason: String,
}

/// What was decided about the people of two permits.
pub async fn decided_about(
    work: &mut Work,
    one: &Permit<impl ReadsPerson>,
    other: &Permit<impl ReadsPerson>,
) -> Result<Vec<Decided>> {
    let (one, other) = (one.person().min(other.person()), one.person().max(other.person()));
    let rows = sqlx::query!(
        r#"select d.answer, d.decided_at, r.id, r.key_id, r.reason_sealed, a.display_name
           from casework.possible_duplicate p
           join casework.duplicate_decision d on d.pair_id = p.id
           join casework.duplicate_reading r on r.id = d.reading_id
           join access.account a on a.id = r.read_by
           where p.one_id = $1 and p.other_id = $2 order by d.decided_at desc, d.pair_id"#,
        one,
        other
    )
    .fetch_all(work.sql())
    .await?;
    let keys: Vec<Uuid> = rows.iter().map(|row| row.key_id).collect();
    let keys = work.keys(&keys).await?;
    rows.into_iter()
        .map(|row| {
            let key = keys.get(&row.key_id).ok_or(Error::KeyDestroyed)?;
            Ok(Decided {
                answer: Answer::of(&row.answer).ok_or(Error::NotFound)?,
                at: row.decided_at.to_jiff(),
                by: row.display_name,
                reason: key.open("duplicate_reading", "reason_sealed", row.id, &row.reason_sealed)?,
            })
        })
        .collect()
}

/// Since when two people are said to be two: by whoever compared them, or by taking a link back. Nothing where nobody has said so, or
/// a link says otherwise now.
pub async fn kept_apart(
    work: &mut Work,
    one: &Permit<impl ReadsPerson>,
    other: &Permit<impl ReadsPerson>,
) -> Result<Option<Timestamp>> {
    let row = sqlx::query_scalar!(
        r#"select since as "since!" from casework.kept_apart($1) where other_id = $2"#,
        one.person(),
        other.person()
    );
    Ok(row.fetch_optional(work.sql()).await?.map(|since| since.to_jiff()))
}
