//! Keeping the queue: at most so many new lines a night, whatever was carried over from nights before.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use law::access_review::{Facts, Flag, Item, Look, Pattern, Review};
use uuid::Uuid;

use super::Kept;
use crate::{Error, Result, Work, event};

/// A look among the facts, as it stands in the ledger.
type Looked = (Uuid, Uuid, i64);

/// Keeps what the review raised and nobody was shown yet: emergencies first, then what is worth most, `per_day` at most.
/// Lines already kept are left as they are, so it can be run twice.
pub async fn keep(work: &mut Work, facts: &Facts, review: &Review, per_day: usize) -> Result<Kept> {
    let known: HashSet<(Uuid, Uuid, i64)> = sqlx::query!(
        "select i.account_id, l.person_id, l.at from access.review_look l join access.review_item i on i.id = l.item_id"
    )
    .fetch_all(work.sql())
    .await?
    .into_iter()
    .map(|row| (row.account_id, row.person_id, row.at.to_jiff().as_second()))
    .collect();
    let mut fresh: Vec<&Item> = Vec::new();
    for item in &review.items {
        let mut new = false;
        for look in &item.looks {
            new |= !known.contains(&looked(facts, look)?);
        }
        if new {
            fresh.push(item);
        }
    }
    fresh.sort_by_key(|item| (item.pattern != Pattern::Emergency, std::cmp::Reverse(item.points)));
    let carried = fresh.len().saturating_sub(per_day);
    let raised = fresh.len() - carried;
    for item in fresh.into_iter().take(per_day) {
        keep_one(work, facts, item).await?;
    }
    let note = event::note(ledger::Action::Ran).code("job", ledger::Code::of("access_review"));
    event::record(work, note.count("raised", raised).count("carried", carried)).await?;
    Ok(Kept { raised, carried })
}

async fn keep_one(work: &mut Work, facts: &Facts, item: &Item) -> Result<()> {
    let id = work.new_id();
    let key = work.new_key("review_item", id);
    let reasons = work.seal(&key, "review_item", "reasons_sealed", id, item.reasons.join("\n"))?;
    let moment = |at: i64| Timestamp::from_second(at).unwrap_or_default().to_sqlx();
    let at = || item.looks.iter().map(|look| look.at);
    sqlx::query!(
        "insert into access.review_item (id, account_id, pattern, points, raised_at, first_at, last_at, key_id, reasons_sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        uuid(&facts.staff[item.staff as usize].id)?,
        item.pattern.code(),
        item.points as i32,
        work.now().to_sqlx(),
        moment(at().min().unwrap_or_default()),
        moment(at().max().unwrap_or_default()),
        key.id(),
        reasons
    )
    .execute(work.sql())
    .await?;
    for look in &item.looks {
        let (account, person, at) = looked(facts, look)?;
        let flags: Vec<String> = look.flags.iter().map(|flag: Flag| flag.code().to_owned()).collect();
        // Looks are told apart by the second. Two in one second at one record are one look to anybody who asks.
        sqlx::query!(
            "insert into access.review_look (item_id, event_id, person_id, at, flags)
             select $1, e.id, $3, e.at, $5 from audit.event e
             where e.actor_id = $2 and e.subject_id = $3 and e.level >= 3 and date_trunc('second', e.at) = $4
             on conflict do nothing",
            id,
            account,
            person,
            moment(at),
            &flags
        )
        .execute(work.sql())
        .await?;
    }
    Ok(())
}

fn looked(facts: &Facts, look: &Look) -> Result<Looked> {
    Ok((uuid(&facts.staff[look.staff as usize].id)?, uuid(&facts.people[look.person as usize].id)?, look.at))
}

fn uuid(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::NotFound)
}
