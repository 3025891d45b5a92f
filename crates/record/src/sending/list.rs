//! Who has had a copy.

use jiff::Timestamp;
use jiff::civil::Date;
use law::plan::{How, OverrideGround, Receives};
use uuid::Uuid;

use crate::access::{Permit, may::ReadsPerson};
use crate::{Error, Result, Work};

/// A copy that was logged.
#[derive(Debug, Clone)]
pub struct Sending {
    /// Its row.
    pub id: Uuid,
    /// Who had it.
    pub name: String,
    /// Whom they work for; empty for somebody of the family or round it.
    pub organisation: String,
    /// What they had.
    pub received: Receives,
    /// How it reached them.
    pub how: How,
    /// On which day.
    pub sent_on: Date,
    /// Where it went against the family's word.
    pub over: Option<Decided>,
    /// When it was logged.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
}

/// Why a copy went against the family's word.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The ground.
    pub ground: OverrideGround,
    /// The reason in words.
    pub because: String,
    /// The manager who decided it.
    pub by: String,
}

/// The copies of an entry about the permit's person, the first first: also of one that was taken out, whose copies must be
/// asked back.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>, entry: Uuid) -> Result<Vec<Sending>> {
    let rows = sqlx::query!(
        r#"select c.id, c.received, c.how, c.sent_on, c.ground, c.key_id, c.name_sealed, c.organisation_sealed,
               c.because_sealed, c.recorded_at, a.display_name as by, m.display_name as "manager?"
           from casework.sending c join access.account a on a.id = c.recorded_by
           left join access.account m on m.id = c.authorised_by
           where c.entry_id = $1
             and exists (select 1 from casework.entry_about() s where s.entry_id = $1 and s.person_id = $2)
           order by c.sent_on, c.recorded_at, c.id"#,
        entry,
        permit.person()
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.key_id).collect();
    let keys = work.keys(&ids).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let key = keys.get(&row.key_id).ok_or(Error::KeyDestroyed)?;
        let organisation = row.organisation_sealed.as_deref();
        let because = row.because_sealed.as_deref();
        let because = key.open_some("sending", "because_sealed", row.id, because)?;
        let ground = row.ground.as_deref().and_then(OverrideGround::parse);
        all.push(Sending {
            id: row.id,
            name: key.open("sending", "name_sealed", row.id, &row.name_sealed)?,
            organisation: key
                .open_some("sending", "organisation_sealed", row.id, organisation)?
                .unwrap_or_default(),
            received: Receives::parse(&row.received).ok_or(Error::NotFound)?,
            how: How::parse(&row.how).ok_or(Error::NotFound)?,
            sent_on: row.sent_on.to_jiff(),
            over: ground.zip(because).zip(row.manager).map(|((ground, because), by)| Decided {
                ground,
                because,
                by,
            }),
            recorded_at: row.recorded_at.to_jiff(),
            recorded_by: row.by,
        });
    }
    Ok(all)
}
