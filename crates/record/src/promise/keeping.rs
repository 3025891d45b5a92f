//! Promises about purposes, and about how long things are kept.

use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use law::promises::Counted;

use super::counted;
use crate::{Result, Work};

/// Drafts are destroyed in the night after they expire.
const SWEPT_WITHIN: SignedDuration = SignedDuration::from_hours(48);

/// P40: every record is stamped with the service, the purpose and the version of the notice it was made under.
pub(super) async fn stamped(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(*) filter (where service <> '' and purpose <> '') as "kept!",
               count(*) filter (where service = '' or purpose = '') as "broken!"
           from (select service, purpose from casework.person
                 union all select service, purpose from casework.request
                 union all select service, purpose from casework.involvement) stamped"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P68: until when each person's record is kept has been worked out and nothing has changed since. "Cannot compute" is an
/// answer.
pub(super) async fn dates_known(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(t.person_id) filter (where s.person_id is null) as "kept!",
               count(*) filter (where t.person_id is null or s.person_id is not null) as "broken!"
           from casework.person p
           left join casework.retention_due t on t.person_id = p.id
           left join casework.retention_stale s on s.person_id = p.id"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P69: no record is past its date.
pub(super) async fn nothing_overdue(work: &mut Work) -> Result<Counted> {
    let today = law::clocks::to_london(work.now()).date();
    let row = sqlx::query!(
        r#"select count(*) filter (where due_on >= $1) as "kept!", count(*) filter (where due_on < $1) as "broken!"
           from casework.retention_due where due_on is not null"#,
        today.to_sqlx()
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P83: drafts are on the server, and none is there past its date.
pub(super) async fn drafts(work: &mut Work) -> Result<Counted> {
    let swept = work.now() - SWEPT_WITHIN;
    let row = sqlx::query!(
        r#"select count(*) filter (where expires_at >= $1) as "kept!", count(*) filter (where expires_at < $1) as "broken!"
           from casework.draft where request_id is null"#,
        swept.to_sqlx()
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}
