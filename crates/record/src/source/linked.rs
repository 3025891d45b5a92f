//! Who is linked to a child: what the model "linked only" rests on.

use std::collections::HashSet;

use jiff::ToSpan;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Result, Work};

/// Of these people, those whom the record relates to one of the children, or puts in a family with one. Without
/// `children`, any child on file counts.
pub(crate) async fn to_a_child(
    work: &mut Work,
    people: &[Uuid],
    children: Option<&[Uuid]>,
) -> Result<HashSet<Uuid>> {
    let adult_if_born_by = law::clocks::to_london(work.now()).date().saturating_sub(18.years());
    let found = sqlx::query_scalar!(
        r#"with tie as (
               select r.person_id as of, r.other_id as other from casework.relationship r
                   where r.person_id = any ($1) and r.superseded_at is null
               union all
               select r.other_id, r.person_id from casework.relationship r
                   where r.other_id = any ($1) and r.superseded_at is null
               union all
               select m.person_id, o.person_id from casework.family_member m
                   join casework.family_member o on o.family_id = m.family_id and o.person_id <> m.person_id
                   where m.person_id = any ($1) and m.member_until is null and o.member_until is null
                     and m.superseded_at is null and o.superseded_at is null
           )
           select distinct t.of as "of!" from tie t
           where t.other = any ($2)
              or ($2::uuid[] is null and exists (select 1 from lookup.birth b
                  where b.person_id = t.other and b.superseded_at is null and b.latest_on > $3))"#,
        people,
        children,
        adult_if_born_by.to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    Ok(found.into_iter().collect())
}
