//! "These two records are the same person." A link above both: nothing in either changes, and it can be taken back at any time.
//!
//! While it stands, both are shown as one person ([`permits`]): for whoever may open both, and no further than they may. What is
//! written keeps the record it was written on. When the records part again ([`end`]), what was written in between is listed, and
//! somebody says of each whose it is ([`decide`]): a row, and never another foreign key.

mod decide;
mod end;
mod fact;
mod first;
mod link;
mod question;

pub use decide::{Verdict, decide};
pub(crate) use end::end_all;
pub use end::{Ended, end};
pub use fact::{Changed, FactKind, Said, unsure};
pub use first::{Choice, choices, show_first};
pub use link::{Kind, Link, NewLink, all, by_reference, find, link};
pub use question::{Fact, Question, What, of_person, waiting_for};

use uuid::Uuid;

use crate::access::may::OnPerson;
use crate::access::{Permit, of_same_person};
use crate::person::Identity;
use crate::{Error, Result, Work};

/// The same permit for each other record of the person, as far as the reader may open them. That they were looked at is on their
/// own records since [`crate::person::identity::of`] said who it is.
pub async fn permits<A: OnPerson>(
    work: &mut Work,
    permit: &Permit<A>,
    who: &Identity,
) -> Result<Vec<Permit<A>>> {
    if permit.person() != who.id {
        return Err(Error::NotFound);
    }
    let mut all = Vec::with_capacity(who.same_as.len());
    for (other, _) in &who.same_as {
        all.extend(of_same_person(work, permit, *other).await?);
    }
    Ok(all)
}

/// Whether these two are one person already, for whoever asks.
pub(crate) async fn are_one(work: &mut Work, one: Uuid, other: Uuid) -> Result<bool> {
    let row = sqlx::query_scalar!(r#"select $2::uuid = any (access.same_person($1)) as "one!""#, one, other);
    Ok(row.fetch_one(work.sql()).await?)
}
