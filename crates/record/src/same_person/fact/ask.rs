//! Listing what changed while a link stood.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::FactKind;
use super::chain::{Row, changes};
use crate::{Error, Result, Work};

/// Lists it. Gives how much there is.
pub(in crate::same_person) async fn ask(work: &mut Work, link: Uuid) -> Result<usize> {
    let rows = sqlx::query!(
        r#"select kind as "kind!", row_id as "row_id!", slot as "slot!", person_id as "person_id!", other_id as "other_id!",
               recorded_at as "recorded_at!", first_at as "first_at!", recorded_by, superseded_at, superseded_by,
               is_new as "is_new!", is_ended as "is_ended!"
           from casework.facts_to_decide($1) where recorded_at is not null order by first_at, row_id"#,
        link
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|row| {
            Ok(Row {
                kind: FactKind::of(&row.kind).ok_or(Error::NotFound)?,
                id: row.row_id,
                slot: row.slot,
                person: row.person_id,
                other: row.other_id,
                recorded_at: row.recorded_at.to_jiff(),
                first_at: row.first_at.to_jiff(),
                recorded_by: row.recorded_by,
                superseded_at: row.superseded_at.map(|at| at.to_jiff()),
                superseded_by: row.superseded_by,
                is_new: row.is_new,
                is_ended: row.is_ended,
            })
        })
        .collect::<Result<_>>()?;
    let all = changes(&rows);
    let (now, staff) = (work.now().to_sqlx(), work.staff()?.account);
    for change in &all {
        let id = work.new_id();
        sqlx::query!(
            "insert into casework.unmerged_fact (id, link_id, kind, change, row_id, before_id, person_id, other_id, changed_at,
                 changed_by, asked_at, asked_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            id,
            link,
            change.kind.code(),
            change.what.code(),
            change.row,
            change.before,
            change.person,
            change.other,
            change.at.to_sqlx(),
            change.by,
            now,
            staff
        )
        .execute(work.sql())
        .await?;
    }
    Ok(all.len())
}
