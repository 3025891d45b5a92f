//! Grants: who may open which person, because of what happened in casework. Never typed in by the reader.

use ::access::{Grant, GrantKind};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Result, Work};

/// How long access for one task lasts: two weeks.
pub const TASK: SignedDuration = SignedDuration::from_hours(24 * 14);

/// Who holds a grant.
#[derive(Debug, Clone, Copy)]
pub enum Holder {
    /// One officer.
    Account(Uuid),
    /// Everybody in a team while they are in it.
    Team(Uuid),
}

/// A grant to give.
pub struct NewGrant {
    /// To whom.
    pub holder: Holder,
    /// To open whom.
    pub person: Uuid,
    /// Because of what.
    pub kind: GrantKind,
    /// The casework row it comes from: its table and id.
    pub source: (&'static str, Uuid),
    /// Until when, if there is an end in sight.
    pub valid_until: Option<Timestamp>,
}

/// Gives a grant from this moment.
pub(crate) async fn give(work: &mut Work, new: &NewGrant) -> Result<()> {
    let now = work.now();
    give_from(work, new, now).await
}

/// Gives a grant that opens nothing before a moment.
pub(crate) async fn give_from(work: &mut Work, new: &NewGrant, from: Timestamp) -> Result<()> {
    let id = work.new_id();
    let ends = ends(new.kind, from, new.valid_until);
    let (account, team) = match new.holder {
        Holder::Account(account) => (Some(account), None),
        Holder::Team(team) => (None, Some(team)),
    };
    sqlx::query!(
        "insert into access.access_grant (id, account_id, team_id, person_id, kind, source_kind, source_id, valid_from,
                                          valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        account,
        team,
        new.person,
        new.kind.code(),
        new.source.0,
        new.source.1,
        from.to_sqlx(),
        ends.map(|at| at.to_sqlx()) as _
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// When a grant given or reviewed at this moment ends: as asked, and never later than the policies let its kind last. Row-level
/// security goes by this column alone.
pub(crate) fn ends(kind: GrantKind, now: Timestamp, valid_until: Option<Timestamp>) -> Option<Timestamp> {
    let grant = Grant {
        holder: ::access::Holder::Account(String::new()),
        kind,
        source: String::new(),
        valid_from: now,
        valid_until,
        reviewed: None,
    };
    grant.ends()
}

/// Ends every grant that came from a casework row.
pub(crate) async fn end_from(work: &mut Work, source: Uuid) -> Result<()> {
    sqlx::query!(
        "update access.access_grant set ended_at = $2 where source_id = $1 and ended_at is null",
        source,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}
