//! What each of the two locks says, for the tests that ask them.

use ::access::{Action, Circumstances, Decision, decide};
use uuid::Uuid;

use crate::access::facts::{person_facts, who_asks};
use crate::{Error, Result, Work};

/// Whether the policies let the officer open the person with nothing said: no reason, no emergency.
pub async fn policies_open(work: &mut Work, person: Uuid) -> Result<bool> {
    let asker = who_asks(work)?;
    let facts = match person_facts(work, person).await {
        Err(Error::NotFound) => return Ok(false),
        facts => facts?,
    };
    let said = Circumstances::default();
    Ok(matches!(decide(&asker, Action::OpenPerson, &facts, &said, work.now()), Decision::Permit { .. }))
}

/// Of these people, those whose profile row-level security shows the officer.
pub async fn rows_seen(work: &mut Work, people: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar("select person_id from casework.person_profile where person_id = any ($1)")
        .bind(people)
        .fetch_all(work.sql())
        .await?)
}

/// How many visits' typed columns row-level security shows the officer.
pub async fn visits_seen(work: &mut Work) -> Result<i64> {
    Ok(sqlx::query_scalar("select count(*) from casework.entry_visit").fetch_one(work.sql()).await?)
}

/// How many rows of a table row-level security shows the officer.
pub async fn rows_of(work: &mut Work, table: &'static str) -> Result<i64> {
    let statement = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
    Ok(sqlx::query_scalar(statement).fetch_one(work.sql()).await?)
}
