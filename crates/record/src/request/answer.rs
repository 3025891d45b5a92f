//! The answers of a request: each a sealed row, all under the request's own key.

use uuid::Uuid;

use crate::work::RecordKey;
use crate::{Result, Work};

/// Seals and keeps the answers.
pub(crate) async fn keep(
    work: &mut Work,
    request: Uuid,
    key: &RecordKey,
    answers: &[(String, String)],
) -> Result<()> {
    let mut ids = Vec::with_capacity(answers.len());
    let mut paths = Vec::with_capacity(answers.len());
    let mut sealed = Vec::with_capacity(answers.len());
    for (path, value) in answers {
        let id = work.new_id();
        sealed.push(work.seal(key, "request_answer", "value_sealed", id, value)?);
        ids.push(id);
        paths.push(path.clone());
    }
    sqlx::query!(
        "insert into casework.request_answer (id, request_id, path, value_sealed)
         select a.id, $2, a.path, a.value from unnest($1::uuid[], $3::text[], $4::bytea[]) as a (id, path, value)",
        &ids,
        request,
        &paths,
        &sealed
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// Opens every answer of a request, by path.
pub(crate) async fn open_all(
    work: &mut Work,
    request: Uuid,
    key: &RecordKey,
) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        "select id, path, value_sealed from casework.request_answer where request_id = $1 order by path",
        request
    )
    .fetch_all(work.sql())
    .await?;
    rows.into_iter()
        .map(|row| Ok((row.path, key.open("request_answer", "value_sealed", row.id, &row.value_sealed)?)))
        .collect()
}
