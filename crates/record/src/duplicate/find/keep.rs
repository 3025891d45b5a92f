//! What is kept of the pairs that were found: a row each, once.

use std::collections::HashSet;

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::engine::Looked;
use super::known::{self, Known};
use super::{Found, People, insert, settled};
use crate::{Error, Result, Work};

/// What came of a look through everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// How many people were compared.
    pub people: usize,
    /// How many pairs there are at or above the threshold that are neither one person already nor kept apart, nor relatives of each other.
    pub pairs: usize,
    /// How many of them were left out because there were too many.
    pub left_out: usize,
    /// How many came on the queue, those chosen by chance among them.
    pub added: usize,
    /// How many left it: facts changed, or the two are one person now.
    pub gone: usize,
}

/// A pair that comes on the queue.
pub(super) struct Added {
    pub pair: Found,
    /// The finding that it takes the place of.
    pub after: Option<Uuid>,
}

/// Keeps the pairs of one look through everybody. What people have said of them since that began counts.
pub(super) async fn pairs(work: &mut Work, model: Uuid, people: usize, looked: Looked) -> Result<Kept> {
    // Two at once wait for each other.
    sqlx::query!(r#"select pg_advisory_xact_lock(hashtext('kith find duplicates')) as "locked!: ()""#)
        .fetch_one(work.sql())
        .await?;
    let settled = settled::read(work).await?;
    let known = known::read(work).await?;
    let related = related(work, &looked.found).await?;
    let mut kept = Kept { people, pairs: looked.left_out, left_out: looked.left_out, added: 0, gone: 0 };
    let (mut stays, mut add) = (HashSet::new(), Vec::new());
    for pair in looked.found {
        let before = known.get(&pair.people);
        if settled.has(&pair.people)
            || related.contains(&pair.people)
            || before.is_some_and(|known| known.keeps_apart(&pair))
        {
            continue;
        }
        kept.pairs += usize::from(!pair.is_sample);
        match before.and_then(|known| known.open.as_ref()) {
            Some(open) if open.is_claimed || open.says_the_same(&pair) => {
                stays.insert(open.id);
            }
            _ => add.push(Added { after: before.and_then(Known::stands), pair }),
        }
    }
    let leave = known.values().filter_map(|known| known.open.as_ref());
    let leave: Vec<Uuid> =
        leave.filter(|open| !open.is_claimed && !stays.contains(&open.id)).map(|open| open.id).collect();
    let gone = withdraw(work, &leave).await?;
    kept.gone = gone.len();
    // Somebody may have taken one in the meantime: it stays until they have answered.
    let kept_open: HashSet<Uuid> = leave.into_iter().filter(|id| !gone.contains(id)).collect();
    add.retain(|added| added.after.is_none_or(|after| !kept_open.contains(&after)));
    // What comes back takes the place of what was decided: of two people there is one finding that stands.
    let replaced: Vec<Uuid> =
        add.iter().filter_map(|added| added.after).filter(|id| !gone.contains(id)).collect();
    withdraw(work, &replaced).await?;
    kept.added = add.len();
    insert::pairs(work, model, &add).await?;
    run(work, model, &kept, &looked.bands).await?;
    Ok(kept)
}

/// Those of them that are on record as relatives of each other: whoever recorded that knew two people. A father and a son of one name look
/// like one child whose year of birth was mistyped.
async fn related(work: &mut Work, found: &[Found]) -> Result<HashSet<People>> {
    let (ones, others): (Vec<Uuid>, Vec<Uuid>) =
        found.iter().map(|pair| (pair.people[0], pair.people[1])).unzip();
    let rows = sqlx::query!(
        r#"select p.one_id as "one!", p.other_id as "other!" from unnest($1::uuid[], $2::uuid[]) p (one_id, other_id)
           where exists (select 1 from casework.relationship r
                         where r.superseded_at is null and r.certainty <> 'disputed'
                           and (r.person_id = p.one_id and r.other_id = p.other_id or r.person_id = p.other_id and r.other_id = p.one_id))"#,
        &ones,
        &others
    );
    Ok(rows.fetch_all(work.sql()).await?.into_iter().map(|row| [row.one, row.other]).collect())
}

/// Ends findings, but for those that somebody has in hand. Gives those that ended.
async fn withdraw(work: &mut Work, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    // Whoever takes a pair locks its row. Locked first and looked at then, no claim is missed.
    sqlx::query_scalar!(
        "select id from casework.possible_duplicate where id = any ($1) order by id for update",
        ids
    )
    .fetch_all(work.sql())
    .await?;
    let gone = sqlx::query_scalar!(
        "update casework.possible_duplicate p set gone_at = $2 where p.id = any ($1) and p.gone_at is null and not exists (
             select 1 from casework.duplicate_claim c where c.pair_id = p.id and c.ended_at is null and c.valid_until > $2)
         returning p.id",
        ids,
        work.now().to_sqlx()
    );
    Ok(gone.fetch_all(work.sql()).await?.into_iter().collect())
}

async fn run(work: &mut Work, model: Uuid, kept: &Kept, bands: &[super::Weighed]) -> Result<()> {
    let (id, bands) = (work.new_id(), encoded(&bands)?);
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
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

pub(super) fn encoded(value: &impl serde::Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|error| Error::Database(sqlx::Error::Encode(Box::new(error))))
}
