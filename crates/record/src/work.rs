//! One piece of work: a transaction, who asks, and the moment it happens at.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use keys::{DataKey, Place, RecordRef, WrappedKey};
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use crate::{Actor, Error, Result, Store};

/// Passed to every function that reads or changes the record. Dropping it undoes everything.
pub struct Work {
    store: Store,
    tx: Transaction<'static, Postgres>,
    actor: Actor,
    now: Timestamp,
    new_keys: Vec<(WrappedKey, &'static str, Uuid)>,
    lives: BTreeSet<Uuid>,
    found_by: BTreeSet<Uuid>,
    leaves: Vec<ledger::tree::Hash>,
}

/// The open data key of one record.
pub struct RecordKey {
    key: DataKey,
}

impl Work {
    pub(crate) fn new(
        store: Store,
        tx: Transaction<'static, Postgres>,
        actor: Actor,
        now: Timestamp,
    ) -> Work {
        Work {
            store,
            tx,
            actor,
            now,
            new_keys: Vec::new(),
            lives: BTreeSet::new(),
            found_by: BTreeSet::new(),
            leaves: Vec::new(),
        }
    }

    /// When this happens. The only clock anything in this crate reads.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Who asks.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The signed-in officer. Refuses the public and the system.
    pub fn staff(&self) -> Result<&crate::Staff> {
        match &self.actor {
            Actor::Staff(staff) => Ok(staff),
            _ => Err(Error::Refused(crate::Refusal::NoNeedToKnow)),
        }
    }

    /// The store this work belongs to.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// A fresh random id.
    pub fn new_id(&self) -> Uuid {
        self.store.new_id()
    }

    pub(crate) fn sql(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Makes the data key of a new record. It reaches the key database just before the record commits, so a record
    /// never exists without its key; a key whose record failed to commit seals nothing and is swept.
    pub(crate) fn new_key(&mut self, table: &'static str, row: Uuid) -> RecordKey {
        let mut random = self.store.randomness();
        let key = DataKey::generate(1, &mut random);
        self.new_keys.push((
            self.store.keyring.wrap(&key, &RecordRef { table, row }, &mut random),
            table,
            row,
        ));
        RecordKey { key }
    }

    /// Fetches and unwraps one data key.
    pub(crate) async fn key(&mut self, id: Uuid) -> Result<RecordKey> {
        let mut keys = self.keys(&[id]).await?;
        keys.remove(&id).ok_or(Error::KeyDestroyed)
    }

    /// Fetches and unwraps several data keys in one question. Destroyed ones are simply absent.
    pub(crate) async fn keys(&mut self, ids: &[Uuid]) -> Result<HashMap<Uuid, RecordKey>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = sqlx::query!(
            "select id, version, master_id, wrapped, table_name, row_id from data_key where id = any($1)",
            ids
        )
        .fetch_all(&self.store.keys)
        .await?;
        let mut found = HashMap::with_capacity(rows.len());
        for row in rows {
            let master = row.master_id.parse()?;
            let wrapped = WrappedKey { id: row.id, version: row.version, master, bytes: row.wrapped };
            let place = RecordRef { table: &row.table_name, row: row.row_id };
            found.insert(row.id, RecordKey { key: self.store.keyring.unwrap(&wrapped, &place)? });
        }
        for (wrapped, table, row) in self.new_keys.iter().filter(|(wrapped, ..)| ids.contains(&wrapped.id)) {
            let place = RecordRef { table, row: *row };
            found.insert(wrapped.id, RecordKey { key: self.store.keyring.unwrap(wrapped, &place)? });
        }
        Ok(found)
    }

    /// Seals words into a column of a row.
    pub(crate) fn seal(
        &self,
        key: &RecordKey,
        table: &str,
        column: &str,
        row: Uuid,
        words: impl AsRef<[u8]>,
    ) -> Result<Vec<u8>> {
        let place = Place { table, column, row };
        Ok(keys::seal(&key.key, &place, words.as_ref(), &mut self.store.randomness())?)
    }

    /// As [`Work::seal`], for words that may be absent.
    pub(crate) fn seal_some(
        &self,
        key: &RecordKey,
        table: &str,
        column: &str,
        row: Uuid,
        words: Option<impl AsRef<[u8]>>,
    ) -> Result<Option<Vec<u8>>> {
        words.map(|words| self.seal(key, table, column, row, words)).transpose()
    }

