//! Working out a date again in the transaction that changed what it rests on.

use jiff_sqlx::ToSqlx;
use law::retention::{Decided, Person, Schedule, Why, sentence, without_date};
use uuid::Uuid;

use super::{InForce, facts};
use crate::{Result, Work};

/// What is kept of an answer.
pub(super) struct Due {
    pub standing: &'static str,
    pub due_on: Option<jiff::civil::Date>,
    pub notice: Option<String>,
    pub class: Option<String>,
    pub action: Option<&'static str>,
    pub sentence: String,
}

impl Due {
    /// Orders answers by how long they keep: what has no date yet longest, because nothing may go before somebody or something gives it one.
    fn how_long(&self) -> (bool, bool, Option<jiff::civil::Date>) {
        (self.due_on.is_none(), self.standing == "not-yet", self.due_on)
    }
}

/// Decides one person.
pub(super) fn decide(schedule: &Schedule, person: &Person) -> Due {
    match law::retention::person(schedule, person, None) {
        Ok(decided) => kept(schedule, &decided),
        Err(why) => without(why),
    }
}

fn kept(schedule: &Schedule, decided: &Decided) -> Due {
    let (notice, class, _) = law::retention::names(schedule, decided.source);
    Due {
        standing: "kept",
        due_on: Some(decided.due),
        notice: Some(notice),
        class: Some(class),
        action: Some(decided.action.code()),
        sentence: sentence(schedule, decided),
    }
}

fn without(why: Why) -> Due {
    let standing = if why.is_not_yet() { "not-yet" } else { "cannot-compute" };
    Due { standing, due_on: None, notice: None, class: None, action: None, sentence: without_date(why) }
}

/// Works out the dates of some people and keeps them. Does nothing while no pack is in force: then a night does it.
pub(crate) async fn refresh(work: &mut Work, people: &[Uuid]) -> Result<()> {
    let Some(in_force) = work.store().in_force() else { return Ok(()) };
    let people = with_linked(work, people).await?;
    let mut answers = Vec::with_capacity(people.len());
    for row in facts::of(work, &people).await? {
        let (id, same) = (row.id, row.same.clone());
        answers.push((id, same, decide(&in_force.schedule, &row.person()?)));
    }
    for (id, same, _) in &answers {
        // Records of one person are kept as long as the one that is kept longest.
        let theirs = answers.iter().filter(|(_, other, _)| other == same).map(|(_, _, due)| due);
        let longest = theirs.max_by_key(|due| due.how_long());
        if let Some(due) = longest {
            keep(work, *id, due, &in_force).await?;
        }
    }
    sqlx::query!("delete from casework.retention_stale where person_id = any ($1)", &people)
        .execute(work.sql())
        .await?;
    Ok(())
}

/// Stops a debug build, and with it every test, where a function changed what retention counts from and did not say so with
/// [`Work::life_changed`]. A release build leaves it to the night.
pub(crate) async fn nobody_is_forgotten(work: &mut Work) -> Result<()> {
    if matches!(work.actor(), crate::Actor::System(_)) || work.store().in_force().is_none() {
        return Ok(());
    }
    let forgotten = sqlx::query_scalar!(
        r#"select exists (select 1 from casework.retention_stale where xact = pg_current_xact_id_if_assigned()) as "forgotten!""#
    )
    .fetch_one(work.sql())
    .await?;
    assert!(!forgotten, "a life event was recorded without Work::life_changed");
    Ok(())
}

/// A fact about somebody is a fact about every record said to be theirs.
async fn with_linked(work: &mut Work, people: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        r#"select distinct id as "id!" from unnest(casework.same_people($1)) same (id)"#,
        people
    )
    .fetch_all(work.sql())
    .await?)
}

async fn keep(work: &mut Work, person: Uuid, due: &Due, in_force: &InForce) -> Result<()> {
    let now = work.now();
    sqlx::query!(
        "insert into casework.retention_due (person_id, standing, due_on, notice, class, action, sentence, pack_version_id,
             worked_out_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (person_id) do update set standing = excluded.standing, due_on = excluded.due_on,
             notice = excluded.notice, class = excluded.class, action = excluded.action, sentence = excluded.sentence,
             pack_version_id = excluded.pack_version_id, worked_out_at = excluded.worked_out_at",
        person,
        due.standing,
        due.due_on.map(|on| on.to_sqlx()) as _,
        due.notice,
        due.class,
        due.action,
        due.sentence,
        in_force.version,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// Works out the dates of people whom something changed without working theirs out: another program, or a time when no pack
/// was in force. Gives how many.
pub async fn stale(work: &mut Work) -> Result<usize> {
    let people = sqlx::query_scalar!("select person_id from casework.retention_stale limit 5000")
        .fetch_all(work.sql())
        .await?;
    refresh(work, &people).await?;
    Ok(people.len())
}
