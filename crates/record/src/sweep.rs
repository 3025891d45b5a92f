//! Data keys that open nothing: destroyed with what they sealed, or left over from a transaction that never committed.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::{Result, Store};

/// Every table whose rows have a data key, by the name the key was made for.
const SEALED: &[(&str, &str)] = &[
    ("account", "access.account"),
    ("challenge", "access.challenge"),
    ("passkey", "access.passkey"),
    ("review_decision", "access.review_decision"),
    ("review_item", "access.review_item"),
    ("sealed_opening", "access.sealed_opening"),
    ("audit_sample", "casework.audit_sample"),
    ("belonging", "casework.belonging"),
    ("chronology_row", "casework.chronology_row"),
    ("draft", "casework.draft"),
    ("duplicate_reading", "casework.duplicate_reading"),
    ("entry", "casework.entry"),
    ("entry_file", "casework.entry_file"),
    ("entry_removal", "casework.entry_removal"),
    ("event", "audit.event"),
    ("fact_decision", "casework.fact_decision"),
    ("mail", "work.mail"),
    ("network_tie", "casework.network_tie"),
    ("pause", "casework.pause"),
    ("person", "casework.person"),
    ("request", "casework.request"),
    ("restriction", "casework.restriction"),
    ("same_person_link", "casework.same_person_link"),
    ("sending", "casework.sending"),
    ("shown_first_choice", "casework.shown_first_choice"),
    ("rights_request", "casework.rights_request"),
    ("service_involvement", "casework.service_involvement"),
    ("step", "casework.step"),
    ("sustained_check", "casework.sustained_check"),
    ("upload", "casework.upload"),
    ("warning_note", "casework.warning_note"),
];

/// A key this old whose row is not there will never have one: no transaction lasts a day.
const OLD_ENOUGH: SignedDuration = SignedDuration::from_hours(24);
/// Keys older than this were looked at on the nights before.
const LOOKED_AT_BEFORE: SignedDuration = SignedDuration::from_hours(24 * 9);
/// More orphans than this in a week are no accident of single transactions.
const MOST: usize = 100;

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub enum Orphans {
    /// These open nothing.
    Found(Vec<Uuid>),
    /// So many that something else is wrong: a person must look before anything is destroyed.
    TooMany(usize),
}

/// Destroys data keys. What they sealed is unreadable from this moment, in every copy of the record.
pub async fn destroy(store: &Store, keys: &[Uuid]) -> Result<u64> {
    if keys.is_empty() {
        return Ok(0);
    }
    Ok(sqlx::query!("delete from data_key where id = any($1)", keys)
        .execute(&store.keys)
        .await?
        .rows_affected())
}

/// Keys made between a day and nine days ago whose row does not exist.
pub async fn orphans(store: &Store, now: Timestamp) -> Result<Orphans> {
    let mut found = Vec::new();
    for (name, table) in SEALED {
        let keys = sqlx::query!(
            "select id, row_id from data_key where table_name = $1 and created_at between $2 and $3",
            *name,
            (now - LOOKED_AT_BEFORE).to_sqlx(),
            (now - OLD_ENOUGH).to_sqlx()
        )
        .fetch_all(&store.keys)
        .await?;
        for page in keys.chunks(10_000) {
            let rows: Vec<Uuid> = page.iter().map(|key| key.row_id).collect();
            let there = existing(store, table, &rows).await?;
            found.extend(page.iter().filter(|key| !there.contains(&key.row_id)).map(|key| key.id));
        }
    }
    Ok(if found.len() > MOST { Orphans::TooMany(found.len()) } else { Orphans::Found(found) })
}

async fn existing(store: &Store, table: &str, rows: &[Uuid]) -> Result<std::collections::HashSet<Uuid>> {
    // `table` is one of the names above.
    let statement = AssertSqlSafe(format!("select id from {table} where id = any($1)"));
    let there: Vec<Uuid> = sqlx::query_scalar(statement).bind(rows).fetch_all(&store.pool).await?;
    Ok(there.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, TestRecord, fresh};

    async fn key_without_row(record: &TestRecord, table: &str, hours_ago: i64) -> Uuid {
        let id = record.store.new_id();
        sqlx::query(
            "insert into data_key (id, version, master_id, wrapped, table_name, row_id, created_at)
             values ($1, 1, '0', '', $2, $3, $4)",
        )
        .bind(id)
        .bind(table)
        .bind(record.store.new_id())
        .bind((NOW - SignedDuration::from_hours(hours_ago)).to_sqlx())
        .execute(&record.store.keys)
        .await
        .unwrap();
        id
    }

    #[tokio::test]
    async fn only_old_keys_of_rows_that_are_not_there_are_orphans() {
        let record = fresh().await;
        sqlx::query("update data_key set created_at = $1")
            .bind((NOW - SignedDuration::from_hours(48)).to_sqlx())
            .execute(&record.store.keys)
            .await
            .unwrap();
        assert_eq!(
            orphans(&record.store, NOW).await.unwrap(),
            Orphans::Found(Vec::new()),
            "the cast's accounts exist"
        );
        let orphan = key_without_row(&record, "request", 25).await;
        key_without_row(&record, "request", 23).await;
        key_without_row(&record, "something of another version", 48).await;
        assert_eq!(orphans(&record.store, NOW).await.unwrap(), Orphans::Found(vec![orphan]));
        assert_eq!(destroy(&record.store, &[orphan]).await.unwrap(), 1);
        assert_eq!(orphans(&record.store, NOW).await.unwrap(), Orphans::Found(Vec::new()));
    }

    #[tokio::test]
    async fn many_orphans_at_once_are_left_for_a_person() {
        let record = fresh().await;
        for _ in 0..=MOST {
            key_without_row(&record, "person", 30).await;
        }
        assert_eq!(orphans(&record.store, NOW).await.unwrap(), Orphans::TooMany(MOST + 1));
    }

    #[tokio::test]
    async fn every_table_with_a_key_is_looked_at() {
        let record = fresh().await;
        let mut tables = record
            .sql(
                "select table_schema || '.' || table_name from information_schema.columns
                 where column_name = 'key_id' and table_schema in ('access', 'audit', 'casework', 'lookup', 'work')",
            )
            .await
            .unwrap();
        tables.sort();
        let mut known: Vec<&str> = SEALED.iter().map(|(_, table)| *table).collect();
        known.sort();
        assert_eq!(tables, known);
    }
}
