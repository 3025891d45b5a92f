//! Promises about asking for help and what is decided.

use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use law::promises::Counted;

use super::counted;
use crate::{Result, Work};

/// How long after a decision somebody must have told the family or written down why not.
const TOLD_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 5);

/// P01: every request says how it came.
pub(super) async fn by_method(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(*) filter (where method <> '') as "kept!", count(*) filter (where method = '') as "broken!"
           from casework.request"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P02: nothing was added to a request after collecting for it ended.
pub(super) async fn declined(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"with added as (
               select c.request_id from casework.agency_check c
               join casework.collecting_end e on e.request_id = c.request_id and c.asked_at > e.ended_at
               union
               select c.request_id from casework.agency_answer a join casework.agency_check c on c.id = a.agency_check_id
               join casework.collecting_end e on e.request_id = c.request_id and a.recorded_at > e.ended_at
               union
               select g.request_id from casework.request_rag g
               join casework.collecting_end e on e.request_id = g.request_id and g.set_at > e.ended_at
               union
               select s.request_id from casework.subject_match m join casework.request_subject s on s.id = m.subject_id
               join casework.collecting_end e on e.request_id = s.request_id and m.matched_at > e.ended_at
           )
           select count(*) filter (where a.request_id is null) as "kept!",
               count(*) filter (where a.request_id is not null) as "broken!"
           from casework.collecting_end e left join added a on a.request_id = e.request_id"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P05: work that a decision opened was opened for somebody matched beforehand, whose previous requests and services the desk
/// was shown.
pub(super) async fn matched_before_work(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(*) filter (where m.first <= d.decided_at) as "kept!",
               count(*) filter (where m.first is null or m.first > d.decided_at) as "broken!"
           from casework.involvement i join casework.decision d on d.id = i.decision_id
           left join (select subject_id, min(matched_at) as first from casework.subject_match group by subject_id) m
               on m.subject_id = d.subject_id"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P46: every decision was made by a member of staff who was a manager then.
pub(super) async fn decided_by_people(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(*) filter (where manager) as "kept!", count(*) filter (where not manager) as "broken!"
           from (select exists (select 1 from access.account_role r where r.account_id = d.decided_by
                                and r.role in ('duty_manager', 'team_manager')) as manager
                 from casework.decision d) decided"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P47: after each decision the family was told, or it was written down why not.
pub(super) async fn families_told(work: &mut Work) -> Result<Counted> {
    let by_now = work.now() - TOLD_WITHIN;
    let row = sqlx::query!(
        r#"select count(*) filter (where told) as "kept!", count(*) filter (where not told and decided_at < $1) as "broken!"
           from (select d.request_id, max(d.decided_at) as decided_at,
                        exists (select 1 from casework.decision_told t
                                where t.request_id = d.request_id and t.party = 'family') as told
                 from casework.decision d group by d.request_id) decided"#,
        by_now.to_sqlx()
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}
