//! What is kept of the pairs that were found: a row each, once.

use std::collections::{HashMap, HashSet};

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::engine::Looked;
use super::{Found, MOST};
use crate::duplicate::Reason;
use crate::{Error, Result, Work};

/// What came of a look through everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// How many people were compared.
    pub people: usize,
    /// How many pairs there are at or above the threshold that are neither one person already nor kept apart.
    pub pairs: usize,
    /// How many of them were left out because there were too many.
    pub left_out: usize,
    /// How many came on the queue.
    pub added: usize,
    /// How many left it: facts changed, or the two are one person now.
    pub gone: usize,
}

/// So much more than before has to speak for one person, in bits, before a pair that was decided different is put before people
/// again.
const RAISED: f64 = 0.5;

/// What is on file of a pair.
struct Known {
    id: Uuid,
    reasons: Vec<Reason>,
    /// Neither decided nor gone.
    is_open: bool,
    /// Somebody has it in hand.
    is_claimed: bool,
    /// It was decided that they are two people.
    is_different: bool,
}

type People = [Uuid; 2];

/// Keeps the pairs of one look through everybody.
pub(super) async fn pairs(work: &mut Work, model: Uuid, people: usize, looked: Looked) -> Result<Kept> {
    // Two at once wait for each other.
    sqlx::query!(r#"select pg_advisory_xact_lock(hashtext('kith find duplicates')) as "locked!: ()""#)
        .fetch_one(work.sql())
        .await?;
    let one_already = already_one(work).await?;
    let parted = parted(work).await?;
    let known = known(work).await?;
    let mut kept = Kept { people, pairs: 0, left_out: 0, added: 0, gone: 0 };
    let (mut stays, mut add) = (HashSet::new(), Vec::new());
    for pair in looked.found {
        let group = |id: &Uuid| one_already.get(id).copied().unwrap_or(*id);
        if group(&pair.people[0]) == group(&pair.people[1]) || parted.contains(&pair.people) {
            continue;
        }
        let before = known.get(&pair.people);
        if before.is_some_and(|known| known.is_different && !is_raised(known, &pair)) {
            continue;
        }
        kept.pairs += 1;
        if kept.pairs > MOST {
            kept.left_out += 1;
            continue;
        }
        match before {
            Some(known) if known.is_open && (known.is_claimed || !changed(known, &pair)) => {
                stays.insert(known.id);
            }
            _ => add.push((pair, before.map(|known| known.id))),
        }
    }
    let replaced: HashSet<Uuid> =
        add.iter().filter_map(|(_, after): &(Found, Option<Uuid>)| *after).collect();
    let mut gone: Vec<Uuid> = known
        .values()
        .filter(|known| known.is_open && !known.is_claimed && !stays.contains(&known.id))
        .map(|known| known.id)
        .collect();
    kept.gone = gone.len();
    // What comes back takes the place of what was decided: of two people there is one finding that stands.
    gone.extend(
        known
            .values()
            .filter(|known| known.is_different && replaced.contains(&known.id))
            .map(|known| known.id),
    );
    kept.added = add.len();
    let now = work.now().to_sqlx();
    sqlx::query!("update casework.possible_duplicate set gone_at = $2 where id = any ($1)", &gone, now)
        .execute(work.sql())
        .await?;
    insert(work, model, &add).await?;
    let (id, bands) = (work.new_id(), encoded(&looked.bands)?);
    sqlx::query!(
        "insert into casework.duplicate_run (id, model_id, people, pairs, left_out, bands, added, gone, ran_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        model,
        kept.people as i32,
        kept.pairs as i32,
        kept.left_out as i32,
        bands,
        kept.added as i32,
        kept.gone as i32,
        now
    )
    .execute(work.sql())
    .await?;
    Ok(kept)
}

/// Whether any comparison came to something else than before. How much an answer weighs is no fact: a new model alone changes nothing.
fn changed(known: &Known, pair: &Found) -> bool {
    let say = |reasons: &[Reason]| -> Vec<(String, String)> {
        reasons.iter().map(|reason| (reason.name.clone(), reason.says.clone())).collect()
    };
    say(&known.reasons) != say(&pair.reasons)
}

/// Whether facts changed in a way that speaks for one person.
fn is_raised(known: &Known, pair: &Found) -> bool {
    let by = pair.reasons.iter().map(|now| match known.reasons.iter().find(|then| then.name == now.name) {
        Some(then) if then.says != now.says => now.bits - then.bits,
        _ => 0.0,
    });
    by.sum::<f64>() > RAISED
}

async fn insert(work: &mut Work, model: Uuid, add: &[(Found, Option<Uuid>)]) -> Result<()> {
    let looked_after: HashSet<Uuid> = sqlx::query_scalar!(
        "select distinct person_id from casework.involvement where kind = 'looked_after'"
    )
    .fetch_all(work.sql())
    .await?
    .into_iter()
    .collect();
    for (pair, after) in add {
        let id = work.new_id();
        let answers = encoded(&pair.reasons)?;
        sqlx::query!(
            "insert into casework.possible_duplicate (id, one_id, other_id, weight, prior, siblings, answers, could_be_twins,
                 looked_after, is_sample, after_id, model_id, found_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id,
            pair.people[0],
            pair.people[1],
            pair.weight,
            pair.prior,
            pair.siblings,
            answers,
            pair.could_be_twins,
            pair.people.iter().any(|id| looked_after.contains(id)),
            pair.is_sample,
            *after,
            model,
            work.now().to_sqlx()
        )
        .execute(work.sql())
        .await?;
    }
    Ok(())
}

fn encoded(value: &impl serde::Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|error| Error::Database(sqlx::Error::Encode(Box::new(error))))
}

