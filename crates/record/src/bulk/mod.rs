//! Filling an empty record with Marlshire, in bulk: COPY into every table, sealed and hashed as if typed one by one.

mod batch;
mod line;
mod load;
mod staff;
mod table;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{Error, Result, Store};
use batch::{Batch, Sealer};

/// What to fill the record with.
#[derive(Clone)]
pub struct Plan {
    /// How many people, which seed, which day it is.
    pub settings: marlshire::Settings,
    /// The moment of seeding.
    pub now: Timestamp,
    /// Who gets a password and an authenticator.
    pub sign_ins: Vec<SignIn>,
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
        return Err(Error::Rule("There are people on file already: only an empty record can be seeded".into()));
    }
    let writer = store.clone();
    load::load(store, move |batches| write(&writer, &plan, &batches), progress).await
}

/// Bytes that make a batch worth sending.
const FULL: usize = 4 << 20;

fn write(store: &Store, plan: &Plan, batches: &tokio::sync::mpsc::Sender<Batch>) -> Result<()> {
    let mut sealer = Sealer::new(store, plan.now);
    let mut batch = Batch::new();
    for rows in marlshire::stream(&plan.settings) {
        staff::write(&mut batch, &mut sealer, &rows, &plan.sign_ins)?;
        batch.people += rows.people.len() as u64;
        if batch.size() >= FULL {
            let full = std::mem::replace(&mut batch, Batch::new());
            if batches.blocking_send(full).is_err() {
                // Nobody takes them any more: the other end says why.
                return Ok(());
            }
        }
    }
    let _ = batches.blocking_send(batch);
    Ok(())
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
