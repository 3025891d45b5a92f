//! Whether the sealed words of events are under their own keys.

use std::collections::HashMap;

use uuid::Uuid;

use super::Finding;
use crate::{Result, Store};

/// A line's event and the data key its row names, none if it has words and no key. The key is not part of the leaf, so
/// it is looked up: it must be there and be that event's.
pub(super) async fn elsewhere(store: &Store, named: &[(u64, Uuid, Option<Uuid>)]) -> Result<Vec<Finding>> {
    let ids: Vec<Uuid> = named.iter().filter_map(|(_, _, key)| *key).collect();
    let mut rows = HashMap::new();
    if !ids.is_empty() {
        let found = sqlx::query!("select id, table_name, row_id from data_key where id = any($1)", &ids)
            .fetch_all(&store.keys)
            .await?;
        rows.extend(
            found.into_iter().filter(|row| row.table_name == "event").map(|row| (row.id, row.row_id)),
        );
    }
    let is_its_own = |event: &Uuid, key: &Option<Uuid>| key.is_some_and(|key| rows.get(&key) == Some(event));
    let wrong = named.iter().filter(|(_, event, key)| !is_its_own(event, key));
    Ok(wrong.map(|(line, ..)| Finding::KeyElsewhere(*line)).collect())
}