    /// Something that retention counts from has changed for somebody: their date is worked out again before this commits.
    pub(crate) fn life_changed(&mut self, person: Uuid) {
        self.lives.insert(person);
    }

    /// A name, a birth or a home of somebody has changed: what they are found by is worked out again before this commits.
    pub(crate) fn found_by_changed(&mut self, person: Uuid) {
        self.found_by.insert(person);
    }

    /// What is left to do is Kith's own: row-level security no longer asks what the officer may see.
    async fn go_on_as_kith(&mut self) -> Result<()> {
        sqlx::raw_sql("set local role kith_system").execute(self.sql()).await?;
        Ok(())
    }

    /// An event of this leaf was written: once it is kept, it is promised.
    pub(crate) fn wrote(&mut self, leaf: ledger::tree::Hash) {
        self.leaves.push(leaf);
    }

    /// Keeps everything done: the keys first, then the record.
    pub async fn commit(mut self) -> Result<()> {
        let lives: Vec<Uuid> = std::mem::take(&mut self.lives).into_iter().collect();
        if !lives.is_empty() {
            // Dates rest on a whole life, also on what this officer may not read.
            self.go_on_as_kith().await?;
            crate::retention::refresh(&mut self, &lives).await?;
        }
        let found_by: Vec<Uuid> = std::mem::take(&mut self.found_by).into_iter().collect();
        if !found_by.is_empty() {
            self.go_on_as_kith().await?;
            crate::matching::refresh(&mut self, &found_by).await?;
        }
        // Not by #[cfg]: what only a debug build does must still compile in a release.
        if cfg!(debug_assertions) {
            self.go_on_as_kith().await?;
            crate::retention::nobody_is_forgotten(&mut self).await?;
            crate::matching::nobody_is_forgotten(&mut self).await?;
        }
        if !self.new_keys.is_empty() {
            store_keys(&self.store, &self.new_keys, self.now).await?;
        }
        self.tx.commit().await?;
        crate::ledger::receipt::promise(self.leaves);
        Ok(())
    }
}

impl RecordKey {
    /// What the record's `key_id` column holds.
    pub(crate) fn id(&self) -> Uuid {
        self.key.id()
    }

    /// Opens sealed words from the column and row they were sealed for.
    pub(crate) fn open(&self, table: &str, column: &str, row: Uuid, sealed: &[u8]) -> Result<String> {
        String::from_utf8(self.open_bytes(table, column, row, sealed)?)
            .map_err(|_| Error::Sealed(keys::Error::CannotOpen))
    }

    /// As [`RecordKey::open`], for what is not words.
    pub(crate) fn open_bytes(&self, table: &str, column: &str, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>> {
        Ok(keys::open(&self.key, &Place { table, column, row }, sealed)?.to_vec())
    }

    /// As [`RecordKey::open`], for words that may be absent.
    pub(crate) fn open_some(
        &self,
        table: &str,
        column: &str,
        row: Uuid,
        sealed: Option<&[u8]>,
    ) -> Result<Option<String>> {
        sealed.map(|sealed| self.open(table, column, row, sealed)).transpose()
    }
}

async fn store_keys(store: &Store, keys: &[(WrappedKey, &'static str, Uuid)], now: Timestamp) -> Result<()> {
    use jiff_sqlx::ToSqlx;
    let ids: Vec<Uuid> = keys.iter().map(|(key, ..)| key.id).collect();
    let versions: Vec<i32> = keys.iter().map(|(key, ..)| key.version).collect();
    let masters: Vec<String> = keys.iter().map(|(key, ..)| key.master.to_string()).collect();
    let wrapped: Vec<Vec<u8>> = keys.iter().map(|(key, ..)| key.bytes.clone()).collect();
    let tables: Vec<String> = keys.iter().map(|(_, table, _)| table.to_string()).collect();
    let rows: Vec<Uuid> = keys.iter().map(|(.., row)| *row).collect();
    sqlx::query!(
        "insert into data_key (id, version, master_id, wrapped, table_name, row_id, created_at)
         select *, $7 from unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[], $5::text[], $6::uuid[])",
        &ids,
        &versions,
        &masters,
        &wrapped,
        &tables,
        &rows,
        now.to_sqlx()
    )
    .execute(&store.keys)
    .await?;
    Ok(())
}
