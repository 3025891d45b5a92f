//! The typed columns of an entry: what law, clocks, worklists and returns read of it, in tables of its own
//! (`casework.entry_visit`, `casework.entry_visit_child` and so on, one for each owner of `law::form::typed::COLUMNS`).

use law::form::typed::{COLUMNS, Row};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Kind;
use super::begin::open_family;
use crate::access::{Permit, may};
use crate::{Result, Work};

/// Keeps the typed columns of an open entry as its answers stand now, in place of those kept before. Whoever saves an answer
/// that has a column calls it, so that a clock that runs from an agreement does not wait until the entry is finished.
pub async fn keep_typed(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    kind: Kind,
    rows: &[Row],
) -> Result<()> {
    open_family(work, permit, entry).await?;
    let rows: Vec<Value> =
        rows.iter().map(|row| json!({ "owner": row.owner, "columns": columns(entry, row) })).collect();
    let owners: Vec<String> = owners(kind);
    sqlx::query!("select casework.keep_typed($1, $2, $3)", entry, &owners, Value::Array(rows))
        .execute(work.sql())
        .await?;
    Ok(())
}

/// Deletes them, once the entry was taken out.
pub(super) async fn forget_typed(work: &mut Work, entry: Uuid) -> Result<()> {
    let all: Vec<String> = COLUMNS.iter().map(|(owner, _)| (*owner).to_owned()).collect();
    let none = Value::Array(Vec::new());
    sqlx::query!("select casework.keep_typed($1, $2, $3)", entry, &all, none).execute(work.sql()).await?;
    Ok(())
}

fn owners(kind: Kind) -> Vec<String> {
    let kind = law::form::KindOfRecord::ALL.into_iter().find(|known| known.word() == kind.code());
    kind.into_iter().flat_map(law::form::typed::owners_of).map(str::to_owned).collect()
}

fn columns(entry: Uuid, row: &Row) -> Map<String, Value> {
    let mut columns: Map<String, Value> =
        row.columns.iter().map(|(name, cell)| ((*name).to_owned(), json!(cell))).collect();
    columns.insert("entry_id".into(), json!(entry));
    if let Some(number) = row.number {
        columns.insert("number".into(), json!(number));
    }
    columns
}
