//! Taking a feed in: all of it or nothing.

use std::collections::{HashMap, HashSet};

use ::directory::Service;
use ::directory::feed::Whole;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use uuid::Uuid;

use crate::{Actor, Error, Result, Store, Work, event};

/// A feed as it was read, and what is to be known of the reading.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// What the feed is called here: small letters, digits and hyphens.
    pub feed: &'a str,
    /// The council's own list, which Kith publishes again.
    pub is_own: bool,
    /// Who runs the command.
    pub by: &'a str,
    /// What was read.
    pub whole: &'a Whole,
}

/// What a reading changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many services were read.
    pub services: usize,
    /// Not known before.
    pub added: usize,
    /// Known, and said otherwise now.
    pub changed: usize,
    /// Gone before, and there again.
    pub returned: usize,
    /// The names of those that the feed has no more. Empty where the feed was not seen whole: nobody can tell then.
    pub gone: Vec<String>,
}

/// The longest name of a feed.
const LONGEST_NAME: usize = 50;

/// Whether a feed can be called this.
pub fn is_name(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    name.len() <= LONGEST_NAME
        && name.bytes().next().is_some_and(letter)
        && name.bytes().all(|byte| letter(byte) || byte == b'-')
}

/// Takes a feed in.
///
/// # Errors
/// [`Error::Rule`] where the feed must not be taken in: it has no service, or the name cannot be used.
pub async fn run(store: &Store, reading: Reading<'_>, now: Timestamp) -> Result<Report> {
    if !is_name(reading.feed) {
        return Err(Error::Rule(format!(
            "“{}” cannot be the name of a feed: small letters, digits and hyphens, such as marlshire, at most {LONGEST_NAME}",
            reading.feed
        )));
    }
    if reading.whole.services.is_empty() {
        return Err(Error::Rule(
            "the feed has no service that can be read: were it taken in, every service on file would be gone"
                .into(),
        ));
    }
    let mut work = store.begin(Actor::System("directory-import"), now).await?;
    let report = take(&mut work, reading).await?;
    work.commit().await?;
    Ok(report)
}

/// A service on file.
struct Known {
    said: Value,
    is_gone: bool,
}

async fn take(work: &mut Work, reading: Reading<'_>) -> Result<Report> {
    // Two readings at once would each take the other's services for gone.
    sqlx::query!("lock table casework.directory_import in share row exclusive mode")
        .execute(work.sql())
        .await?;
    let feed = feed_named(work, reading.feed).await?;
    let known = known(work, feed).await?;
    let whole = reading.whole;
    let mut report = Report { services: whole.services.len(), ..Report::default() };
    let mut said = Vec::with_capacity(whole.services.len());
    for service in &whole.services {
        let now = json(service)?;
        match known.get(&service.id) {
            None => report.added += 1,
            Some(before) => {
                report.changed += usize::from(before.said != now);
                report.returned += usize::from(before.is_gone);
            }
        }
        said.push(now);
    }
    if whole.is_whole {
        report.gone = gone(whole, &known);
    }
    let number = keep_import(work, feed, reading, &report).await?;
    keep_services(work, feed, number, &whole.services, &said).await?;
    sqlx::query!(
        "update casework.directory_service set last_number = $2 where feed_id = $1 and feed_own_id = any($3)",
        feed,
        number,
        &whole.unread
    )
    .execute(work.sql())
    .await?;
    let note = event::note(ledger::Action::Imported).about("directory_feed", feed);
    let note = note.count("services", report.services).count("added", report.added);
    event::record(work, note.count("gone", report.gone.len()).flag("whole", whole.is_whole)).await?;
    Ok(report)
}

/// The names of those that were there until now and are not in the feed, not even as an entry that could not be read.
fn gone(whole: &Whole, known: &HashMap<String, Known>) -> Vec<String> {
    let mut in_feed: HashSet<&str> = whole.services.iter().map(|service| service.id.as_str()).collect();
    in_feed.extend(whole.unread.iter().map(String::as_str));
    let left = known.iter().filter(|(id, known)| !known.is_gone && !in_feed.contains(id.as_str()));
    let mut names: Vec<String> = left
        .map(|(id, known)| known.said.get("name").and_then(Value::as_str).unwrap_or(id).to_owned())
        .collect();
    names.sort();
    names
}

async fn feed_named(work: &mut Work, name: &str) -> Result<Uuid> {
    let (id, now) = (work.new_id(), work.now());
    sqlx::query!(
        "insert into casework.directory_feed (id, name, made_at) values ($1, $2, $3) on conflict (name) do nothing",
        id,
        name,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(sqlx::query_scalar!("select id from casework.directory_feed where name = $1", name)
        .fetch_one(work.sql())
        .await?)
}

async fn known(work: &mut Work, feed: Uuid) -> Result<HashMap<String, Known>> {
    let rows = sqlx::query!(
        r#"select s.feed_own_id, s.said, exists (select 1 from casework.directory_import i
               where i.feed_id = s.feed_id and i.is_whole and i.number > s.last_number) as "is_gone!"
           from casework.directory_service s where s.feed_id = $1"#,
        feed
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.feed_own_id, Known { said: row.said, is_gone: row.is_gone }))
        .collect())
}

async fn keep_import(work: &mut Work, feed: Uuid, reading: Reading<'_>, report: &Report) -> Result<i32> {
    let (id, now) = (work.new_id(), work.now());
    let by: String = reading.by.chars().take(100).collect();
    let problems = reading.whole.problems.len() + reading.whole.more_problems;
    Ok(sqlx::query_scalar!(
        "insert into casework.directory_import (id, feed_id, number, imported_at, imported_by, is_own, is_whole, services,
             added, changed, returned, gone, unread, problems)
         values ($1, $2, (select coalesce(max(number), 0) + 1 from casework.directory_import where feed_id = $2),
             $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning number",
        id,
        feed,
        now.to_sqlx(),
        if by.trim().is_empty() { "not stated" } else { &by },
        reading.is_own,
        reading.whole.is_whole,
        count(report.services),
        count(report.added),
        count(report.changed),
        count(report.returned),
        count(report.gone.len()),
        count(reading.whole.unread.len()),
        count(problems)
    )
    .fetch_one(work.sql())
    .await?)
}

async fn keep_services(
    work: &mut Work,
    feed: Uuid,
    number: i32,
    services: &[Service],
    said: &[Value],
) -> Result<()> {
    for (services, said) in services.chunks(1_000).zip(said.chunks(1_000)) {
        let ids: Vec<Uuid> = services.iter().map(|_| work.new_id()).collect();
        let own: Vec<String> = services.iter().map(|service| service.id.clone()).collect();
        sqlx::query!(
            "insert into casework.directory_service (id, feed_id, feed_own_id, said, first_number, last_number)
             select id, $4, own, said, $5, $5 from unnest($1::uuid[], $2::text[], $3::jsonb[]) as read (id, own, said)
             on conflict (feed_id, feed_own_id)
             do update set said = excluded.said, last_number = excluded.last_number",
            &ids,
            &own,
            said,
            feed,
            number
        )
        .execute(work.sql())
        .await?;
    }
    Ok(())
}

fn json(service: &Service) -> Result<Value> {
    serde_json::to_value(service).map_err(|error| Error::Database(sqlx::Error::Encode(Box::new(error))))
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
