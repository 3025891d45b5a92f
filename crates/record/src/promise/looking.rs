//! Promises about who looks.

use law::promises::Counted;

use super::counted;
use crate::{Result, Work};

/// P80: every opening of a record says what made it right.
pub(super) async fn opened(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(*) filter (where basis is not null or details ? 'through') as "kept!",
               count(*) filter (where basis is null and not details ? 'through') as "broken!"
           from audit.event where action = 'opened' and subject_kind = 'person'"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P81: attempts that were refused, each with why.
pub(super) async fn refused(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(*) filter (where basis is not null) as "kept!", count(*) filter (where basis is null) as "broken!"
           from audit.event where action = 'refused'"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}
