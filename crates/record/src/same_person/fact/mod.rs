//! What is recorded of somebody besides what was written: names, homes, numbers, relatives, schools. What of it changed while two records
//! were one is listed when they are two again, and somebody says of each whose it is.
//!
//! Nothing recorded is rewritten. What turns out to be the other's is recorded again on their record, ends on this one as any correction
//! does, and what it had taken the place of is put back. Birth, death and what is recorded about somebody have one newest row each; of
//! these each change is asked about, and the newest row is made of the changes that are theirs ([`single`]).

mod ask;
mod chain;
mod decide;
mod kind;
mod read;
mod repeat;
mod sealed;
mod single;

pub(super) use ask::ask;
pub(super) use decide::decide;
pub use kind::FactKind;
pub use read::{Changed, Said};
pub(super) use read::{Waiting, said};

use uuid::Uuid;

use crate::access::{Permit, may::ReadsPerson};
use crate::{Error, Result, Work};

/// What of what is recorded of the permit's person may be another's: the rows, with what they are.
pub async fn unsure(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<(FactKind, Uuid)>> {
    let rows = sqlx::query!(
        "select u.kind, u.row_id from casework.unmerged_fact u where u.person_id = $1 and u.change <> 'ended'
           and not exists (select 1 from casework.fact_decision d where d.fact_id = u.id)",
        permit.person()
    );
    let rows = rows.fetch_all(work.sql()).await?;
    rows.into_iter().map(|row| Ok((FactKind::of(&row.kind).ok_or(Error::NotFound)?, row.row_id))).collect()
}
