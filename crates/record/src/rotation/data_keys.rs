//! Wrapping data keys again.

use keys::{RecordRef, WrappedKey};
use uuid::Uuid;

use super::Done;
use crate::{Result, Store};

/// Wraps every data key that another master wrapped, `rows` at a time.
pub(super) async fn rewrap_all(
    store: &Store,
    rows: i64,
    done: &mut Done,
    told: &mut (dyn FnMut(Done) + Send),
) -> Result<()> {
    let mut after = Uuid::nil();
    while let Some((last, count)) = rewrap(store, after, rows).await? {
        after = last;
        done.data_keys += count;
        told(*done);
    }
    Ok(())
}

/// One batch, of keys whose ids come after `after`: the last id looked at and how many were wrapped. Nothing at the end.
///
/// No key is missed by going through once: whoever adds one knows the current master, which is looked into at the start.
pub(super) async fn rewrap(store: &Store, after: Uuid, rows: i64) -> Result<Option<(Uuid, usize)>> {
    let current = store.keyring().current().id().to_string();
    let mut tx = store.keys.begin().await?;
    // Locked, so that one destroyed meanwhile is either seen here or gone; it never comes back.
    let found = sqlx::query!(
        "select id, version, master_id, wrapped, table_name, row_id from data_key
         where id > $1 and master_id <> $2 order by id limit $3 for update",
        after,
        &current,
        rows
    )
    .fetch_all(&mut *tx)
    .await?;
    let Some(last) = found.last().map(|row| row.id) else { return Ok(None) };
    let mut random = store.randomness();
    let (mut ids, mut wrapped) = (Vec::with_capacity(found.len()), Vec::with_capacity(found.len()));
    for row in found {
        let old = WrappedKey {
            id: row.id,
            version: row.version,
            master: row.master_id.parse()?,
            bytes: row.wrapped,
        };
        let place = RecordRef { table: &row.table_name, row: row.row_id };
        if let Some(new) = store.keyring().rewrap(&old, &place, &mut random)? {
            ids.push(new.id);
            wrapped.push(new.bytes);
        }
    }
    sqlx::query!(
        "update data_key k set wrapped = n.wrapped, master_id = $3
         from unnest($1::uuid[], $2::bytea[]) as n (id, wrapped) where k.id = n.id",
        &ids,
        &wrapped,
        &current
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Some((last, ids.len())))
}
