//! Lines that are said to be erased.

use std::collections::BTreeMap;

use ::ledger::{Action, Detail};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::{self, Columns};
use super::upper::Tree;
use super::{Finding, Report};
use crate::Result;
use crate::ledger::erase;

/// Which lines, and by which event.
pub(super) async fn read(sql: &mut PgConnection) -> Result<BTreeMap<u64, Uuid>> {
    let rows = sqlx::query!("select index, by_event from audit.erased").fetch_all(sql).await?;
    Ok(rows.into_iter().map(|row| (row.index as u64, row.by_event)).collect())
}

/// Each must be named by the event it says, and that event be an unchanged line of the tree (or about to be one).
pub(super) async fn check(
    sql: &mut PgConnection,
    erased: &BTreeMap<u64, Uuid>,
    tree: &Tree,
    report: &mut Report,
) -> Result<()> {
    let mut of_event: BTreeMap<Uuid, Vec<u64>> = BTreeMap::new();
    for (line, event) in erased {
        of_event.entry(*event).or_default().push(*line);
    }
    for (event, lines) in of_event {
        let named = named_by(sql, event, tree).await?;
        for line in lines.into_iter().filter(|line| !named.contains(&erase::code(*line).to_string())) {
            report.add(Finding::ErasedWithoutAuthority(line));
        }
    }
    Ok(())
}

/// The lines that an event erased, as codes. None if it is no such event.
async fn named_by(sql: &mut PgConnection, event: Uuid, tree: &Tree) -> Result<Vec<String>> {
    let found = sqlx::query_as!(
        Columns,
        r#"select e.id, e.at as "at: _", e.actor_kind, e.actor_id, e.action, e.level, e.subject_kind, e.subject_id,
               e.basis, e.details, e.words_sealed, e.salt, l.index as "index?"
           from audit.event e left join audit.leaf l using (seq) left join audit.waiting w using (seq)
           where e.id = $1 and (l.seq is not null or w.seq is not null)"#,
        event
    )
    .fetch_optional(sql)
    .await?;
    let Some(found) = found.filter(|row| row.index.is_none_or(|line| !tree.changed.contains(&(line as u64))))
    else {
        return Ok(Vec::new());
    };
    match row::event(&found) {
        Ok(event) if event.action() == Action::Destroyed => match event.details().get(erase::LINES) {
            Some(Detail::Fields(lines)) => Ok(lines.iter().map(ToString::to_string).collect()),
            _ => Ok(Vec::new()),
        },
        _ => Ok(Vec::new()),
    }
}
