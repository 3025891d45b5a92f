//! The pack in force: the one that dates are worked out under and pages are printed from.

use std::collections::BTreeMap;

use law::pack::Pack;
use law::retention::Schedule;
use uuid::Uuid;

use crate::{Result, Store};

/// A pack's schedule, and the version it is stored as.
pub struct InForce {
    /// The classes of its notices.
    pub schedule: Schedule,
    /// Its `pack_version`.
    pub version: Uuid,
}

impl InForce {
    /// Of a pack stored as `version`.
    pub fn of(pack: &Pack, version: Uuid) -> InForce {
        InForce { schedule: Schedule::of_pack(pack), version }
    }
}

/// The pack that was put in force last: its version and its files.
pub async fn newest(store: &Store) -> Result<Option<(Uuid, BTreeMap<String, String>)>> {
    let row = sqlx::query!(
        "select v.id, v.files from casework.pack_in_force f join casework.pack_version v on v.id = f.pack_version_id
         order by f.put_at desc, f.id limit 1"
    )
    .fetch_optional(&store.pool)
    .await?;
    Ok(row.map(|row| (row.id, serde_json::from_value(row.files).unwrap_or_default())))
}
