//! A person: names over time, birth, addresses, contact details, identifiers.
//!
//! Nothing is overwritten. A correction is a new row, and the old one is marked superseded; whoever corrects names the
//! row they saw, and if it is no longer current they get [`crate::Error::Stale`].

pub mod address;
pub mod birth_date;
pub mod born;
pub mod contact_detail;
pub mod create;
pub mod identifier;
pub mod identity;
pub mod name;
pub mod network;
pub mod other;
pub mod overview;
pub mod profile;
pub mod responsibility;
pub mod school;

pub use create::{NewPerson, create, from_subject};
pub use identity::Identity;
pub use other::{Other, OtherShown};

use uuid::Uuid;

use crate::work::RecordKey;
use crate::{Result, Work};

/// The key that seals what is said of a person.
pub(crate) async fn key(work: &mut Work, person: Uuid) -> Result<RecordKey> {
    let id = sqlx::query_scalar!("select key_id from casework.person where id = $1", person)
        .fetch_one(work.sql())
        .await?;
    work.key(id).await
}
