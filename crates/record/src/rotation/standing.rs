//! How far a change of master is.

use jiff::Timestamp;

use crate::{Result, Store};

/// What is under which master.
#[derive(Debug, PartialEq, Eq)]
pub struct Standing {
    /// How many data keys each master wrapped, by its fingerprint; most first.
    pub data_keys: Vec<(String, i64)>,
    /// Keyed hashes that are not known to be the current master's.
    pub hashes: i64,
    /// Unsent drafts that an email address finds only under another master.
    pub drafts: i64,
    /// When the last of those drafts expires.
    pub drafts_until: Option<Timestamp>,
    current: String,
}

impl Standing {
    /// Data keys that another master wrapped.
    pub fn data_keys_elsewhere(&self) -> i64 {
        self.data_keys.iter().filter(|(master, _)| *master != self.current).map(|(_, count)| count).sum()
    }

    /// Whether `kith keys rotate` has nothing left to do. Drafts are waited for, not changed.
    pub fn is_settled(&self) -> bool {
        self.data_keys_elsewhere() == 0 && self.hashes == 0
    }

    /// Whether former masters are no longer needed for anything in the databases themselves.
    pub fn needs_no_former(&self) -> bool {
        self.is_settled() && self.drafts == 0
    }
}

/// Counts.
pub async fn standing(store: &Store) -> Result<Standing> {
    let current = store.keyring().current().id().to_string();
    let data_keys = sqlx::query!(
        r#"select master_id, count(*) as "count!" from data_key group by master_id order by 2 desc, 1"#
    )
    .fetch_all(&store.keys)
    .await?;
    let hashes = sqlx::query_scalar!(
        r#"select (select count(*) from lookup.identifier_hash where master_id is distinct from $1)
                + (select count(*) from lookup.contact_hash where master_id is distinct from $1) as "count!""#,
        &current
    )
    .fetch_one(&store.pool)
    .await?;
    let drafts = sqlx::query!(
        r#"select count(*) as "count!", max(expires_at) as until from casework.draft
           where email_hash is not null and request_id is null and email_master_id is distinct from $1"#,
        &current
    )
    .fetch_one(&store.pool)
    .await?;
    Ok(Standing {
        data_keys: data_keys.into_iter().map(|row| (row.master_id, row.count)).collect(),
        hashes,
        drafts: drafts.count,
        drafts_until: drafts.until.map(|until| until.to_jiff()),
        current,
    })
}

/// Masters that wrapped keys on file and are not at hand: what they wrapped cannot be read. Empty while nothing is on file.
pub async fn missing_masters(store: &Store) -> Result<Vec<String>> {
    // Steps from one master to the next in the index, so that it costs as much as there are masters.
    let used = sqlx::query_scalar!(
        r#"with recursive used as (
               select min(master_id) as id from data_key
               union all
               select (select min(master_id) from data_key where master_id > used.id) from used where used.id is not null
           )
           select id as "id!" from used where id is not null"#
    )
    .fetch_all(&store.keys)
    .await?;
    let known: Vec<String> = store.keyring().ids().iter().map(ToString::to_string).collect();
    Ok(used.into_iter().filter(|id| !known.contains(id)).collect())
}
