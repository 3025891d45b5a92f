//! Keeping what people are found by true.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{Actor, Result, Store, Work};

/// How many people are worked out at once.
const AT_ONCE: i64 = 5_000;

/// Works out the keys of some people again.
pub(crate) async fn refresh(work: &mut Work, people: &[Uuid]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let everyday = super::shipped()?;
    let version = everyday.keys_version();
    let found = super::facts(work, people).await?;
    // One array of all keys and how many of them are each person's: PostgreSQL has no ragged arrays.
    let (mut ids, mut ends, mut keys) = (Vec::with_capacity(found.len()), Vec::new(), Vec::new());
    for person in &found {
        ids.push(person.id);
        keys.extend(everyday.stored_keys(&person.facts));
        ends.push(i32::try_from(keys.len()).unwrap_or(i32::MAX));
    }
    sqlx::query!(
        "insert into lookup.person_keys (person_id, keys, keys_version)
         select p.id, ($3::bigint[])[coalesce(lag(p.until) over (order by p.until, p.at), 0) + 1 : p.until], $4
         from unnest($1::uuid[], $2::int[]) with ordinality p (id, until, at)
         on conflict (person_id) do update set keys = excluded.keys, keys_version = excluded.keys_version",
        &ids,
        &ends,
        &keys,
        version
    )
    .execute(work.sql())
    .await?;
    sqlx::query!("delete from lookup.person_keys_stale where person_id = any ($1)", people)
        .execute(work.sql())
        .await?;
    Ok(())
}

/// Works out the keys of everybody who has none, or old ones, or whose facts another program changed: after a seed, after the plan's
/// rules have changed, and every night. Gives how many. Each 5,000 are kept at once, so stopping it loses little.
pub async fn catch_up(store: &Store, now: Timestamp) -> Result<usize> {
    let version = super::shipped()?.keys_version();
    let mut all = 0;
    loop {
        let mut work = store.begin(Actor::System("matching"), now).await?;
        let people = sqlx::query_scalar!(
            r#"select person_id as "id!" from lookup.person_keys_stale
               union
               select p.id from casework.person p
               where not exists (select 1 from lookup.person_keys k where k.person_id = p.id and k.keys_version = $1)
               limit $2"#,
            version,
            AT_ONCE
        )
        .fetch_all(work.sql())
        .await?;
        if people.is_empty() {
            return Ok(all);
        }
        refresh(&mut work, &people).await?;
        work.commit().await?;
        all += people.len();
    }
}

/// Stops a debug build, and with it every test, where a function changed what somebody is found by and did not say so with
/// [`Work::found_by_changed`]. A release build leaves it to the night.
pub(crate) async fn nobody_is_forgotten(work: &mut Work) -> Result<()> {
    if matches!(work.actor(), crate::Actor::System(_)) {
        return Ok(());
    }
    let forgotten = sqlx::query_scalar!(
        r#"select exists (select 1 from lookup.person_keys_stale where xact = pg_current_xact_id_if_assigned()) as "forgotten!""#
    )
    .fetch_one(work.sql())
    .await?;
    assert!(!forgotten, "a name, birth or home was changed without Work::found_by_changed");
    Ok(())
}