/// Of everybody with a link, one id for all records of that person.
async fn already_one(work: &mut Work) -> Result<HashMap<Uuid, Uuid>> {
    let links =
        sqlx::query!("select person_id, same_as_id from casework.same_person_link where ended_at is null");
    let mut group: HashMap<Uuid, Uuid> = HashMap::new();
    for link in links.fetch_all(work.sql()).await? {
        let of = |group: &HashMap<Uuid, Uuid>, id: Uuid| group.get(&id).copied().unwrap_or(id);
        let (keep, lose) = (of(&group, link.person_id), of(&group, link.same_as_id));
        for one in group.values_mut().filter(|one| **one == lose) {
            *one = keep;
        }
        group.insert(link.person_id, keep);
        group.insert(link.same_as_id, keep);
    }
    Ok(group)
}

/// Pairs that were linked and then taken apart again: somebody knew better.
async fn parted(work: &mut Work) -> Result<HashSet<People>> {
    let rows = sqlx::query!(
        r#"select distinct least(person_id, same_as_id) as "one!", greatest(person_id, same_as_id) as "other!"
           from casework.same_person_link where ended_at is not null"#
    );
    Ok(rows.fetch_all(work.sql()).await?.into_iter().map(|row| [row.one, row.other]).collect())
}

/// What is on file of every pair: its newest finding.
async fn known(work: &mut Work) -> Result<HashMap<People, Known>> {
    let rows = sqlx::query!(
        r#"select distinct on (p.one_id, p.other_id) p.id, p.one_id, p.other_id, p.answers,
               p.gone_at is null and d.pair_id is null as "is_open!",
               exists (select 1 from casework.duplicate_claim c where c.pair_id = p.id and c.ended_at is null and c.valid_until > $1)
                   as "is_claimed!",
               d.answer is not distinct from 'different' as "is_different!"
           from casework.possible_duplicate p left join casework.duplicate_decision d on d.pair_id = p.id
           order by p.one_id, p.other_id, p.found_at desc, p.gone_at desc nulls first, p.id"#,
        work.now().to_sqlx()
    );
    rows.fetch_all(work.sql())
        .await?
        .into_iter()
        .map(|row| {
            let known = Known {
                id: row.id,
                reasons: Reason::read(row.answers)?,
                is_open: row.is_open,
                is_claimed: row.is_claimed,
                is_different: row.is_different,
            };
            Ok(([row.one_id, row.other_id], known))
        })
        .collect()
}
