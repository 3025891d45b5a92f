//! One change of master at a time, and none that a running server could not follow.

use keys::Keyring;
use sqlx::{Connection, PgConnection};

use crate::{Result, Store};

/// The number of the lock in the key database. Any will do that nothing else there uses.
const NUMBER: i64 = 0x6b69_7468_0001;

/// Held while the master is being changed. The database gives it back when the connection ends, however it ends.
pub struct Lock(#[expect(dead_code, reason = "held, not read")] PgConnection);

impl Lock {
    /// Takes it, or nothing if somebody has it.
    pub async fn take(store: &Store) -> Result<Option<Lock>> {
        // A connection of its own: back in the pool, the lock would stay with whoever got it next.
        let mut connection = store.keys.acquire().await?.detach();
        let taken = sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "taken!""#, NUMBER)
            .fetch_one(&mut connection)
            .await?;
        if taken {
            return Ok(Some(Lock(connection)));
        }
        connection.close().await?;
        Ok(None)
    }
}

/// What connections to the key database are called: `kith` and the masters this process knows. Fingerprints are no secret.
pub fn application_name(keyring: &Keyring) -> String {
    let ids: Vec<String> = keyring.ids().iter().map(ToString::to_string).collect();
    format!("kith {}", ids.join("+"))
}

/// The names of other programs on the key database that do not know the current master: whatever is wrapped by it from now
/// on, they cannot read. A server that has no connection open at this moment is not seen.
pub async fn left_behind(store: &Store) -> Result<Vec<String>> {
    let names = sqlx::query_scalar!(
        r#"select distinct application_name as "name!" from pg_stat_activity
           where datname = current_database() and application_name like 'kith %'"#
    )
    .fetch_all(&store.keys)
    .await?;
    let current = store.keyring().current().id().to_string();
    Ok(names.into_iter().filter(|name| !name.contains(&current)).collect())
}
