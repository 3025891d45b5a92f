//! A change of the master key while people work: every data key wrapped again, every keyed hash made again.
//!
//! It needs both masters: the new one as current, the old one as former. Every step is a transaction of its own that
//! leaves a record readable by whoever knows both, so it may be stopped anywhere and begun again; what is done already is
//! passed by. No sealed word is touched, and a key that is destroyed meanwhile stays destroyed: rows are changed, never
//! written anew.

mod data_keys;
mod hashes;
mod lock;
mod standing;

use jiff::Timestamp;
use ledger::{Action, Code};

use crate::{Actor, Result, Store, event};

pub use lock::{Lock, application_name, left_behind};
pub use standing::{Standing, missing_masters, standing};

/// What has been done so far.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// Data keys wrapped again.
    pub data_keys: usize,
    /// Keyed hashes of numbers, phone numbers and addresses made again.
    pub hashes: usize,
    /// Hashes whose number can no longer be read, because its key was destroyed. They are left as they are.
    pub unreadable: usize,
}

/// What came of it.
#[derive(Debug)]
pub enum Outcome {
    /// Somebody else is at it.
    Busy,
    /// These servers, by the masters they know, would not be able to read what is done here.
    LeftBehind(Vec<String>),
    /// Everything is under the current master.
    Done(Done),
}

/// Brings everything under the current master, `rows` at a time. `told` hears of every batch.
///
/// The ledger has an event when it begins and one when it has ended, each with the fingerprint of the master and, at the
/// end, with how much was done.
///
/// # Errors
/// [`crate::Error::Sealed`] if a key was wrapped by a master that is not at hand; what was done before stays done.
pub async fn run(
    store: &Store,
    now: &(dyn Fn() -> Timestamp + Sync),
    rows: i64,
    told: &mut (dyn FnMut(Done) + Send),
) -> Result<Outcome> {
    let Some(_lock) = Lock::take(store).await? else { return Ok(Outcome::Busy) };
    let behind = left_behind(store).await?;
    if !behind.is_empty() {
        return Ok(Outcome::LeftBehind(behind));
    }
    let mut done = Done::default();
    if standing(store).await?.is_settled() {
        return Ok(Outcome::Done(done));
    }
    note(store, now(), "begun", done).await?;
    data_keys::rewrap_all(store, rows, &mut done, told).await?;
    hashes::rehash_all(store, now, rows, &mut done, told).await?;
    note(store, now(), "ended", done).await?;
    Ok(Outcome::Done(done))
}

async fn note(store: &Store, now: Timestamp, stage: &'static str, done: Done) -> Result<()> {
    let mut work = store.begin(Actor::System("keys"), now).await?;
    let master = format!("master-{}", store.keyring().current().id());
    let master = Code::from_pack(&master).expect("a fingerprint is hexadecimal digits");
    let mut note = event::note(Action::Configured)
        .code("setting", Code::of("master-key"))
        .code("stage", Code::of(stage))
        .code("master", master);
    if stage == "ended" {
        note = note.count("data_keys", done.data_keys).count("hashes", done.hashes);
    }
    event::record(&mut work, note).await?;
    work.commit().await
}
