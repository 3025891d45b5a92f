//! Filling an empty record with Marlshire, in bulk: COPY into every table, sealed and hashed as if typed one by one.

mod answers;
mod batch;
mod desk;
mod events;
mod home;
mod involvement;
pub(crate) mod line;
mod load;
mod person;
mod request;
mod safety;
mod said;
mod set_aside;
mod staff;
mod stamp;
mod table;
#[cfg(test)]
mod tests;
mod ties;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use law::pack::Pack;
use marlshire::Rows;
use tokio::sync::mpsc::Sender;
use uuid::Uuid;

use crate::{Error, Result, Store};
use batch::{Batch, Sealer};
use events::Lookers;
#[cfg(any(test, feature = "testing"))]
pub(crate) use load::copy_events;
use stamp::Stamp;

/// What to fill the record with.
#[derive(Clone)]
pub struct Plan {
    /// How many people, which seed, which day it is.
    pub settings: marlshire::Settings,
    /// The pack in force, and the version it is stored as.
    pub pack: Pack,
    /// See `pack`.
    pub pack_version: Uuid,
    /// The moment of seeding.
    pub now: Timestamp,
    /// Who gets a password and an authenticator.
    pub sign_ins: Vec<SignIn>,
    /// How many events of the past the ledger gets.
    pub events: u64,
}

/// A way in for one member of staff.
#[derive(Clone)]
pub struct SignIn {
    /// Whose.
    pub account: Uuid,
    /// Argon2id hash.
    pub password_hash: String,
    /// Secret shared with the authenticator app.
    pub totp_secret: Vec<u8>,
}

/// What was written.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// People.
    pub people: u64,
    /// Rows, by table.
    pub rows: BTreeMap<&'static str, u64>,
}

impl Counts {
    /// Rows of all tables.
    pub fn total(&self) -> u64 {
        self.rows.values().sum()
    }
}

/// Whether somebody is on file already: a person or a member of staff.
pub async fn is_inhabited(store: &Store) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from casework.person) or exists (select 1 from access.account) as "some!""#
    )
    .fetch_one(&store.pool)
    .await?)
}

/// Whether anybody of the cast can sign in: their passwords are in the program for everybody to read.
pub async fn has_demo_accounts(store: &Store) -> Result<bool> {
    let cast: Vec<Uuid> = marlshire::cast::STAFF.iter().map(|member| member.id).collect();
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from access.account where id = any($1) and password_hash is not null
                          and ended_at is null) as "some!""#,
        &cast
    )
    .fetch_one(&store.pool)
    .await?)
}

/// Fills an empty record. All of it or nothing: a seed that is stopped half-way leaves the record empty.
///
/// `progress` is told the number of people written so far.
pub async fn seed(store: &Store, plan: Plan, progress: impl FnMut(u64)) -> Result<Counts> {
    if is_inhabited(store).await? {
        return Err(Error::Rule(
            "There are people on file already: only an empty record can be seeded".into(),
        ));
    }
    let (writer, now) = (store.clone(), plan.now);
    let counts = load::load(store, move |batches| write(&writer, &plan, &batches), progress).await?;
    crate::matching::catch_up(store, now).await?;
    Ok(counts)
}

/// Bytes that make a batch worth sending.
const FULL: usize = 4 << 20;

/// The generator's end: rows become lines, and lines batches.
fn write(store: &Store, plan: &Plan, batches: &Sender<Batch>) -> Result<()> {
    let stamp = Stamp::new(&plan.pack, plan.pack_version, plan.now)?;
    let mut sealer = Sealer::new(store, plan.now);
    let mut batch = Batch::new();
    let mut cast = Lookers::default();
    for rows in marlshire::stream(&plan.settings) {
        write_rows(&mut batch, &mut sealer, &rows, plan, &stamp)?;
        cast.add(&rows, &stamp)?;
        if !send_if_full(&mut batch, batches) {
            return Ok(());
        }
    }
    for place in 0..plan.events {
        events::write(&mut batch, &mut sealer, &cast, plan.now, place, plan.events);
        if !send_if_full(&mut batch, batches) {
            return Ok(());
        }
    }
    // Nobody takes it only if the other end has failed, and that says why.
    let _ = batches.blocking_send(batch);
    Ok(())
}

fn write_rows(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, plan: &Plan, stamp: &Stamp) -> Result<()> {
    staff::write(batch, sealer, rows, &plan.sign_ins)?;
    let people = person::write(batch, sealer, rows, stamp)?;
    home::write(batch, sealer, rows, &people, stamp)?;
    ties::write(batch, sealer, rows, &people, stamp)?;
    safety::write(batch, sealer, rows, stamp)?;
    request::write(batch, sealer, rows, stamp)?;
    involvement::write(batch, sealer, rows, stamp)?;
    batch.people += rows.people.len() as u64;
    Ok(())
}

/// Sends the batch once it is worth it. False when nobody takes batches any more: the other end says why.
fn send_if_full(batch: &mut Batch, batches: &Sender<Batch>) -> bool {
    if batch.size() < FULL {
        return true;
    }
    batches.blocking_send(std::mem::replace(batch, Batch::new())).is_ok()
}

/// The first moment of a day in Marlshire.
fn day(date: Date) -> Result<Timestamp> {
    moment(date.at(0, 0, 0, 0))
}

/// A local time in Marlshire as a moment.
fn moment(local: jiff::civil::DateTime) -> Result<Timestamp> {
    let zone = law::clocks::london();
    zone.to_timestamp(local).map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
}

/// The generator's rows do not hold together: a mistake of ours.
fn not_met(what: &'static str) -> Error {
    Error::Database(sqlx::Error::Decode(format!("a seeded row refers to {what} that is not there").into()))
}
