//! Indexes are built after the rows are in: one sort instead of millions of insertions. Unique ones stay, because they
//! keep the rows right.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::Result;

/// Drops the plain indexes of the record and gives the statements that make them again.
///
/// Within the seed's transaction: whatever stops the seed also brings the indexes back.
pub(super) async fn set_aside(record: &mut PgConnection) -> Result<Vec<String>> {
    let indexes = sqlx::query!(
        r#"select n.nspname || '.' || c.relname as "name!", pg_get_indexdef(c.oid) as "definition!"
           from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
           where n.nspname in ('lookup', 'casework', 'access', 'audit') and not i.indisunique"#
    )
    .fetch_all(&mut *record)
    .await?;
    let mut definitions = Vec::with_capacity(indexes.len());
    for index in indexes {
        // Names and definitions are the database's own.
        sqlx::raw_sql(AssertSqlSafe(format!("drop index {}", index.name))).execute(&mut *record).await?;
        definitions.push(index.definition);
    }
    Ok(definitions)
}

/// Makes them again.
pub(super) async fn restore(record: &mut PgConnection, definitions: Vec<String>) -> Result<()> {
    sqlx::raw_sql("set local maintenance_work_mem = '256MB'").execute(&mut *record).await?;
    for definition in definitions {
        sqlx::raw_sql(AssertSqlSafe(definition)).execute(&mut *record).await?;
    }
    Ok(())
}
