//! Everybody's date at once: when a pack is put in force, and beforehand, to see what it would make due.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use jiff::civil::Date;
use uuid::Uuid;

use super::facts::{self, Row};
use super::refresh::{self, Due};
use super::{InForce, facts::moment};
use crate::bulk::line::Line;
use crate::{Actor, Result, Store, Work};

/// What a pack would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// People looked at.
    pub people: u64,
    /// Records that would be past their date at once and are not today, by notice and class.
    pub newly_over: BTreeMap<(String, String), u64>,
    /// Records whose date would move, either way.
    pub moved: u64,
}

impl Preview {
    /// All records that would be past their date at once.
    pub fn over(&self) -> u64 {
        self.newly_over.values().sum()
    }
}

/// How many bytes are copied at a time.
const CHUNK: usize = 1 << 20;

/// What putting a pack in force would change. Changes nothing.
pub async fn preview(store: &Store, in_force: &InForce, today: Date) -> Result<Preview> {
    let mut found = Preview::default();
    let linked = linked(store).await?;
    let mut count = |before: Option<Date>, due: &Due| {
        found.people += 1;
        let was_over = before.is_some_and(|before| before < today);
        if due.due_on.is_some_and(|due| due < today) && !was_over {
            let class = (due.notice.clone().unwrap_or_default(), due.class.clone().unwrap_or_default());
            *found.newly_over.entry(class).or_default() += 1;
        }
        if before.is_some() && before != due.due_on {
            found.moved += 1;
        }
    };
    let mut reader = store.pool.acquire().await?;
    let mut rows = stream(&mut reader);
    while let Some((row, before)) = rows.try_next().await? {
        if linked.binary_search(&row.id).is_err() {
            count(before, &refresh::decide(&in_force.schedule, &row.person()?));
        }
    }
    Ok(found)
}

/// Puts a pack in force and works out everybody's date under it, in one transaction: until it is done the dates of before
/// stand. `by` is a job or a person at the command line, never somebody's name.
pub async fn apply(store: &Store, in_force: InForce, by: &str, now: jiff::Timestamp) -> Result<u64> {
    let today = law::clocks::to_london(now).date();
    let over = preview(store, &in_force, today).await?.over();
    let mut work = store.begin(Actor::System("pack"), now).await?;
    let linked = linked(store).await?;
    sqlx::raw_sql(
        "create temp table worked_out (like casework.retention_due) on commit drop;
         lock table casework.retention_stale in share row exclusive mode",
    )
    .execute(work.sql())
    .await?;
    let people = copy(store, &mut work, &in_force, &linked).await?;
    sqlx::raw_sql(
        "delete from casework.retention_due;
         insert into casework.retention_due select * from worked_out;
         delete from casework.retention_stale",
    )
    .execute(work.sql())
    .await?;
    record(&mut work, &in_force, by, over).await?;
    store.put_in_force(in_force);
    refresh::refresh(&mut work, &linked).await?;
    work.commit().await?;
    Ok(people)
}

async fn record(work: &mut Work, in_force: &InForce, by: &str, over: u64) -> Result<()> {
    let (id, now) = (work.new_id(), work.now());
    sqlx::query!(
        "insert into casework.pack_in_force (id, pack_version_id, put_at, put_by, newly_over) values ($1, $2, $3, $4, $5)",
        id,
        in_force.version,
        moment(now) as _,
        by,
        i32::try_from(over).unwrap_or(i32::MAX)
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

async fn copy(store: &Store, work: &mut Work, in_force: &InForce, linked: &[Uuid]) -> Result<u64> {
    let now = work.now();
    let mut reader = store.pool.acquire().await?;
    let mut copying = work
        .sql()
        .copy_in_raw(
            "copy worked_out (person_id, standing, due_on, notice, class, action, sentence, pack_version_id, worked_out_at)
             from stdin",
        )
        .await?;
    let mut rows = stream(&mut reader);
    let mut lines = Vec::with_capacity(CHUNK + 1024);
    let mut people = 0;
    while let Some((row, _)) = rows.try_next().await? {
        people += 1;
        if linked.binary_search(&row.id).is_ok() {
            continue;
        }
        let id = row.id;
        line(&mut lines, id, &refresh::decide(&in_force.schedule, &row.person()?), in_force.version, now);
        if lines.len() >= CHUNK {
            copying.send(std::mem::take(&mut lines)).await?;
        }
    }
    copying.send(lines).await?;
    copying.finish().await?;
    Ok(people)
}

fn line(lines: &mut Vec<u8>, person: Uuid, due: &Due, version: Uuid, now: jiff::Timestamp) {
    Line::begin(lines)
        .id(person)
        .text(due.standing)
        .maybe_date(due.due_on)
        .maybe_text(due.notice.as_deref())
        .maybe_text(due.class.as_deref())
        .maybe_text(due.action)
        .text(&due.sentence)
        .id(version)
        .at(now);
}

/// Records said to be the same person as another, sorted: their facts are counted together.
async fn linked(store: &Store) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        r#"select l.person_id as "id!" from casework.same_person_link l where l.ended_at is null
           union select l.same_as_id from casework.same_person_link l where l.ended_at is null
           order by 1"#
    )
    .fetch_all(&store.pool)
    .await?)
}

/// Everybody's facts, with the date that stands: whole tables joined once, not person by person.
fn stream(
    reader: &mut sqlx::PgConnection,
) -> impl futures_util::Stream<Item = Result<(Row, Option<Date>)>> + Unpin + '_ {
    let rows = sqlx::query!(
        r#"with work as (
               select i.person_id, array_agg(distinct i.kind) as kinds, bool_or(c.involvement_id is null) as open,
                      max(c.closed_at) as closed_at
               from casework.involvement i left join casework.closure c on c.involvement_id = i.id group by i.person_id
           ), asked as (
               select m.person_id, array_agg(distinct s.part) as parts, max(r.received_at) as asked_at
               from casework.subject_match m join casework.request_subject s on s.id = m.subject_id
               join casework.request r on r.id = s.request_id
               where m.ended_at is null group by m.person_id
           ), life as (
               select l.person_id, array_agg(l.kind || ' ' || l.happened_on) as events
               from casework.life_event l where l.superseded_at is null group by l.person_id
           )
           select p.id, p.created_at, b.stated as "stated?", d.died_on as "died_on?", w.kinds as "kinds?", w.open as "open?",
               w.closed_at as "closed_at?", a.parts as "parts?", a.asked_at as "asked_at?", l.events as "events?",
               k.due_on as "before?"
           from casework.person p
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           left join casework.death d on d.person_id = p.id and d.superseded_at is null
           left join work w on w.person_id = p.id
           left join asked a on a.person_id = p.id
           left join life l on l.person_id = p.id
           left join casework.retention_due k on k.person_id = p.id"#
    )
    .fetch(reader);
    rows.map_err(crate::Error::from).map_ok(|row| {
        let facts = facts::Row {
            id: row.id,
            created_at: row.created_at.to_jiff(),
            stated: row.stated,
            same: vec![row.id],
            elsewhere: Vec::new(),
            died_on: row.died_on.map(|on| on.to_jiff()),
            kinds: row.kinds.unwrap_or_default(),
            open: row.open.unwrap_or(false),
            closed_at: row.closed_at.map(|at| at.to_jiff()),
            parts: row.parts.unwrap_or_default(),
            asked_at: row.asked_at.map(|at| at.to_jiff()),
            events: row.events.unwrap_or_default(),
        };
        (facts, row.before.map(|on| on.to_jiff()))
    })
}
