//! Indexes and foreign keys are made after the rows are in: one sort or one join each, instead of millions of insertions and
//! look-ups. Making them again checks every row. Unique indexes stay, because they keep the rows right.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::Result;

/// What was taken out, as statements that make it again.
pub(super) struct SetAside {
    statements: Vec<String>,
}

/// Drops the plain indexes and the foreign keys of the record.
///
/// Within the seed's transaction: whatever stops the seed also brings them back.
pub(super) async fn set_aside(record: &mut PgConnection) -> Result<SetAside> {
    let indexes = sqlx::query!(
        r#"select n.nspname || '.' || c.relname as "name!", pg_get_indexdef(c.oid) as "definition!"
           from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
           where n.nspname in ('lookup', 'casework', 'access', 'audit') and not i.indisunique"#
    )
    .fetch_all(&mut *record)
    .await?;
    let foreign_keys = sqlx::query!(
        r#"select c.conrelid::regclass::text as "table!", quote_ident(c.conname) as "name!",
               pg_get_constraintdef(c.oid) as "definition!"
           from pg_constraint c join pg_namespace n on n.oid = c.connamespace
           where n.nspname in ('lookup', 'casework', 'access', 'audit') and c.contype = 'f'"#
    )
    .fetch_all(&mut *record)
    .await?;
    // Names and definitions are the database's own.
    let mut statements = Vec::with_capacity(indexes.len() + foreign_keys.len());
    for index in indexes {
        sqlx::raw_sql(AssertSqlSafe(format!("drop index {}", index.name))).execute(&mut *record).await?;
        statements.push(index.definition);
    }
    for key in foreign_keys {
        let drop = format!("alter table {} drop constraint {}", key.table, key.name);
        sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut *record).await?;
        statements.push(format!("alter table {} add constraint {} {}", key.table, key.name, key.definition));
    }
    Ok(SetAside { statements })
}

/// Makes them again.
///
/// # Errors
/// A row that names another that is not there.
pub(super) async fn restore(record: &mut PgConnection, set_aside: SetAside) -> Result<()> {
    sqlx::raw_sql("set local maintenance_work_mem = '256MB'; set local work_mem = '64MB'")
        .execute(&mut *record)
        .await?;
    for statement in set_aside.statements {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *record).await?;
    }
    Ok(())
}
